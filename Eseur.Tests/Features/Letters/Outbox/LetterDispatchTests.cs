using Eseur.Admin.Features.Letters;
using Eseur.Admin.Shared.Mail.Reports;
using Eseur.Domain.Access;
using Eseur.Domain.Letters;
using Eseur.Domain.Organizations;
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
        registry = await TestRegistry.StartAsync(["--Mail:Host", "127.0.0.1", "--Mail:Port", server.Settings.Port.ToString(), "--Mail:Tls", "None", "--Mail:Confirmation", "confirmation@registry.example", "--Mail:Bounces", "returns@registry.example", "--PublicAddress", "https://registry.example"]);
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

    private Letter New() => Letter.To(new Recipient(RecipientKind.User, anna, null, LevelGroup.None, "Анна", null, Obstacle.None), LetterKind.PasswordChanged, DateTime.UtcNow);

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
