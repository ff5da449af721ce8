using Eseur.Admin.Features.Letters;
using Eseur.Admin.Features.Letters.Mailings;
using Eseur.Admin.Shared.Mail;
using Eseur.Admin.Shared.Mail.Reports;
using Eseur.Domain.Access;
using Eseur.Domain.Letters;
using Eseur.Domain.Notices;
using Eseur.Domain.Passports;
using Eseur.Tests.Shared.Mail.Reports;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Eseur.Tests.Features.Letters.Bounces;

public sealed class ComplaintTests : IAsyncLifetime
{
    private const string Mailbox = "bounces@registry.example";

    private LetterGround ground = null!;

    public async Task InitializeAsync() => ground = await LetterGround.OpenAsync();

    public async Task DisposeAsync() => await ground.DisposeAsync();

    [Theory]
    [InlineData("Yahoo", RecipientKind.Chairperson)]
    [InlineData("Mail.ru", RecipientKind.Activist)]
    [InlineData("Yandex", RecipientKind.Member)]
    public async Task Abuse_InTheShapeOfAProvider_EndsLettersAndEmptiesTheQueue(string writer, RecipientKind kind)
    {
        var letter = await ground.QueueAsync(kind);
        var waiting = await ground.QueueAsync(kind, LetterState.Queued, mailing: await ground.MailAsync());

        Assert.Equal(ReportOutcome.Done, await TakeAsync(About(letter, ComplaintSamples.Abuse[writer])));

        Assert.False(await ConsentAsync(kind));
        Assert.Equal("Пожаловался на спам", await ground.LastActAsync());
        Assert.Equal((LetterState.Suppressed, Obstacle.Refused), ((await ground.ReadAsync(waiting)).State, (await ground.ReadAsync(waiting)).Obstacle));
        // Who calls it spam has got it.
        var after = await ground.ReadAsync(letter);
        Assert.Equal((LetterState.Delivered, "пожаловался на спам"), (after.State, LetterReasons.InWords(after.State, after.Status, after.Reason)));
    }

    [Fact]
    public async Task Abuse_OfEmail_LeavesOtherChannels()
    {
        var letter = await ground.QueueAsync(RecipientKind.Chairperson);
        await TakeAsync(About(letter, ComplaintSamples.Abuse["Yahoo"]));
        var chairperson = (await ground.SchoolAsync()).CurrentChairperson!;
        Assert.Equal((false, true), (chairperson.ConsentEmail, chairperson.ConsentSms));
    }

    [Fact]
    public async Task Abuse_CopiedAfterTheyAgreedAnew_ChangesNothing()
    {
        var letter = await ground.QueueAsync(RecipientKind.Chairperson);
        await TakeAsync(About(letter, ComplaintSamples.Abuse["Yahoo"]));
        await ground.Registry.ChangeAsync(ground.School, o => o.CurrentChairperson!.Fill(ChairpersonTab.ConsentEmail, true));
        Assert.Equal(ReportOutcome.Done, await TakeAsync(About(letter, ComplaintSamples.Abuse["Yahoo"])));
        Assert.True(await ConsentAsync(RecipientKind.Chairperson));

        // About a later letter it counts again.
        Assert.Equal(ReportOutcome.Done, await TakeAsync(About(await ground.QueueAsync(RecipientKind.Chairperson, mailing: await ground.MailAsync()), ComplaintSamples.Abuse["Yahoo"])));
        Assert.False(await ConsentAsync(RecipientKind.Chairperson));
    }

