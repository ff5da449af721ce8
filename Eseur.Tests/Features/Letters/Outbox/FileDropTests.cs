using System.Text.Json;
using Eseur.Admin.Features.Letters;
using Eseur.Domain.Access;
using Eseur.Domain.Letters;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Eseur.Tests.Features.Letters.Outbox;

/// <summary>Letters by SMS and PUSH, from the outbox into a folder.</summary>
public sealed class FileDropTests : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("eseur-drop-").FullName;
    private readonly MailServer mail = new();
    private TestRegistry registry = null!;

    public async Task InitializeAsync() =>
        registry = await TestRegistry.StartAsync([.. mail.Settings, "--PublicAddress", "https://registry.example", "--Sms:Folder", Path.Combine(folder, "sms")]);

    [Fact]
    public async Task Sms_Due_IsOneFileUnderItsKey()
    {
        var key = await SendAsync(LetterChannel.Sms);
        var file = Assert.Single(Directory.GetFiles(Path.Combine(folder, "sms")));
        Assert.Equal($"{key:N}.json", Path.GetFileName(file));
        var message = JsonDocument.Parse(await File.ReadAllTextAsync(file)).RootElement;
        Assert.Equal(["key", "to", "text", "at"], message.EnumerateObject().Select(p => p.Name));
        Assert.Equal(key, message.GetProperty("key").GetGuid());
        Assert.Contains("парол", message.GetProperty("text").GetString(), StringComparison.OrdinalIgnoreCase);
        Assert.Equal((LetterState.Sent, null), await StateAsync());
        Assert.Equal(0, mail.Waiting);
    }

    [Fact]
    public async Task Push_NotSetUp_WaitsUntried()
    {
        await SendAsync(LetterChannel.Push);
        Assert.Equal((LetterState.Queued, null), await StateAsync());
        await using var context = await registry.OpenAsync();
        Assert.Equal((0, null), await context.Letters.Select(l => ValueTuple.Create(l.Tries, l.Lease)).SingleAsync());
    }

    [Fact]
    public async Task Sms_WithoutAMailServer_LeavesAndLettersByMailWait()
    {
        var drop = Path.Combine(folder, "alone");
        await using var alone = await TestRegistry.StartAsync("--PublicAddress", "https://registry.example", "--Sms:Folder", drop, "--urls", "http://127.0.0.1:0");
        var anna = await alone.HireAsync("anna@example.org", "Анна", "profsoyuz-2026", RegistryRole.Analyst, alone.RootId);
        var (byMail, bySms) = (To(anna, LetterChannel.Email, "anna@example.org"), To(anna, LetterChannel.Sms));
        await using (var context = await alone.OpenAsync())
        {
            // Written first, so taken first if it were taken at all.
            context.Add(byMail);
            await context.SaveChangesAsync();
            context.Add(bySms);
            await context.SaveChangesAsync();
        }
        await alone.App.StartAsync();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (await ReadAsync(bySms) is not { State: LetterState.Sent })
            await Task.Delay(20, patience.Token);

        Assert.Equal($"{bySms.Key:N}.json", Path.GetFileName(Assert.Single(Directory.GetFiles(drop))));
        var waiting = await ReadAsync(byMail);
        Assert.Equal((LetterState.Queued, 0, null, null), (waiting.State, waiting.Tries, waiting.Lease, waiting.Reason));

        async Task<Letter> ReadAsync(Letter letter)
        {
            await using var context = await alone.OpenAsync();
            return await context.Letters.AsNoTracking().SingleAsync(l => l.Id == letter.Id);
        }
    }

    [Fact]
    public async Task Sms_WhileTheMailServerIsAway_GoesOn()
    {
        var drop = Path.Combine(folder, "away");
        // Nobody listens there; one letter at a time, so that the one by mail is always met first.
        await using var lonely = await TestRegistry.StartAsync("--PublicAddress", "https://registry.example", "--Sms:Folder", drop, "--Sending:Parallel", "1",
            "--Mail:Host", "127.0.0.1", "--Mail:Port", "1", "--Mail:Tls", "None", "--Mail:Confirmation", "confirmation@registry.example");
        var anna = await lonely.HireAsync("anna@example.org", "Анна", "profsoyuz-2026", RegistryRole.Analyst, lonely.RootId);
        await using (var context = await lonely.OpenAsync())
        {
            context.Add(To(anna, LetterChannel.Email, "anna@example.org"));
            await context.SaveChangesAsync();
            context.AddRange(To(anna, LetterChannel.Sms), To(anna, LetterChannel.Sms));
            await context.SaveChangesAsync();
        }
        using var enough = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var sending = lonely.App.Services.GetRequiredService<LetterSender>().RunAsync(untilEmpty: false, enough.Token);
        while (!Directory.Exists(drop) || Directory.GetFiles(drop, "*.json").Length < 2)
            await Task.Delay(20, enough.Token);
        await enough.CancelAsync();
        await sending;

        await using var after = await lonely.OpenAsync();
        Assert.Equal([LetterState.Queued, LetterState.Sent, LetterState.Sent], await after.Letters.OrderBy(l => l.Id).Select(l => l.State).ToListAsync());
    }

    private async Task<Guid> SendAsync(LetterChannel channel)
    {
        var letter = To(await registry.HireAsync("anna@example.org", "Анна", "profsoyuz-2026", RegistryRole.Analyst, registry.RootId), channel);
        await using (var context = await registry.OpenAsync())
        {
            context.Add(letter);
            await context.SaveChangesAsync();
        }
        await registry.App.Services.GetRequiredService<LetterSender>().RunAsync(untilEmpty: true, default);
        return letter.Key;
    }

    private static Letter To(int user, LetterChannel channel, string? address = null) =>
        Letter.To(Recipient.OfAccount(user, "Анна", address), LetterKind.PasswordChanged, DateTime.UtcNow, channel: channel);

    private async Task<(LetterState, string?)> StateAsync()
    {
        await using var context = await registry.OpenAsync();
        return await context.Letters.AsNoTracking().Select(l => ValueTuple.Create(l.State, l.Reason)).SingleAsync();
    }

    public async Task DisposeAsync()
    {
        await registry.DisposeAsync();
        await mail.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}
