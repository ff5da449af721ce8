using Eseur.Admin.Features.Letters;
using Eseur.Admin.Shared.Mail;
using Eseur.Admin.Shared.Mail.Reports;
using Eseur.Domain.Access;
using Eseur.Domain.Letters;
using Eseur.Domain.Organizations;
using Eseur.Domain.Passports;
using Eseur.Tests.Shared.Mail;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Eseur.Tests.Features.Letters.Outbox;

/// <summary>What a mail server's answer makes of a letter.</summary>
public sealed class LetterDispatchTests : IAsyncLifetime
{
    private readonly ScriptedSmtp server = new();
    private TestRegistry registry = null!;
    private int anna;

    public async Task InitializeAsync()
    {
        registry = await TestRegistry.StartAsync(Settings);
        anna = await registry.HireAsync("anna@example.org", "Анна", "profsoyuz-2026", RegistryRole.Analyst, registry.RootId);
    }

    [Theory]
    [InlineData("RCPT", "550 5.1.1 no such mailbox", LetterState.Bounced, "5.1.1", 0)]
    [InlineData("RCPT", "550 no such mailbox", LetterState.Bounced, "550", 0)]
    [InlineData(".", "550 looks like spam", LetterState.Bounced, "5.0.0", 0)]
    [InlineData("MAIL", "552 5.3.4 too large", LetterState.Bounced, "5.3.4", 0)]
    [InlineData("RCPT", "450 4.2.0 greylisted", LetterState.Queued, "4.2.0", 1)]
    [InlineData(".", "!", LetterState.Queued, null, 1)]
    [InlineData("DATA", "!", LetterState.Queued, null, 1)]
    public async Task Letter_NotTaken_EndsOrWaits(string verb, string answer, LetterState state, string? status, int tries)
    {
        server.Answer = line => line.StartsWith(verb, StringComparison.Ordinal) ? answer : null;
        await using (var context = await registry.OpenAsync())
        {
            context.Add(New());
            await context.SaveChangesAsync();
        }
        await registry.App.Services.GetRequiredService<LetterSender>().RunAsync(untilEmpty: true, default);

        var row = await ReadAsync();
        Assert.Equal((state, status, tries), (row.State, row.Status, row.Tries));
        Assert.Equal(verb == "." && answer == "!", row.Reason!.Contains("могло дойти", StringComparison.Ordinal));
        Assert.Contains($"MAIL FROM:<{VerpAddress.Make("returns@registry.example", row.Id, row.Secret)}>", server.Heard);
    }

    [Theory]
    [InlineData("", "554 closed")]
    [InlineData("MAIL", "421 4.3.2 going down")]
    [InlineData("MAIL", "553 5.7.1 not your address")]
    public async Task Server_TakesNothing_LetterIsNoWorseForIt(string verb, string answer)
    {
        using var asked = new SemaphoreSlim(0);
        server.Answer = line =>
        {
            if (!line.StartsWith(verb, StringComparison.Ordinal))
                return null;
            asked.Release();
            return answer;
        };
        await using (var context = await registry.OpenAsync())
        {
            context.Add(New());
            await context.SaveChangesAsync();
        }
        using var stop = new CancellationTokenSource();
        var sending = registry.App.Services.GetRequiredService<LetterSender>().RunAsync(untilEmpty: true, stop.Token);
        Assert.True(await asked.WaitAsync(TimeSpan.FromSeconds(30)));
        await stop.CancelAsync();
        await sending;

        var row = await ReadAsync();
        Assert.Equal((LetterState.Queued, 0, null), (row.State, row.Tries, row.Status));
    }

    [Fact]
    public async Task Consent_WithdrawnBetweenLeaseAndTurn_NothingGoes()
    {
        await using var ground = await LetterGround.OpenAsync(Settings);
        var letter = await ClaimAsync(ground);
        await ground.Registry.ChangeAsync(ground.School, o => o.CurrentChairperson!.Fill(ChairpersonTab.ConsentEmail, false));
        Assert.True(await DispatchAsync(ground, letter));

        var row = await ground.ReadAsync(letter);
        Assert.Equal((LetterState.Suppressed, Obstacle.Refused, null), (row.State, row.Obstacle, row.SentAt));
        Assert.Empty(server.Heard);
    }

