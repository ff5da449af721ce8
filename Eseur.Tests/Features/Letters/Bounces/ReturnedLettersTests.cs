using Eseur.Admin.Features.Letters;
using Eseur.Admin.Features.Notices;
using Eseur.Admin.Shared;
using Eseur.Admin.Shared.Mail.Reports;
using Eseur.Domain.Completeness;
using Eseur.Domain.Fields;
using Eseur.Domain.Letters;
using Eseur.Domain.Notices;
using Eseur.Domain.Passports;
using Eseur.Tests.Shared.Mail.Reports;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Eseur.Tests.Features.Letters.Bounces;

public sealed class ReturnedLettersTests : IAsyncLifetime
{
    private const string Mailbox = "bounces@registry.example";
    private const string NoSuchUser = "550 5.1.1 <someone@else.example> User unknown";
    private LetterGround ground = null!;

    public async Task InitializeAsync() => ground = await LetterGround.OpenAsync();

    public async Task DisposeAsync() => await ground.DisposeAsync();

    [Theory]
    [InlineData(RecipientKind.Chairperson, LetterGround.ChairEmail)]
    [InlineData(RecipientKind.Activist, LetterGround.ActivistEmail)]
    [InlineData(RecipientKind.Organization, LetterGround.SchoolEmail)]
    [InlineData(RecipientKind.Member, LetterGround.MemberEmail)]
    public async Task Failure_DeadAddress_LetterBouncedAndAddressMarkedAtOnce(RecipientKind kind, string email)
    {
        var letter = await ground.QueueAsync(kind, address: email.ToUpperInvariant());
        var waiting = await ground.QueueAsync(kind, LetterState.Queued, mailing: await ground.MailAsync());
        // The same mailbox stands with somebody else; one that is only like it, with a third.
        var like = await ground.QueueAsync(RecipientKind.Chairperson, LetterState.Queued, address: email.Replace('_', 'x'), to: 12_345);
        var other = await ground.QueueAsync(kind == RecipientKind.Member ? RecipientKind.Activist : RecipientKind.Member, LetterState.Queued, address: email);

        Assert.Equal(ReportOutcome.Done, await TakeAsync(letter, "failed", "5.1.1", NoSuchUser));

        var after = await ground.ReadAsync(letter);
        Assert.Equal((LetterState.Bounced, "5.1.1", "550 5.1.1 … User unknown"), (after.State, after.Status, after.Reason));
        Assert.Equal(TimeProvider.System.MoscowToday(), await FailedOnAsync(kind));
        Assert.Equal("Письмо вернулось: адрес не работает", await ground.LastActAsync());
        Assert.Equal(LetterState.Queued, (await ground.ReadAsync(like)).State);
        foreach (var queued in new[] { waiting, other })
        {
            var withheld = await ground.ReadAsync(queued);
            Assert.Equal((LetterState.Suppressed, Obstacle.Returned), (withheld.State, withheld.Obstacle));
        }
    }

    [Fact]
    public async Task Failure_DeadAddressOfChairperson_IsAGapOnTheBoardAndGoesWithAnotherAddress()
    {
        Assert.Equal(0, await GapsAsync());
        await TakeAsync(await ground.QueueAsync(RecipientKind.Chairperson), "failed", "5.1.1", NoSuchUser);
        Assert.Equal(1, await GapsAsync());

        await ground.Registry.ChangeAsync(ground.School, o => o.CurrentChairperson!.Fill(ChairpersonTab.Email, "new@school.example"));
        Assert.Equal(0, await GapsAsync());
    }

    [Theory]
    [InlineData("5.2.2", "552 5.2.2 Mailbox full")]
    [InlineData("5.7.1", "550 5.7.1 Rejected as spam")]
    public async Task Failure_OfTheLetterOnly_MarksNothing(string status, string words)
    {
        var letter = await ground.QueueAsync(RecipientKind.Chairperson);
        await TakeAsync(letter, "failed", status, words);
        Assert.Equal((LetterState.Bounced, words), ((await ground.ReadAsync(letter)).State, (await ground.ReadAsync(letter)).Reason));
        Assert.Null(await FailedOnAsync(RecipientKind.Chairperson));
    }

