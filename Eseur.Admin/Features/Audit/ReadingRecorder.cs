using System.Security.Cryptography;
using System.Text;
using System.Threading.Channels;
using Eseur.Admin.Data;
using Eseur.Domain.Changes;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Admin.Features.Audit;

/// <summary>
/// Writes down that somebody read personal data. Pages do not wait for the writing; files do. Words that name a person are
/// never written: a record of searches would be one more list of people.
/// </summary>
public sealed class ReadingRecorder(IDbContextFactory<RegistryContext> contexts, TimeProvider clock, ILogger<ReadingRecorder> log) : BackgroundService
{
    /// <summary>A page is drawn on the server first and by its circuit after: one opening.</summary>
    private static readonly TimeSpan OneOpening = TimeSpan.FromSeconds(30);

    /// <summary>The same words asked again so soon are the same search: a page turned back to, a list scrolled.</summary>
    private static readonly TimeSpan OneSearch = TimeSpan.FromMinutes(1);

    /// <summary>Many times what a whole country's pages read while a batch is written; past it, pages wait.</summary>
    private const int Waiting = 10_000;

    private const int AtOnce = 500;
    private const int Remembered = 20_000;

    private readonly Channel<Reading> queue = Channel.CreateBounded<Reading>(new BoundedChannelOptions(Waiting) { SingleReader = false });
    private readonly Dictionary<string, DateTimeOffset> lately = new(StringComparer.Ordinal);
    private readonly Lock guard = new();

    /// <summary>A card, or another page about the one person.</summary>
    /// <param name="page">Which: "Карточка", "Билет", "История".</param>
    public ValueTask CardAsync(Actor? actor, int memberId, int organizationId, string page) =>
        actor is not null && IsNew(OneOpening, actor, $"{memberId} {page}") ? PutAsync(Of(actor, ReadingKind.Card, memberId, organizationId, 1, page)) : ValueTask.CompletedTask;

    /// <summary>People were looked for and shown.</summary>
    /// <param name="words">What was asked: only to know the same search again, it is not kept.</param>
    /// <param name="under">The subtree asked; null for all that the person may see.</param>
    /// <param name="found">How many.</param>
    /// <param name="conditions">The other conditions in words.</param>
    public ValueTask SearchAsync(Actor? actor, string words, int? under, int found, string conditions) =>
        actor is not null && IsNew(OneSearch, actor, $"{words}\u001f{under}\u001f{conditions}") ? PutAsync(Of(actor, ReadingKind.Search, null, under ?? actor.OwnId, found, conditions)) : ValueTask.CompletedTask;

    /// <summary>A file with people: written before this returns, so that no file goes out that is not on record.</summary>
    public Task ExportAsync(Actor actor, int? under, int count, string name) => WriteAsync([Of(actor, ReadingKind.Export, null, under ?? actor.OwnId, count, name)], CancellationToken.None);

    /// <summary>All that is held on one person; written before this returns as well.</summary>
    public Task DossierAsync(Actor actor, int memberId, int organizationId) => WriteAsync([Of(actor, ReadingKind.Dossier, memberId, organizationId, 1, "")], CancellationToken.None);

    /// <summary>The record itself was looked at.</summary>
    public ValueTask AuditAsync(Actor? actor, int? under, string conditions) =>
        actor is not null && IsNew(OneOpening, actor, $"audit {under} {conditions}") ? PutAsync(Of(actor, ReadingKind.Audit, null, under ?? actor.OwnId, null, conditions)) : ValueTask.CompletedTask;

    /// <summary>Writes all that waits.</summary>
    internal async Task FlushAsync(CancellationToken cancel = default)
    {
        while (Take() is { Count: > 0 } batch)
            await WriteAsync(batch, cancel);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await TryFlushAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (await queue.Reader.WaitToReadAsync(stoppingToken))
                await TryFlushAsync(stoppingToken);
        }
        catch (OperationCanceledException)
        {
            // What waits is written by StopAsync.
        }
    }

    private async Task TryFlushAsync(CancellationToken cancel)
    {
        var batch = new List<Reading>();
        try
        {
            while ((batch = Take()).Count > 0)
                await WriteAsync(batch, cancel);
        }
        catch (Exception e)
        {
            var kept = batch.Count(queue.Writer.TryWrite);
            log.LogError(e, "{Count} readings of personal data could not be put on record; {Kept} of them are tried again, the rest is lost.", batch.Count, kept);
            if (!cancel.IsCancellationRequested)
                await Task.Delay(TimeSpan.FromSeconds(1), clock, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private List<Reading> Take()
    {
        var batch = new List<Reading>();
        while (batch.Count < AtOnce && queue.Reader.TryRead(out var reading))
            batch.Add(reading);
        return batch;
    }

    private async Task WriteAsync(List<Reading> batch, CancellationToken cancel)
    {
        await using var context = await contexts.OpenAsync(Actor.System("Журнал обращений"), cancel);
        context.AddRange(batch);
        await context.SaveChangesAsync(cancel);
    }

    private ValueTask PutAsync(Reading reading) => queue.Writer.WriteAsync(reading);

    private Reading Of(Actor actor, ReadingKind kind, int? memberId, int? organizationId, int? count, string details) =>
        new(kind, actor.Name, actor.UserId, actor.Address, clock.GetUtcNow().UtcDateTime, memberId, organizationId, count, details.Length == 0 ? null : details);

    private bool IsNew(TimeSpan within, Actor actor, string what)
    {
        var key = $"{actor.UserId} {actor.Name} " + Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(what)));
        var now = clock.GetUtcNow();
        lock (guard)
        {
            if (lately.TryGetValue(key, out var last) && now - last < within)
                return false;
            if (lately.Count >= Remembered)
            {
                foreach (var old in lately.Where(l => now - l.Value > OneSearch).Select(l => l.Key).ToList())
                    lately.Remove(old);
            }
            lately[key] = now;
            return true;
        }
    }
}