    [Fact]
    public async Task Mailing_PausedBetweenLeaseAndTurn_LetterWaits()
    {
        await using var ground = await LetterGround.OpenAsync(Settings);
        var letter = await ClaimAsync(ground);
        await using (var context = await ground.Registry.OpenAsync())
        {
            (await context.Mailings.SingleAsync()).Pause();
            await context.SaveChangesAsync();
        }
        Assert.True(await DispatchAsync(ground, letter));

        var row = await ground.ReadAsync(letter);
        Assert.Equal((LetterState.Queued, 0, null), (row.State, row.Tries, row.Lease));
        Assert.Empty(server.Heard);
    }

    [Fact]
    public async Task Consent_WithdrawnWhileTheServerReads_LetterIsSentAndSaysSo()
    {
        await using var ground = await LetterGround.OpenAsync(Settings);
        var letter = await ClaimAsync(ground);
        server.Answer = line =>
        {
            if (line == "DATA")
                ground.Registry.ChangeAsync(ground.School, o => o.CurrentChairperson!.Fill(ChairpersonTab.ConsentEmail, false)).GetAwaiter().GetResult();
            return null;
        };
        Assert.True(await DispatchAsync(ground, letter));

        Assert.Equal(LetterState.Sent, (await ground.ReadAsync(letter)).State);
    }

    [Fact]
    public async Task Database_AwayLongerThanALease_IsFollowedByMoreLetters()
    {
        await using var ground = await LetterGround.OpenAsync([.. Settings, "--Sending:LeaseSeconds", "5", "--Sending:Parallel", "1"]);
        var first = await ground.QueueAsync(RecipientKind.Chairperson, LetterState.Queued);
        using var heard = new SemaphoreSlim(0);
        var away = false;
        server.Answer = line =>
        {
            if (line == "DATA" && !away)
            {
                away = true;
                Rename("Letters", "Away");
                heard.Release();
            }
            return null;
        };
        using var stop = new CancellationTokenSource();
        var sending = ground.Registry.App.Services.GetRequiredService<LetterSender>().RunAsync(untilEmpty: false, stop.Token);
        Assert.True(await heard.WaitAsync(TimeSpan.FromSeconds(30)));
        // Until the lease is over the node tries to write what became of the letter; then it gives up.
        var until = DateTime.UtcNow.AddSeconds(6);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (DateTime.UtcNow < until)
            await Task.Delay(100, patience.Token);
        Rename("Away", "Letters");
        while ((await ground.ReadAsync(first)).State != LetterState.Sent)
            await Task.Delay(100, patience.Token);
        await stop.CancelAsync();
        await sending;

        void Rename(string from, string to)
        {
            using var connection = new Microsoft.Data.Sqlite.SqliteConnection(ground.Registry.ConnectionString);
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = $"ALTER TABLE {from} RENAME TO {to}";
            command.ExecuteNonQuery();
        }
    }

    private string[] Settings => ["--Mail:Host", "127.0.0.1", "--Mail:Port", server.Settings.Port.ToString(), "--Mail:Tls", "None", "--Mail:Confirmation", "confirmation@registry.example", "--Mail:Bounces", "returns@registry.example", "--PublicAddress", "https://registry.example"];

    /// <summary>The chairperson's letter as a node holds it that has read who the chairperson is.</summary>
    private static async Task<Letter> ClaimAsync(LetterGround ground)
    {
        var (letter, lease) = (await ground.QueueAsync(RecipientKind.Chairperson, LetterState.Queued), Guid.NewGuid());
        await using var context = await ground.Registry.OpenAsync();
        Assert.Equal(1, await context.ClaimLettersAsync(lease, DateTime.UtcNow, DateTime.UtcNow.AddMinutes(5), 1, []));
        return await ground.ReadAsync(letter);
    }

    private static Task<bool> DispatchAsync(LetterGround ground, Letter letter) => ground.Registry.App.Services.GetRequiredService<LetterDispatch>()
        .SendAsync(letter, new LetterLease([letter], new Dictionary<long, Recipient>
        {
            [letter.Id] = new(RecipientKind.Chairperson, ground.Chairperson, ground.School, LevelGroup.Primary, "Имя", LetterGround.ChairEmail, Obstacle.None),
        }), default);

    private Letter New() => Letter.To(Recipient.OfAccount(anna, "Анна"), LetterKind.PasswordChanged, DateTime.UtcNow);

    private async Task<Letter> ReadAsync()
    {
        await using var context = await registry.OpenAsync();
        return await context.Letters.AsNoTracking().SingleAsync();
    }

    public async Task DisposeAsync()
    {
        await registry.DisposeAsync();
        await server.DisposeAsync();
    }
}
