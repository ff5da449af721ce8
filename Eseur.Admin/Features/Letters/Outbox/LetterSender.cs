using System.Collections.Concurrent;
using System.Threading.Channels;
using Eseur.Admin.Data;
using Eseur.Admin.Shared;
using Eseur.Admin.Shared.Mail;
using Eseur.Admin.Shared.Mail.Channels;
using Eseur.Domain.Letters;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Admin.Features.Letters;

/// <summary>
/// Empties the outbox: takes letters that are due under a lease, and sends so many at once. Any number of nodes may do so; a
/// letter whose node has died is taken over when its lease ends.
/// </summary>
internal sealed class LetterSender(IDbContextFactory<RegistryContext> contexts, LetterDispatch dispatch, LetterRecord record, DomainPace pace, LetterChannels channels, SendingSettings settings, TimeProvider clock, ILogger<LetterSender> log) : BackgroundService
{
    /// <summary>How soon a letter queued by anybody is seen.</summary>
    private static readonly TimeSpan Idle = TimeSpan.FromMilliseconds(500);

    /// <summary>Nobody waits for the warning, and letters of another channel may be walked over to know.</summary>
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(10);

    /// <summary>Between tries while the server of a channel is away.</summary>
    private static readonly TimeSpan[] Rests = [TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5)];

    /// <summary>For how long letters of mailings are not asked about again where all that are due wait for domains that rest: they would be walked over for nothing.</summary>
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(5);

    /// <summary>Channels whose server was away when it was last asked: how often in a row, and until when it is not asked again.</summary>
    private readonly ConcurrentDictionary<LetterChannel, (int Failed, DateTime Until)> away = [];

    private (DateTime Until, HashSet<string> Resting) quiet = (DateTime.MinValue, []);

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    private IReadOnlyList<LetterChannel> Open => [.. channels.SetUp.Where(c => !away.TryGetValue(c, out var rest) || rest.Until <= Now)];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!settings.Enabled)
            return;
        var warning = channels.Of(LetterChannel.Email).IsSetUp ? Task.CompletedTask : WarnAsync(stoppingToken);
        if (channels.SetUp.Count > 0)
            await RunAsync(untilEmpty: false, stoppingToken);
        await warning;
    }

    /// <param name="untilEmpty">Comes back once nothing is due; letters put off till later stay.</param>
    public async Task RunAsync(bool untilEmpty, CancellationToken cancel)
    {
        while (!cancel.IsCancellationRequested)
        {
            try
            {
                if (!await RoundAsync(untilEmpty, cancel))
                    return;
            }
            catch (Exception e) when (!cancel.IsCancellationRequested)
            {
                log.LogError(e, "Letters could not be taken from the outbox.");
                await Task.Delay(Rests[0], clock, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    /// <summary>Sends whatever is due and comes to be due, until a channel's server is away, the program stops, or nothing is left.</summary>
    /// <returns>False when nothing is left, and nobody waits for more.</returns>
    private async Task<bool> RoundAsync(bool untilEmpty, CancellationToken cancel)
    {
        var leases = new List<(Guid Id, DateTime Until)>();
        var queue = Channel.CreateBounded<(Letter, LetterLease)>(settings.Parallel);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var workers = Enumerable.Range(0, settings.Parallel).Select(_ => Task.Run(WorkAsync, CancellationToken.None)).ToList();
        try
        {
            while (true)
            {
                var rests = pace.Resting().Count > 0;
                if (await ClaimAsync(leases, Letter.Bulk, over.Token) is { } claimed)
                {
                    await HandOutAsync(claimed);
                    continue;
                }
                // What waits for a domain that rests, or for a server that is away, is due, and only not taken yet.
                if (untilEmpty && !rests && Open.Count == channels.SetUp.Count)
                    break;
                await Task.Delay(Idle, clock, over.Token);
            }
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested)
        {
            // What was not begun goes back.
        }
        finally
        {
            queue.Writer.Complete();
            await Task.WhenAll(workers);
            if (over.IsCancellationRequested && leases.Count > 0)
                await record.ReleaseAsync([.. leases.Select(l => l.Id)]);
        }
        if (over.IsCancellationRequested)
            await RestAsync(cancel);
        return over.IsCancellationRequested;

        // Where the server is slow a lease lasts for minutes; whoever waits for a new password does not wait for all of it.
        async Task HandOutAsync(LetterLease claimed)
        {
            var asked = clock.GetTimestamp();
            foreach (var letter in claimed.Letters)
            {
                if (clock.GetElapsedTime(asked) >= Idle)
                {
                    if (await ClaimAsync(leases, Letter.Urgent, over.Token) is { } urgent)
                        await HandOutAsync(urgent);
                    asked = clock.GetTimestamp();
                }
                await queue.Writer.WriteAsync((letter, claimed), over.Token);
            }
        }

        async Task WorkAsync()
        {
            await foreach (var (letter, lease) in queue.Reader.ReadAllAsync(CancellationToken.None))
            {
                if (over.IsCancellationRequested)
                    continue;
                try
                {
                    // A letter that is on its way is finished even while the program stops: begun again, it would arrive twice.
                    if (await dispatch.SendAsync(letter, lease, CancellationToken.None))
                    {
                        Greet(letter.Channel);
                        continue;
                    }
                }
                catch (Exception e)
                {
                    // The database is away for longer than a lease: the round ends, and the next one begins with all hands.
                    log.LogError(e, "Letter {Letter} was left to its lease.", letter.Id);
                }
                Rest(letter.Channel);
                await over.CancelAsync();
            }
        }
    }

    /// <param name="last">The priority that is asked for last.</param>
    /// <returns>Null when nothing is due; fewer than are due where their domains have had enough for the moment.</returns>
    private async Task<LetterLease?> ClaimAsync(List<(Guid Id, DateTime Until)> leases, byte last, CancellationToken cancel)
    {
        var (lease, now, resting) = (Guid.NewGuid(), Now, pace.Resting());
        if (Open is not { Count: > 0 } open)
            return null;
        if (last == Letter.Bulk && now < quiet.Until && quiet.Resting.IsSubsetOf(resting))
            last = Letter.Usual;
        await using var context = await contexts.OpenAsync(LetterRecord.Sender, cancel);
        if (await context.ClaimLettersAsync(lease, now, now + settings.Lease, settings.Parallel * 8, resting, last, open, cancel) == 0)
        {
            if (last == Letter.Bulk && resting.Count > 0)
                quiet = (now + Quiet, [.. resting]);
            return null;
        }
        leases.RemoveAll(l => l.Until < now);
        leases.Add((lease, now + settings.Lease));
        var letters = await context.Letters.AsNoTracking().Where(l => l.Lease == lease).OrderBy(l => l.Priority).ThenBy(l => l.NotBefore).ThenBy(l => l.Id).ToListAsync(cancel);
        var people = await RecipientBook.ReadNowAsync(context, letters, clock.MoscowToday(), cancel);
        var early = letters.Where(l => people.GetValueOrDefault(l.Id) is not { Obstacle: not Obstacle.None } && !pace.TryTake(l.Domain)).ToHashSet();
        if (early.Count > 0)
            await record.ReleaseAsync(lease, [.. early.Select(l => l.Id)]);
        return new LetterLease([.. letters.Where(l => !early.Contains(l))], people);
    }

    /// <summary>A rest that has begun is kept: a server that takes some letters and not others would be asked without any.</summary>
    private void Greet(LetterChannel channel)
    {
        if (away.TryGetValue(channel, out var rest) && rest.Until <= Now)
            away.TryRemove(channel, out _);
    }

    /// <summary>Letters of the other channels go on meanwhile.</summary>
    private void Rest(LetterChannel channel)
    {
        var now = Now;
        var rest = away.AddOrUpdate(channel, _ => (1, now + Rests[0]), (_, known) => known.Until > now ? known : (known.Failed + 1, now + Rests[Math.Min(known.Failed, Rests.Length - 1)]));
        log.LogWarning("The server of {Channel} takes no letters; the next try comes in {Pause}.", channel, rest.Until - now);
    }

    /// <summary>Until some channel may be tried again.</summary>
    private async Task RestAsync(CancellationToken cancel)
    {
        var until = channels.SetUp.Min(c => away.TryGetValue(c, out var rest) ? rest.Until : DateTime.MinValue);
        if (until - Now is { Ticks: > 0 } pause)
            await Task.Delay(pause, clock, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Said once: whoever runs the registry without a mail server knows it by then.</summary>
    private async Task WarnAsync(CancellationToken cancel)
    {
        while (!cancel.IsCancellationRequested)
        {
            try
            {
                await using var context = await contexts.OpenAsync(LetterRecord.Sender, cancel);
                var now = Now;
                if (await context.Letters.AnyAsync(l => l.State == LetterState.Queued && l.NotBefore <= now && l.Channel == LetterChannel.Email, cancel))
                {
                    // Whom they are for is not said: logs are read by more people than letters are.
                    log.LogError("Letters wait: the setting Mail:Host names no mail server.");
                    return;
                }
            }
            catch (Exception e) when (!cancel.IsCancellationRequested)
            {
                log.LogWarning(e, "Whether letters wait could not be asked.");
            }
            await Task.Delay(BetweenLooks, clock, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
