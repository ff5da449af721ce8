using Eseur.Admin.Data;
using Eseur.Admin.Features.Letters;
using Eseur.Domain.Access;
using Eseur.Domain.Letters;
using Eseur.Domain.Organizations;
using Eseur.Tests.Shared.Mail;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Eseur.Tests.Features.Letters.Outbox;

/// <summary>In which order letters are taken, and what is not even looked at.</summary>
public sealed class DueLettersTests : IAsyncLifetime
{
    private static readonly RecipientKind[] Everybody = [RecipientKind.Chairperson, RecipientKind.Activist, RecipientKind.Organization, RecipientKind.Member];

    private readonly ScriptedSmtp server = new();
    private LetterGround ground = null!;
    private int anna;

    public async Task InitializeAsync() => await OpenAsync();

    public async Task DisposeAsync()
    {
        await ground.DisposeAsync();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task Letters_OfEachKind_AreReadAlongAnIndexInTheOrderOfSending()
    {
        await using var context = await ground.Registry.OpenAsync();
        await context.Database.OpenConnectionAsync();
        foreach (var due in new[] { DueLetters.OfPriority(Letter.Urgent), DueLetters.OfPriority(Letter.Usual), DueLetters.OfMailing(ground.Mailing) })
        {
            await using var command = due.Of(context, new LetterClaim(Guid.NewGuid(), DateTime.UtcNow, DateTime.UtcNow.AddMinutes(1), ["full.example"], Letter.Channels)).Select(l => l.Id).Take(64).CreateDbCommand();
            command.CommandText = "EXPLAIN QUERY PLAN " + command.CommandText;
            await using var plan = await command.ExecuteReaderAsync();
            var steps = new List<string>();
            while (await plan.ReadAsync())
                steps.Add(plan.GetString(3));
            Assert.Contains("(MailingId=? AND State=? AND NotBefore<?)", string.Join('\n', steps).Replace("(State=? AND Priority=? AND NotBefore<?)", "(MailingId=? AND State=? AND NotBefore<?)", StringComparison.Ordinal), StringComparison.Ordinal);
            // A sort of all that wait, for every few dozens of them, is what must not be.
            Assert.True(due.MailingId is null || !steps.Exists(s => s.Contains("TEMP B-TREE", StringComparison.Ordinal)), string.Join('\n', steps));
        }
    }

    [Fact]
    public async Task Claim_ManyLettersOfMailingsDueBefore_TakesPeoplesOwnFirst()
    {
        for (var mailings = 0; mailings < 10; mailings++)
            await QueueAsync(await ground.MailAsync());
        var notice = await ground.QueueAsync(RecipientKind.User, LetterState.Queued);
        var urgent = await UrgentAsync();

        Assert.Equal([urgent], await ClaimAsync(1));
        Assert.Equal([notice.Id], await ClaimAsync(1));
        Assert.Equal(7, (await ClaimAsync(7)).Count);
    }

    [Fact]
    public async Task Claim_AskedForUrgentLettersAlone_LeavesTheOthers()
    {
        await QueueAsync(ground.Mailing);
        await ground.QueueAsync(RecipientKind.User, LetterState.Queued);
        // Some were left behind by a node that died.
        await ClaimAsync(3);
        await using (var context = await ground.Registry.OpenAsync())
            await context.Letters.Where(l => l.State == LetterState.Sending).ExecuteUpdateAsync(set => set.SetProperty(l => l.LeaseUntil, DateTime.UtcNow.AddMinutes(-1)));
        Assert.Empty(await ClaimAsync(10, Letter.Urgent));
        var urgent = await UrgentAsync();
        Assert.Equal([urgent], await ClaimAsync(10, Letter.Urgent));
    }

    [Fact]
    public async Task Claim_OfSeveralMailings_GivesEachItsPart()
    {
        await QueueAsync(ground.Mailing);
        var (second, third) = (await ground.MailAsync(), await ground.MailAsync());
        await QueueAsync(second);
        var last = await ground.QueueAsync(RecipientKind.Member, LetterState.Queued, mailing: third);

        Assert.Contains(last.Id, await ClaimAsync(3));
    }

    [Fact]
    public async Task Claim_PausedMailing_LeavesItAndTakesTheOther()
    {
        await QueueAsync(ground.Mailing);
        var running = await ground.MailAsync();
        await QueueAsync(running);
        await using (var context = await ground.Registry.OpenAsync())
        {
            (await context.Mailings.SingleAsync(m => m.Id == ground.Mailing)).Pause();
            await context.SaveChangesAsync();
        }
        var taken = await ClaimAsync(10);
        await using var after = await ground.Registry.OpenAsync();
        Assert.Equal([running, running, running, running], await after.Letters.Where(l => taken.Contains(l.Id)).Select(l => l.MailingId!.Value).ToListAsync());
    }

    [Fact]
    public async Task Urgent_QueuedWhileASlowServerWorksOffALease_GoesBeforeTheRestOfIt()
    {
        await OpenAsync("--Sending:Parallel", "1");
        await QueueAsync(ground.Mailing);
        await QueueAsync(await ground.MailAsync());
        var asked = 0;
        server.Answer = line =>
        {
            if (!line.StartsWith("DATA", StringComparison.Ordinal) || Interlocked.Increment(ref asked) != 1)
                return null;
            UrgentAsync().GetAwaiter().GetResult();
            // Longer than a sender waits before it asks again whether somebody is in a hurry.
            Thread.Sleep(700);
            return null;
        };
        await ground.Registry.App.Services.GetRequiredService<LetterSender>().RunAsync(untilEmpty: true, default);

        var sent = server.Heard.Where(l => l.StartsWith("RCPT", StringComparison.Ordinal)).ToList();
        Assert.Equal(9, sent.Count);
        // One was on its way, one waited for its turn, and one was about to.
        Assert.InRange(sent.FindIndex(l => l.Contains("anna@example.org", StringComparison.Ordinal)), 1, 4);
    }

    [Fact]
    public async Task Mailing_AllOfWhoseDomainsRest_GoesOnWhenTheyWakeUp()
    {
        await OpenAsync("--Sending:PerDomainMinute", "120");
        await QueueAsync(ground.Mailing);
        for (var mailings = 0; mailings < 4; mailings++)
            await QueueAsync(await ground.MailAsync());
        await ground.Registry.App.Services.GetRequiredService<LetterSender>().RunAsync(untilEmpty: true, default);

        await using var after = await ground.Registry.OpenAsync();
        Assert.Equal(20, await after.Letters.CountAsync(l => l.State == LetterState.Sent && l.Tries == 1));
    }

    private async Task OpenAsync(params string[] settings)
    {
        if (ground is not null)
            await ground.DisposeAsync();
        ground = await LetterGround.OpenAsync(["--Mail:Host", "127.0.0.1", "--Mail:Port", $"{server.Settings.Port}", "--Mail:Tls", "None", "--Mail:Confirmation", "confirmation@registry.example", "--PublicAddress", "https://registry.example", .. settings]);
        anna = await ground.Registry.HireAsync("anna@example.org", "Анна", "profsoyuz-2026", RegistryRole.Analyst, ground.Registry.RootId);
    }

    private async Task QueueAsync(int mailing)
    {
        foreach (var kind in Everybody)
            await ground.QueueAsync(kind, LetterState.Queued, mailing: mailing);
    }

    private async Task<long> UrgentAsync()
    {
        await using var context = await ground.Registry.OpenAsync();
        var letter = Letter.To(Recipient.OfAccount(anna, "Анна"), LetterKind.PasswordChanged, DateTime.UtcNow);
        context.Add(letter);
        await context.SaveChangesAsync();
        return letter.Id;
    }

    private async Task<IReadOnlyList<long>> ClaimAsync(int most, byte last = Letter.Bulk)
    {
        await using var context = await ground.Registry.OpenAsync();
        var lease = Guid.NewGuid();
        await context.ClaimLettersAsync(lease, DateTime.UtcNow.AddSeconds(1), DateTime.UtcNow.AddMinutes(5), most, [], last);
        return await context.Letters.Where(l => l.Lease == lease).Select(l => l.Id).ToListAsync();
    }
}
