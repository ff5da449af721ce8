using Eseur.Admin.Features.Letters;
using Eseur.Admin.Shared.Mail;
using Eseur.Domain.Access;
using Eseur.Domain.Letters;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Eseur.Tests.Features.Letters.Outbox;

/// <summary>From a row of the outbox to a mail server, and what becomes of the row.</summary>
public sealed class LetterSenderTests : IAsyncLifetime
{
    private const string Anna = "anna@example.org";
    private readonly MailServer mail = new();
    private TestRegistry registry = null!;
    private int anna;

    public async Task InitializeAsync()
    {
        registry = await TestRegistry.StartAsync([.. mail.Settings, "--PublicAddress", "https://registry.example"]);
        anna = await registry.HireAsync(Anna, "Анна <b>Петрова</b>", "profsoyuz-2026", RegistryRole.Analyst, registry.RootId);
    }

    [Fact]
    public async Task Letter_Due_ComesWithBothBodiesUnderItsKey_AndIsSent()
    {
        var letter = await QueueAsync();
        await SendAsync();
        var received = await mail.ReadAsync();

        Assert.Equal((Anna, "auto-generated", $"<{letter.Key:N}@registry.example>"), (received.To, received.Header("Auto-Submitted"), received.Header("Message-ID")));
        Assert.Contains("&lt;b&gt;", received.Html, StringComparison.Ordinal);
        Assert.Contains("prefers-color-scheme: dark", received.Html, StringComparison.Ordinal);
        Assert.DoesNotMatch("(?i)<(img|link|script)|url\\(|@import", received.Html);
        var row = await ReadAsync(letter.Id);
        Assert.Equal((LetterState.Sent, 1, Anna, "example.org", null), (row.State, row.Tries, row.Address, row.Domain, row.Lease));
    }

    [Fact]
    public async Task Server_AnswersNotNow_LetterWaitsLonger()
    {
        mail.Refusing = 1;
        var letter = await QueueAsync();
        await SendAsync();

        var row = await ReadAsync(letter.Id);
        Assert.Equal((LetterState.Queued, 1), (row.State, row.Tries));
        Assert.True(row.NotBefore > DateTime.UtcNow.AddSeconds(30));
        Assert.Equal(1, mail.Refused);
    }

    [Fact]
    public async Task Letter_WhoseNodeDied_IsTakenOverWhenItsLeaseEnds()
    {
        var letter = await QueueAsync();
        await using (var context = await registry.OpenAsync())
            Assert.Equal(1, await context.ClaimLettersAsync(Guid.NewGuid(), DateTime.UtcNow, DateTime.UtcNow.AddMinutes(1), 10, []));
        await SendAsync();
        Assert.Equal(0, mail.Waiting);

        await using (var context = await registry.OpenAsync())
            await context.Letters.ExecuteUpdateAsync(set => set.SetProperty(l => l.LeaseUntil, DateTime.UtcNow.AddSeconds(-1)));
        await SendAsync();
        Assert.Equal(LetterState.Sent, (await ReadAsync(letter.Id)).State);
    }