    [Fact]
    public async Task Failure_AddressWasCorrectedMeanwhile_MarksNothing()
    {
        var letter = await ground.QueueAsync(RecipientKind.Chairperson);
        await ground.Registry.ChangeAsync(ground.School, o => o.CurrentChairperson!.Fill(ChairpersonTab.Email, "new@school.example"));
        await TakeAsync(letter, "failed", "5.1.1", NoSuchUser);
        Assert.Equal(LetterState.Bounced, (await ground.ReadAsync(letter)).State);
        Assert.Null(await FailedOnAsync(RecipientKind.Chairperson));
    }

    [Fact]
    public async Task Failure_ToAnAccount_OnlyMarksTheLetter()
    {
        var letter = await ground.QueueAsync(RecipientKind.User, to: 5);
        await TakeAsync(letter, "failed", "5.1.1", NoSuchUser);
        Assert.Equal(LetterState.Bounced, (await ground.ReadAsync(letter)).State);
    }

    [Fact]
    public async Task Failure_AfterDelivered_StillCounts()
    {
        var letter = await ground.QueueAsync(RecipientKind.Chairperson, LetterState.Delivered);
        await TakeAsync(letter, "failed", "5.1.1", NoSuchUser);
        Assert.Equal(LetterState.Bounced, (await ground.ReadAsync(letter)).State);
    }

    [Fact]
    public async Task Failure_ToldTwice_ChangesNothingTheSecondTime()
    {
        var letter = await ground.QueueAsync(RecipientKind.Chairperson);
        await TakeAsync(letter, "failed", "5.1.1", NoSuchUser);
        var version = (await ground.SchoolAsync()).Version;
        Assert.Equal(ReportOutcome.Done, await TakeAsync(letter, "failed", "5.2.2", "another"));
        Assert.Equal((version, "5.1.1"), ((await ground.SchoolAsync()).Version, (await ground.ReadAsync(letter)).Status));
    }

    [Fact]
    public async Task Failure_BehindAForwarding_IsTheLettersOwn()
    {
        var letter = await ground.QueueAsync(RecipientKind.Chairperson);
        await Letters.TakeAsync(ReportSamples.Of(Verp(letter), "private@elsewhere.example", "failed", "5.1.1", NoSuchUser), default);
        Assert.Equal(LetterState.Bounced, (await ground.ReadAsync(letter)).State);
        Assert.NotNull(await FailedOnAsync(RecipientKind.Chairperson));
    }

    [Fact]
    public async Task Delay_KeepsTheReasonAndTheState()
    {
        var letter = await ground.QueueAsync(RecipientKind.Chairperson);
        await TakeAsync(letter, "delayed", "4.4.1", "connection timed out");
        var after = await ground.ReadAsync(letter);
        Assert.Equal((LetterState.Sent, "4.4.1", "connection timed out"), (after.State, after.Status, after.Reason));
    }

    [Theory]
    [InlineData("delivered", LetterState.Delivered)]
    [InlineData("relayed", LetterState.Delivered)]
    [InlineData("expanded", LetterState.Sent)]
    public async Task Report_OfArrival_IsBelieved(string action, LetterState state)
    {
        var letter = await ground.QueueAsync(RecipientKind.Chairperson);
        Assert.Equal(ReportOutcome.Done, await TakeAsync(letter, action, "2.0.0", "250 ok"));
        Assert.Equal(state, (await ground.ReadAsync(letter)).State);
    }