    [Fact]
    public async Task Abuse_OfANotice_EndsNoticesByMailAndTheBellTellsOnce()
    {
        var user = await ground.Registry.HireAsync("user@school.example", "Анна", "profsoyuz-2026", RegistryRole.Chairperson, ground.School);
        var letter = await ground.QueueAsync(RecipientKind.User, to: user);
        await TakeAsync(About(letter, ComplaintSamples.Abuse["Yahoo"]));
        await TakeAsync(About(await ground.QueueAsync(RecipientKind.User, to: user), ComplaintSamples.Abuse["Yahoo"]));

        await using var context = await ground.Registry.OpenAsync();
        Assert.All(await context.NoticeSettings.Where(s => s.UserId == user).ToListAsync(), s => Assert.Equal((false, true), (s.ByEmail, s.InProgram)));
        Assert.Equal(NoticeKinds.All.Count(k => k.MayBeOff), await context.NoticeSettings.CountAsync(s => s.UserId == user));
        Assert.Contains("спам", (await context.Notices.SingleAsync(n => n.UserId == user)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Abuse_OfALetterTriedAgain_WithdrawsIt()
    {
        var letter = await ground.QueueAsync(RecipientKind.Chairperson, LetterState.Queued);
        await using (var context = await ground.Registry.OpenAsync())
        {
            (await context.Letters.SingleAsync(l => l.Id == letter.Id)).PutOff(null, "Связь прервалась, когда письмо было передано.", DateTime.UtcNow);
            await context.SaveChangesAsync();
        }
        Assert.Equal(ReportOutcome.Done, await TakeAsync(About(letter, ComplaintSamples.Abuse["Yahoo"])));
        Assert.Equal((LetterState.Suppressed, Obstacle.Refused), ((await ground.ReadAsync(letter)).State, (await ground.ReadAsync(letter)).Obstacle));
    }

    [Theory]
    [InlineData(LetterState.Queued)]
    [InlineData(LetterState.Sending)]
    public async Task Abuse_OfALetterTriedAgainAndCopied_LeavesTheConsentGivenSince(LetterState state)
    {
        var letter = await ground.QueueAsync(RecipientKind.Chairperson, LetterState.Queued);
        await using (var context = await ground.Registry.OpenAsync())
        {
            letter = await context.Letters.SingleAsync(l => l.Id == letter.Id);
            letter.PutOff(null, "Связь прервалась, когда письмо было передано.", DateTime.UtcNow);
            await context.SaveChangesAsync();
            if (state == LetterState.Sending)
                await context.Letters.ExecuteUpdateAsync(set => set.SetProperty(l => l.State, LetterState.Sending).SetProperty(l => l.Lease, Guid.NewGuid()));
        }
        var sending = await ground.ReadAsync(letter);
        await TakeAsync(About(letter, ComplaintSamples.Abuse["Yahoo"]));
        // The server had it by then: what happened is written, and the complaint stays known.
        if (state == LetterState.Sending)
        {
            await ground.Registry.App.Services.GetRequiredService<LetterRecord>().WriteAsync(sending, l => l.MarkSent(DateTime.UtcNow), default);
            Assert.Equal(LetterState.Delivered, (await ground.ReadAsync(letter)).State);
        }
        await ground.Registry.ChangeAsync(ground.School, o => o.CurrentChairperson!.Fill(ChairpersonTab.ConsentEmail, true));

        Assert.Equal(ReportOutcome.Done, await TakeAsync(About(letter, ComplaintSamples.Abuse["Yahoo"])));
        Assert.True(await ConsentAsync(RecipientKind.Chairperson));
    }

    [Fact]
    public async Task NotSpam_ChangesNothing()
    {
        var letter = await ground.QueueAsync(RecipientKind.Chairperson);
        Assert.Equal(ReportOutcome.Done, await TakeAsync(ComplaintSamples.Of("not-spam", From(letter))));
        Assert.Equal(LetterState.Sent, (await ground.ReadAsync(letter)).State);
        Assert.True(await ConsentAsync(RecipientKind.Chairperson));
    }

    [Fact]
    public async Task Dubious_IsSetAsideAndChangesNothing()
    {
        var (letter, stranger) = (await ground.QueueAsync(RecipientKind.Chairperson), await ground.QueueAsync(RecipientKind.Member));
        var unsent = await ground.QueueAsync(RecipientKind.Activist, LetterState.Queued);
        var school = await ground.QueueAsync(RecipientKind.Organization);
        var version = (await ground.SchoolAsync()).Version;
        byte[][] dubious =
        [
            // Other types; no letter named; a wrong secret; a key without the address it went to, or with another's.
            ComplaintSamples.Of("fraud", From(letter)), ComplaintSamples.Of("virus", From(letter)), ComplaintSamples.Of("other", From(letter)), ComplaintSamples.Of("abuse-not", From(letter)),
            ComplaintSamples.Of("abuse"), ComplaintSamples.Of("abuse", $"Original-Rcpt-To: {letter.Address}", $"To: {letter.Address}"),
            ComplaintSamples.Of("abuse", $"Original-Mail-From: <{VerpAddress.Make(Mailbox, letter.Id, stranger.Secret)}>"),
            ComplaintSamples.Of("abuse", $"Original-Mail-From: <{VerpAddress.Make(Mailbox, 987_654, letter.Secret)}>"),
            ComplaintSamples.Of("abuse", returned: $"List-Unsubscribe: <https://registry.example/unsubscribe/{LetterMark.Make(letter.Id, stranger.Secret)}>"),
            ComplaintSamples.Of("abuse", returned: $"List-Unsubscribe: <https://registry.example/elsewhere/{LetterMark.Make(letter.Id, letter.Secret)}>"),
            ComplaintSamples.Of("abuse", returned: $"Message-ID: <{letter.Key:N}@registry.example>"),
            ComplaintSamples.Of("abuse", returned: $"Message-ID: <{letter.Key:N}@registry.example>\nTo: {stranger.Address}"),
            ComplaintSamples.Of("abuse", returned: $"Message-ID: <{Guid.NewGuid():N}@registry.example>\nTo: {letter.Address}"),
            // Not sent yet; where the union writes to the organisation itself.
            ComplaintSamples.Of("abuse", From(unsent)), ComplaintSamples.Of("abuse", From(school)),
        ];
        foreach (var bytes in dubious)
            Assert.Equal(ReportOutcome.Aside, await TakeAsync(bytes));
        Assert.Equal((LetterState.Sent, LetterState.Queued, version), ((await ground.ReadAsync(letter)).State, (await ground.ReadAsync(unsent)).State, (await ground.SchoolAsync()).Version));
        foreach (var kind in new[] { RecipientKind.Chairperson, RecipientKind.Activist, RecipientKind.Member })
            Assert.True(await ConsentAsync(kind));
    }

    [Fact]
    public async Task Abuse_WhileThePassportIsEditedByOthers_CountsForAll()
    {
        var letters = new[] { await ground.QueueAsync(RecipientKind.Chairperson), await ground.QueueAsync(RecipientKind.Activist) };
        await Task.WhenAll(letters.Select(l => Task.Run(() => TakeAsync(ComplaintSamples.Of("abuse", From(l))))));
        Assert.Equal((false, false), (await ConsentAsync(RecipientKind.Chairperson), await ConsentAsync(RecipientKind.Activist)));
    }

    private Task<ReportOutcome> TakeAsync(byte[] bytes) => ground.Registry.App.Services.GetRequiredService<ReturnedLetters>().TakeAsync(bytes, default);

    private static string From(Letter letter) => $"Original-Mail-From: <{VerpAddress.Make(Mailbox, letter.Id, letter.Secret)}>";

    /// <summary>A sample that names this letter, in what its provider has left in.</summary>
    private static byte[] About(Letter letter, byte[] sample)
    {
        var (mark, text) = (LetterMark.Make(letter.Id, letter.Secret), System.Text.Encoding.UTF8.GetString(sample));
        // The head in base64 is written anew.
        if (text.Split('\n').FirstOrDefault(l => l.StartsWith("TWVzc2Fn", StringComparison.Ordinal)) is { } encoded)
            text = text.Replace(encoded, Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(Named(System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(encoded))))), StringComparison.Ordinal);
        return ReportSamples.Bytes(Named(text));

        string Named(string words) => words
            .Replace("2s.abcdefghijklmnop", mark, StringComparison.Ordinal)
            .Replace(ComplaintSamples.MessageId, $"{letter.Key:N}@registry.example", StringComparison.Ordinal)
            .Replace(ComplaintSamples.Recipient, letter.Address, StringComparison.Ordinal)
            .Replace(ComplaintSamples.Recipient.ToUpperInvariant(), letter.Address!.ToUpperInvariant(), StringComparison.Ordinal);
    }

    private async Task<bool?> ConsentAsync(RecipientKind kind) => kind switch
    {
        RecipientKind.Chairperson => (await ground.SchoolAsync()).CurrentChairperson!.ConsentEmail,
        RecipientKind.Activist => (await ground.SchoolAsync()).Activists[0].ConsentEmail,
        _ => (await ground.MemberAsync()).ConsentEmail,
    };
}
