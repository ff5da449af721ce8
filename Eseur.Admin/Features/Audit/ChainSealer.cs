using Eseur.Admin.Data;
using Eseur.Domain.Changes;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Admin.Features.Audit;

/// <summary>
/// Seals what of one chain is not sealed yet. On a server a transaction that began earlier, with smaller numbers, may commit
/// later: its records simply go into a later seal, which is why a seal names its numbers.
/// </summary>
internal sealed class ChainSealer(SealChain chain, IDbContextFactory<RegistryContext> contexts, SealedRecords records, TimeProvider clock)
{
    /// <summary>Records in one seal: a load of a hundred thousand is sealed in a dozen turns.</summary>
    private const int AtOnce = 10_000;

    /// <summary>Room of <see cref="Seal.Ranges"/>.</summary>
    private const int RangesLength = 8000;

    /// <summary>How often records that were late are looked for.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromMinutes(1);

    /// <summary>No transaction takes longer: below the numbers that were sealed so long ago nothing new appears.</summary>
    private static readonly TimeSpan Lateness = TimeSpan.FromHours(1);

    /// <summary>More than the minutes of <see cref="Lateness"/>.</summary>
    private const int MostMarks = 90;

    private readonly Queue<(DateTime At, long Last)> marks = new();
    private IdRanges covered = new();
    private byte[] hash = [];
    private int number;
    private long floor;
    private DateTimeOffset? looked;

    /// <summary>Makes at most one seal.</summary>
    /// <returns>How many records it covers; 0 when all are sealed.</returns>
    public async Task<int> SealAsync(CancellationToken cancel)
    {
        await using var context = await contexts.OpenAsync(SealedRecords.Reader, cancel);
        await CatchUpAsync(context, cancel);
        var ids = await UnsealedAsync(context, cancel);
        if (ids.Count == 0)
            return 0;
        var (ranges, count, at) = (ids.ToString(), (int)ids.Count, clock.GetUtcNow().UtcDateTime);
        using var sum = new SealHash(hash, chain, number + 1, ranges, count, at);
        await records.PutAsync(sum, chain, ids, null, cancel);
        context.Add(new Seal(chain, number + 1, ranges, count, sum.End(), at));
        try
        {
            await context.SaveChangesAsync(cancel);
            return count;
        }
        catch (DbUpdateException)
        {
            // Another node set a seal with this number; the next turn reads it and seals what is left. A fault of another
            // kind shows itself there as well.
            await using var fresh = await contexts.OpenAsync(SealedRecords.Reader, cancel);
            if (!await fresh.Seals.AnyAsync(s => s.Chain == chain && s.Number > number, cancel))
                throw;
            return count;
        }
    }

    private async Task CatchUpAsync(RegistryContext context, CancellationToken cancel)
    {
        await foreach (var seal in context.Seals.AsNoTracking().Where(s => s.Chain == chain && s.Number > number).OrderBy(s => s.Number).AsAsyncEnumerable().WithCancellation(cancel))
        {
            (number, hash) = (seal.Number, seal.Hash);
            if (IdRanges.Parse(seal.Ranges) is { } ranges)
                covered.Add(ranges);
            // A mark a minute is enough to know where the numbers stood an hour ago.
            if (marks.LastOrDefault() is var last && seal.At - last.At > Look)
                marks.Enqueue((seal.At, covered.Last));
            while (marks.Count > MostMarks)
                marks.Dequeue();
        }
    }

    private async Task<IdRanges> UnsealedAsync(RegistryContext context, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var found = new IdRanges();
        if (looked is null || now - looked >= Look)
        {
            await LateAsync(context, found, cancel);
            // Of too many for one seal the rest is looked for at once.
            looked = found.Count < AtOnce ? now : null;
            while (marks.TryPeek(out var mark) && now.UtcDateTime - mark.At > Lateness)
                floor = marks.Dequeue().Last;
        }
        var last = covered.Last;
        foreach (var id in await SealedRecords.Ids(context, chain).Where(id => id > last).OrderBy(id => id).Take(AtOnce - (int)found.Count).ToListAsync(cancel))
            found.Add(id);
        return Fitting(found);
    }

    /// <summary>Records among the numbers that are sealed already; right after the start, in the whole table.</summary>
    private async Task LateAsync(RegistryContext context, IdRanges found, CancellationToken cancel)
    {
        var last = covered.Last;
        var below = SealedRecords.Ids(context, chain).Where(id => id > floor && id <= last);
        var sealedHere = covered.All.Sum(r => Math.Max(0, r.To - Math.Max(r.From - 1, floor)));
        if (await below.LongCountAsync(cancel) == sealedHere)
            return;
        await foreach (var id in below.OrderBy(id => id).AsAsyncEnumerable().WithCancellation(cancel))
        {
            if (!covered.Contains(id))
                found.Add(id);
            if (found.Count == AtOnce)
                return;
        }
    }

    private static IdRanges Fitting(IdRanges ids)
    {
        var fitting = new IdRanges();
        var room = RangesLength;
        foreach (var (from, to) in ids.All)
        {
            room -= IdRanges.Text(from, to).Length + 1;
            if (room < 0)
                break;
            fitting.Add(from, to);
        }
        return fitting;
    }
}
