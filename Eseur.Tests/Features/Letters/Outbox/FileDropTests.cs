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
    public async Task Push_NotSetUp_WaitsAndSaysWhy()
    {
        await SendAsync(LetterChannel.Push);
        var (state, reason) = await StateAsync();
        Assert.Equal(LetterState.Queued, state);
        Assert.Contains("PUSH", reason, StringComparison.Ordinal);
    }

    private async Task<Guid> SendAsync(LetterChannel channel)
    {
        var anna = await registry.HireAsync("anna@example.org", "Анна", "profsoyuz-2026", RegistryRole.Analyst, registry.RootId);
        var letter = Letter.To(Recipient.OfAccount(anna, "Анна"), LetterKind.PasswordChanged, DateTime.UtcNow, channel: channel);
        await using (var context = await registry.OpenAsync())
        {
            context.Add(letter);
            await context.SaveChangesAsync();
        }
        await registry.App.Services.GetRequiredService<LetterSender>().RunAsync(untilEmpty: true, default);
        return letter.Key;
    }

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