    [Fact]
    public async Task Forged_WithoutTheSecret_ChangesNothingAndIsSetAside()
    {
        var letter = await ground.QueueAsync(RecipientKind.Chairperson);
        var stranger = await ground.QueueAsync(RecipientKind.Member);
        string[] forged =
        [
            Mailbox, "nobody@registry.example", VerpAddress.Make(Mailbox, letter.Id, stranger.Secret), VerpAddress.Make(Mailbox, letter.Id, "a"),
            VerpAddress.Make(Mailbox, letter.Id, letter.Secret[..^1]), VerpAddress.Make(Mailbox, 987_654, letter.Secret),
        ];
        var version = (await ground.SchoolAsync()).Version;
        Assert.All(await Task.WhenAll(forged.Select(to => Letters.TakeAsync(ReportSamples.Of(to, LetterGround.ChairEmail, "failed", "5.1.1", NoSuchUser), default))), o => Assert.Equal(ReportOutcome.Aside, o));
        Assert.Equal((LetterState.Sent, version), ((await ground.ReadAsync(letter)).State, (await ground.SchoolAsync()).Version));
    }

    [Fact]
    public async Task OtherLetters_ToTheSecretAddress_ChangeNothing()
    {
        var letter = await ground.QueueAsync(RecipientKind.Chairperson);
        Assert.Equal(ReportOutcome.Done, await Letters.TakeAsync(Readdressed(ReportSamples.Holiday, letter), default));
        Assert.Equal(ReportOutcome.Aside, await Letters.TakeAsync(Readdressed(ReportSamples.PlainBounce, letter), default));
        Assert.Equal(ReportOutcome.Aside, await Letters.TakeAsync(new byte[] { 0, 1, 2 }, default));
        Assert.Equal(LetterState.Sent, (await ground.ReadAsync(letter)).State);
    }

    [Theory]
    [InlineData("Postfix")]
    [InlineData("Exim")]
    [InlineData("Gmail")]
    [InlineData("Yandex")]
    [InlineData("Mail.ru")]
    public async Task Failure_InTheShapeOfAServer_IsUnderstood(string writer)
    {
        var letter = await ground.QueueAsync(RecipientKind.Member);
        Assert.Equal(ReportOutcome.Done, await Letters.TakeAsync(Readdressed(ReportSamples.Failed[writer], letter), default));
        Assert.NotNull(await FailedOnAsync(RecipientKind.Member));
    }

    [Fact]
    public async Task Failures_OfManyAtOnceWhileThePassportIsEdited_AllCount()
    {
        var letters = new[] { await ground.QueueAsync(RecipientKind.Chairperson), await ground.QueueAsync(RecipientKind.Activist), await ground.QueueAsync(RecipientKind.Organization) };
        await Task.WhenAll(letters.Select(l => Task.Run(() => TakeAsync(l, "failed", "5.1.1", NoSuchUser))));
        foreach (var kind in new[] { RecipientKind.Chairperson, RecipientKind.Activist, RecipientKind.Organization })
            Assert.NotNull(await FailedOnAsync(kind));
    }

    [Fact]
    public async Task Refused_AtTheDoor_MarksTheSame()
    {
        var letter = await ground.QueueAsync(RecipientKind.Chairperson);
        await using (var context = await ground.Registry.OpenAsync())
        {
            (await context.Letters.SingleAsync(l => l.Id == letter.Id)).MarkBounced("550", "550 User unknown", DateTime.UtcNow);
            await context.SaveChangesAsync();
        }
        await Letters.RefusedAsync(letter, default);
        Assert.NotNull(await FailedOnAsync(RecipientKind.Chairperson));
    }

