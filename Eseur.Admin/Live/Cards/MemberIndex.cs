using System.Diagnostics;
using Eseur.Admin.Data;
using Eseur.Domain.Members;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Admin.Live.Cards;

/// <summary>
/// All members' cards in memory, as far as lists search, filter and sort by it: no set of the database's indexes answers any
/// combination of conditions with its count in a moment. Loaded once after the start; then organisations whose counters
/// moved are read anew, saves of other processes among them.
/// </summary>
public sealed class MemberIndex(IDbContextFactory<RegistryContext> contexts, ILogger<MemberIndex> log) : IDisposable
{
    /// <summary>A question waits for the cards of so many organisations; after an import the rest follows in the background.</summary>
    private const int OrganizationsAtOnce = 400;

    private readonly SemaphoreSlim reading = new(1);
    private readonly TaskCompletionSource ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CardReader reader = new();
    private readonly AnsweredLately answered = new();
    private volatile CardSnapshot? snapshot;
    private HashSet<int>? changedWhileMerging;
    private long sequence;

    /// <summary>Ends when the cards are in memory.</summary>
    public Task Ready => ready.Task;

    /// <summary>Recent rows at which they are merged into the main ones.</summary>
    internal int MostDrift { get; init; } = 20_000;

    /// <param name="key">What names the same conditions again: the pages of one list are asked for one after another. Null for a question of its own.</param>
    /// <param name="conditions">Asked of when they are not known yet.</param>
    /// <exception cref="InvalidOperationException">Asked before <see cref="Ready"/>.</exception>
    public FoundCards Find(string? key, Func<CardConditions> conditions)
    {
        var now = Current;
        if (key is not null && answered.Find(now, key) is { } known)
            return known;
        var found = now.Find(conditions());
        if (key is not null)
            answered.Keep(now, key, found);
        return found;
    }

    internal CardSnapshot Current => snapshot ?? throw new InvalidOperationException("The index of members is not loaded yet.");

    /// <summary>Reads all cards. Called once, before anything is asked.</summary>
    public async Task LoadAsync(CancellationToken cancel = default)
    {
        await reading.WaitAsync(cancel);
        try
        {
            var started = Stopwatch.GetTimestamp();
            await using var context = await contexts.OpenAsync(Actor.System("Указатель карточек"), cancel);
            // The number first: what is saved while the cards are read comes again with the next catching up.
            sequence = await (await context.MemberCountersSinceAsync(0, cancel)).Select(c => (long?)c.Sequence).MaxAsync(cancel) ?? 0;
            var builder = new SegmentBuilder(await context.Members.CountAsync(cancel));
            foreach (var card in reader.Read(context, Known(context)))
            {
                cancel.ThrowIfCancellationRequested();
                builder.Add(card);
            }
            snapshot = CardSnapshot.Of(builder.Build(), reader.DuesForms);
            // Once, at the start: building leaves hundreds of megabytes behind that would otherwise stay with the process.
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            log.LogInformation("The index of members holds {Cards} cards, read in {Seconds:0.0} s.", Current.Main.Count, Stopwatch.GetElapsedTime(started).TotalSeconds);
        }
        finally
        {
            reading.Release();
        }
        ready.TrySetResult();
    }

    /// <summary>Takes in what was saved since, by this process or another. Asked before each answer, so that one's own save is always in it.</summary>
    /// <returns>Whether all of it was taken in.</returns>
    public async Task<bool> CatchUpAsync(CancellationToken cancel = default)
    {
        await reading.WaitAsync(cancel);
        try
        {
            await using var context = await contexts.OpenAsync(Actor.System("Указатель карточек"), cancel);
            var moved = await (await context.MemberCountersSinceAsync(sequence, cancel)).Take(OrganizationsAtOnce).Select(c => new { c.OrganizationId, c.Sequence }).ToListAsync(cancel);
            if (moved.Count == 0)
                return true;
            var organizations = moved.Select(m => m.OrganizationId).ToHashSet();
            var cards = reader.Read(context, Known(context).Where(m => organizations.Contains(m.OrganizationId))).ToList();
            snapshot = Current.With(organizations, cards, reader.DuesForms);
            sequence = moved.Max(m => m.Sequence);
            changedWhileMerging?.UnionWith(organizations);
            return moved.Count < OrganizationsAtOnce;
        }
        finally
        {
            reading.Release();
        }
    }

    /// <summary>Puts recent rows among the main ones once there are many; questions and saves go on meanwhile.</summary>
    internal async Task MergeAsync(CancellationToken cancel = default)
    {
        if (Current.Drift < MostDrift)
            return;
        await reading.WaitAsync(cancel);
        var from = Current;
        changedWhileMerging = [];
        reading.Release();

        var merged = await Task.Run(from.Merged, cancel);

        await reading.WaitAsync(cancel);
        try
        {
            var changed = changedWhileMerging;
            var now = Current;
            snapshot = changed.Count == 0 ? merged : merged.With(changed, changed.SelectMany(now.CardsOf), now.DuesForms);
            changedWhileMerging = null;
            answered.Clear();
            GC.Collect(2, GCCollectionMode.Forced, blocking: false);
        }
        finally
        {
            reading.Release();
        }
    }

    /// <summary>An erased card is nobody's: lists and searches do not know it.</summary>
    private static IQueryable<Member> Known(RegistryContext context) => context.Members.Where(m => m.ErasedOn == null);

    public void Dispose() => reading.Dispose();
}
