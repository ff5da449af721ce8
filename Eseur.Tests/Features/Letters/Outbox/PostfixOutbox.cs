using Eseur.Domain.Access;
using Eseur.Domain.Letters;
using Eseur.Tests.Shared.Mail;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Tests.Features.Letters.Outbox;

/// <summary>A registry with a queue of letters that all arrive when they are given to Postfix.</summary>
internal sealed class PostfixOutbox : IAsyncDisposable
{
    private const int People = 10;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private readonly PostfixServer postfix;
    private readonly List<int> people = [];

    private PostfixOutbox(PostfixServer postfix, TestRegistry registry) => (this.postfix, Registry) = (postfix, registry);

    public TestRegistry Registry { get; }

    /// <summary>Message-IDs of all that was queued.</summary>
    public List<string> Ids { get; } = [];

    public static async Task<PostfixOutbox> StartAsync(PostfixServer postfix, int letters)
    {
        var outbox = new PostfixOutbox(postfix, await TestRegistry.StartAsync());
        for (var i = 0; i < People; i++)
            outbox.people.Add(await outbox.Registry.HireAsync($"ok{i}@town{i}.example", "Анна Петрова", "profsoyuz-2026", RegistryRole.Analyst, outbox.Registry.RootId));
        await outbox.QueueAsync(letters);
        return outbox;
    }

    /// <summary>Another sender, without limits by domain.</summary>
    /// <param name="lease">Seconds. A busy machine may stop for some of them, so no shorter than the test needs.</param>
    public SenderProcess Send(int lease, params string[] settings) =>
        SenderProcess.Start(Registry, [.. postfix.Settings, "--Sending:LeaseSeconds", lease.ToString(), "--Sending:PerDomainMinute", "0", .. settings]);

    public async Task<int> CountAsync(LetterState state)
    {
        await using var context = await Registry.OpenAsync();
        return await context.Letters.CountAsync(l => l.State == state);
    }

    /// <summary>Message-IDs of letters that some node holds.</summary>
    public async Task<IReadOnlyList<string>> TakenAsync()
    {
        await using var context = await Registry.OpenAsync();
        return [.. (await context.Letters.Where(l => l.State == LetterState.Sending).Select(l => l.Key).ToListAsync()).Select(IdOf)];
    }

    /// <summary>Waits for a condition of what is sent.</summary>
    /// <param name="sender">Whose words explain why it never came.</param>
    public static async Task UntilAsync(Func<Task<bool>> condition, SenderProcess sender)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!await condition())
        {
            if (patience.IsCancellationRequested)
                throw new TimeoutException(sender.Said);
            await Task.Delay(10);
        }
    }

    public Task UntilAllSentAsync(SenderProcess sender) => UntilAsync(async () => await CountAsync(LetterState.Sent) == Ids.Count, sender);

    private async Task QueueAsync(int letters)
    {
        await using var context = await Registry.OpenAsync();
        for (var i = 0; i < letters; i++)
        {
            var to = Recipient.OfAccount(people[i % People], "Анна Петрова");
            var letter = Letter.To(to, LetterKind.PasswordChanged, DateTime.UtcNow);
            context.Add(letter);
            Ids.Add(IdOf(letter.Key));
        }
        await context.SaveChangesAsync();
    }

    private static string IdOf(Guid key) => $"<{key:N}@registry.example>";

    public ValueTask DisposeAsync() => Registry.DisposeAsync();
}