    [Fact]
    public async Task Server_KnowsNobodyOfThatName_LetterBouncedAndAddressMarked()
    {
        await using var mail = new MailServer();
        mail.Unknown.Add(LetterGround.ChairEmail);
        await using var sending = await LetterGround.OpenAsync([.. mail.Settings, "--PublicAddress", "https://registry.example"]);
        await using (var context = await sending.Registry.OpenAsync())
        {
            var recipient = new Recipient(RecipientKind.Chairperson, sending.Chairperson, sending.School, Eseur.Domain.Organizations.LevelGroup.Primary, "Анна", LetterGround.ChairEmail, Obstacle.None);
            context.Add(Letter.To(recipient, LetterKind.Notice, DateTime.UtcNow, words: new NoticeWords(NoticeKind.WeeklyGaps, "Паспорт за неделю", "Что нового", "/").Write()));
            await context.SaveChangesAsync();
        }
        var waiting = await sending.QueueAsync(RecipientKind.Activist, LetterState.Queued, address: LetterGround.ChairEmail, mailing: await sending.MailAsync());
        await using (var context = await sending.Registry.OpenAsync())
            await context.Letters.Where(l => l.Id == waiting.Id).ExecuteUpdateAsync(set => set.SetProperty(l => l.NotBefore, DateTime.UtcNow.AddDays(1)));

        await sending.Registry.App.Services.GetRequiredService<LetterSender>().RunAsync(untilEmpty: true, default);

        await using var after = await sending.Registry.OpenAsync();
        var letter = await after.Letters.SingleAsync(l => l.Kind == LetterKind.Notice);
        Assert.Equal((LetterState.Bounced, "5.1.1"), (letter.State, letter.Status));
        Assert.DoesNotContain("@", letter.Reason, StringComparison.Ordinal);
        Assert.NotNull((await sending.SchoolAsync()).CurrentChairperson!.EmailFailedOn);
        Assert.Equal(Obstacle.Returned, (await sending.ReadAsync(waiting)).Obstacle);
    }

    [Fact]
    public async Task Folder_OfTheSettings_IsReadByTheRunningProgram()
    {
        var folder = Directory.CreateTempSubdirectory("eseur-bounces-").FullName;
        await using (var running = await LetterGround.OpenAsync("--Mail:BouncesFolder", folder, "--Mail:Bounces", Mailbox, "--urls", "http://127.0.0.1:0"))
        {
            var letter = await running.QueueAsync(RecipientKind.Chairperson);
            var file = Path.Combine(folder, "report.eml");
            await File.WriteAllBytesAsync(file, ReportSamples.Of(Verp(letter), LetterGround.ChairEmail, "failed", "5.1.1", NoSuchUser));
            File.SetLastWriteTimeUtc(file, DateTime.UtcNow.AddMinutes(-1));
            await running.Registry.App.StartAsync();
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
            while (!File.Exists(Path.Combine(folder, "done", "report.eml")))
                await Task.Delay(20, patience.Token);
            Assert.Equal(LetterState.Bounced, (await running.ReadAsync(letter)).State);
        }
        Directory.Delete(folder, recursive: true);
    }

    private ReturnedLetters Letters => ground.Registry.App.Services.GetRequiredService<ReturnedLetters>();

    private static string Verp(Letter letter) => VerpAddress.Make(Mailbox, letter.Id, letter.Secret);

    private Task<ReportOutcome> TakeAsync(Letter letter, string action, string status, string words) =>
        Letters.TakeAsync(ReportSamples.Of(Verp(letter), letter.Address!, action, status, words), default);

    private static byte[] Readdressed(byte[] sample, Letter letter) =>
        ReportSamples.Bytes(System.Text.Encoding.UTF8.GetString(sample).Replace(ReportSamples.Verp, Verp(letter), StringComparison.OrdinalIgnoreCase));

    private async Task<DateOnly?> FailedOnAsync(RecipientKind kind) => kind switch
    {
        RecipientKind.Chairperson => (await ground.SchoolAsync()).CurrentChairperson!.EmailFailedOn,
        RecipientKind.Activist => (await ground.SchoolAsync()).Activists[0].EmailFailedOn,
        RecipientKind.Organization => (await ground.SchoolAsync()).EmailFailedOn,
        _ => (await ground.MemberAsync()).EmailFailedOn,
    };

    /// <summary>Of the school, as its counter row tells everybody.</summary>
    private async Task<int> GapsAsync()
    {
        var gap = Catalogue.Passport.Gaps.Single(g => g.Key == "chair-email-works");
        await using var context = await ground.Registry.OpenAsync();
        var missing = await context.Counters.Where(c => c.OrganizationId == ground.School).Select(c => c.Missing).SingleAsync();
        return (int)((missing >> gap.Bit) & 1);
    }
}