    [Fact]
    public async Task Claims_AtTheSameTime_NeverShareALetter()
    {
        for (var i = 0; i < 40; i++)
            await QueueAsync();
        var taken = await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            await using var context = await registry.OpenAsync();
            return await context.ClaimLettersAsync(Guid.NewGuid(), DateTime.UtcNow, DateTime.UtcNow.AddMinutes(1), 7, []);
        }));
        Assert.Equal(40, taken.Sum());
    }

    [Fact]
    public async Task Letter_ToRestingDomain_WaitsAndLetsOthersPass()
    {
        await using var context = await registry.OpenAsync();
        var now = DateTime.UtcNow;
        context.AddRange(To("a@full.example"), To("b@free.example"));
        await context.SaveChangesAsync();
        var lease = Guid.NewGuid();
        await context.ClaimLettersAsync(lease, now.AddSeconds(1), now.AddMinutes(1), 10, ["full.example"]);
        Assert.Equal("b@free.example", Assert.Single(await context.Letters.AsNoTracking().Where(l => l.Lease == lease).ToListAsync()).Address);

        Letter To(string address) => Letter.To(Recipient.OfAccount(anna, "", address), LetterKind.PasswordChanged, now);
    }

    [Fact]
    public async Task Letters_BeyondTheirDomainsPace_GoBackUntouched_AndAreWaitedFor()
    {
        await using var slow = await TestRegistry.StartAsync([.. mail.Settings, "--PublicAddress", "https://registry.example", "--Sending:PerDomainMinute", "120"]);
        var user = await slow.HireAsync(Anna, "Анна", "profsoyuz-2026", RegistryRole.Analyst, slow.RootId);
        await using (var context = await slow.OpenAsync())
        {
            for (var i = 0; i < 20; i++)
                context.Add(Letter.To(Recipient.OfAccount(user, "", "a@slow.example"), LetterKind.PasswordChanged, DateTime.UtcNow));
            await context.SaveChangesAsync();
        }
        var started = DateTime.UtcNow;
        await slow.App.Services.GetRequiredService<LetterSender>().RunAsync(untilEmpty: true, default);

        await using var after = await slow.OpenAsync();
        Assert.Equal(20, await after.Letters.CountAsync(l => l.State == LetterState.Sent && l.Tries == 1));
        // Twelve at once, the rest two a second.
        Assert.True(DateTime.UtcNow - started >= TimeSpan.FromSeconds(3), $"{DateTime.UtcNow - started}");
    }

    [Fact]
    public async Task Letter_ThatNobodyCanWrite_DoesNotStopTheNext()
    {
        await using (var context = await registry.OpenAsync())
        {
            context.Add(Letter.To(Recipient.OfAccount(anna, ""), (LetterKind)99, DateTime.UtcNow));
            await context.SaveChangesAsync();
        }
        var good = await QueueAsync();
        await SendAsync();
        Assert.Equal(LetterState.Sent, (await ReadAsync(good.Id)).State);
    }

    [Fact]
    public async Task NewPassword_AskedForByNobodyWeKnow_LeavesNoTrace()
    {
        await using (var context = await registry.OpenAsync())
        {
            context.Add(Letter.To(Recipient.OfAccount(0, ""), LetterKind.NewPassword, DateTime.UtcNow, words: "stranger@example.org"));
            await context.SaveChangesAsync();
        }
        await SendAsync();
        await using var after = await registry.OpenAsync();
        Assert.Empty(await after.Letters.ToListAsync());
        Assert.Equal(0, mail.Waiting);
    }

    [Fact]
    public async Task Window_Past_TurnsSentIntoDelivered()
    {
        var letter = await QueueAsync();
        await SendAsync();
        await using (var context = await registry.OpenAsync())
            await context.Letters.ExecuteUpdateAsync(set => set.SetProperty(l => l.SentAt, DateTime.UtcNow.AddHours(-71)));
        await registry.App.Services.GetRequiredService<LetterWindow>().SettleAsync(default);
        Assert.Equal(LetterState.Sent, (await ReadAsync(letter.Id)).State);

        await using (var context = await registry.OpenAsync())
            await context.Letters.ExecuteUpdateAsync(set => set.SetProperty(l => l.SentAt, DateTime.UtcNow.AddHours(-73)));
        await registry.App.Services.GetRequiredService<LetterWindow>().SettleAsync(default);
        Assert.Equal(LetterState.Delivered, (await ReadAsync(letter.Id)).State);
    }

    private async Task<Letter> QueueAsync()
    {
        await using var context = await registry.OpenAsync();
        var letter = Letter.To(Recipient.OfAccount(anna, "Анна"), LetterKind.PasswordChanged, DateTime.UtcNow);
        context.Add(letter);
        await context.SaveChangesAsync();
        return letter;
    }

    private Task SendAsync() => registry.App.Services.GetRequiredService<LetterSender>().RunAsync(untilEmpty: true, default);

    private async Task<Letter> ReadAsync(long id)
    {
        await using var context = await registry.OpenAsync();
        return await context.Letters.AsNoTracking().SingleAsync(l => l.Id == id);
    }

    public async Task DisposeAsync()
    {
        await registry.DisposeAsync();
        await mail.DisposeAsync();
    }
}
