using System.Runtime.CompilerServices;
using Eseur.Admin.Data;
using Eseur.Domain.Changes;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Admin.Features.Audit;

/// <summary>The records of both chains in the order of their numbers, read forwards, however many there are.</summary>
public sealed class SealedRecords(IDbContextFactory<RegistryContext> contexts)
{
    /// <summary>Ranges nearer to each other than this are read in one go, and what lies between is skipped.</summary>
    private const int Near = 1000;

    internal static readonly Actor Reader = Actor.System("Пломбы");

    internal static IQueryable<long> Ids(RegistryContext context, SealChain chain) =>
        chain == SealChain.Changes ? context.Changes.Select(c => c.Id) : context.Readings.Select(r => r.Id);

    /// <summary>Puts the records of <paramref name="ids"/> into the hash and says which were there.</summary>
    /// <param name="look">Sees every line of a change that is put.</param>
    internal async Task<IdRanges> PutAsync(SealHash hash, SealChain chain, IdRanges ids, Action<Change, ChangeLine>? look, CancellationToken cancel)
    {
        var found = new IdRanges();
        foreach (var (from, to) in Spans(ids))
        {
            await using var context = await contexts.OpenAsync(Reader, cancel);
            if (chain == SealChain.Readings)
            {
                await foreach (var reading in context.Readings.AsNoTracking().Where(r => r.Id >= from && r.Id <= to).OrderBy(r => r.Id).AsAsyncEnumerable().WithCancellation(cancel))
                {
                    if (!ids.Contains(reading.Id))
                        continue;
                    hash.Put(reading);
                    found.Add(reading.Id);
                }
                continue;
            }
            // The second connection is for servers that read one answer at a time.
            await using var beside = await contexts.OpenAsync(Reader, cancel);
            await foreach (var (change, lines) in JoinAsync(context, beside, from, to, cancel))
            {
                if (!ids.Contains(change.Id))
                    continue;
                hash.Put(change);
                found.Add(change.Id);
                foreach (var line in lines)
                {
                    hash.Put(line);
                    look?.Invoke(change, line);
                }
            }
        }
        return found;
    }

    private static async IAsyncEnumerable<(Change Change, List<ChangeLine> Lines)> JoinAsync(RegistryContext context, RegistryContext beside, long from, long to, [EnumeratorCancellation] CancellationToken cancel)
    {
        await using var lines = beside.Set<ChangeLine>().AsNoTracking().Where(l => l.ChangeId >= from && l.ChangeId <= to).OrderBy(l => l.ChangeId).ThenBy(l => l.Id).AsAsyncEnumerable().GetAsyncEnumerator(cancel);
        var more = await lines.MoveNextAsync();
        await foreach (var change in context.Changes.AsNoTracking().Where(c => c.Id >= from && c.Id <= to).OrderBy(c => c.Id).AsAsyncEnumerable().WithCancellation(cancel))
        {
            while (more && lines.Current.ChangeId < change.Id)
                more = await lines.MoveNextAsync();
            var own = new List<ChangeLine>();
            for (; more && lines.Current.ChangeId == change.Id; more = await lines.MoveNextAsync())
                own.Add(lines.Current);
            yield return (change, own);
        }
    }

    private static IEnumerable<(long From, long To)> Spans(IdRanges ids)
    {
        (long From, long To)? span = null;
        foreach (var range in ids.All)
        {
            if (span is { } open && range.From - open.To > Near)
                yield return open;
            span = span is { } near && range.From - near.To <= Near ? (near.From, range.To) : range;
        }
        if (span is { } last)
            yield return last;
    }
}
