using Eseur.Admin.Data;
using Eseur.Admin.Live;
using Eseur.Admin.Shared;
using Eseur.Domain.Changes;
using Eseur.Domain.Fields;
using Eseur.Domain.Organizations;
using Eseur.Domain.Passports;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;

namespace Eseur.Admin.Features.Completeness;

/// <summary>
/// Reads how figures moved by day: superiors' from the kept days, a primary organisation's from its own history.
/// A reading is shared for a minute: a page that is rendered twice at its opening, and its thousand neighbours, read once.
/// </summary>
public sealed class TrendService(IDbContextFactory<RegistryContext> contexts, TimeProvider clock) : IDisposable
{
    private readonly MemoryCache cache = new(new MemoryCacheOptions { SizeLimit = 1000 });

    /// <param name="node">As the board shows it.</param>
    /// <param name="days">How many days back.</param>
    public async ValueTask<Trend> ReadAsync(NodeView node, int days)
    {
        var today = clock.MoscowToday();
        if (cache.TryGetValue((node.Id, days, today), out Trend? kept))
            return kept!;
        var from = today.AddDays(-Math.Max(days, Trend.Month));
        await using var context = await contexts.OpenAsync(Actor.System("Тренд"));
        var trend = new Trend(today, node is { ChildCount: 0 } && node.Level.IsPrimary() ? await HistoryAsync(context, node, from, today) : await SnapshotsAsync(context, node.Id, from, today));
        return cache.Set((node.Id, days, today), trend, new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = TimeSpan.FromMinutes(1) });
    }

    public void Dispose() => cache.Dispose();

    private static async Task<IReadOnlyList<TrendDay>> SnapshotsAsync(RegistryContext context, int id, DateOnly from, DateOnly today) =>
        await context.Snapshots.AsNoTracking().Where(s => s.OrganizationId == id && s.Day >= from && s.Day < today)
            .OrderBy(s => s.Day).Select(s => new TrendDay(s.Day, s.Missing, s.Applicable, s.Members)).ToListAsync();

    /// <summary>A change says what was missing after it; what applied then is not kept, so today's denominator stands for all days.</summary>
    private static async Task<IReadOnlyList<TrendDay>> HistoryAsync(RegistryContext context, NodeView node, DateOnly from, DateOnly today)
    {
        var begins = Ru.MoscowMidnight(from);
        var own = context.Changes.AsNoTracking().Where(c => c.OrganizationId == node.Id && c.MemberId == null && c.Subject == ChangeSubject.Organization);
        var before = await own.Where(c => c.At < begins).OrderByDescending(c => c.Version).Select(c => (long?)c.Missing).FirstOrDefaultAsync();
        var changes = await own.Where(c => c.At >= begins).OrderBy(c => c.Version).Select(c => new { c.At, c.Missing }).ToListAsync();
        var applicable = Bits(node.Own.Applicable);
        var missing = before is { } mask ? Bits(mask & node.Own.Applicable) : null;
        var days = new List<TrendDay>();
        var next = 0;
        for (var day = from; day < today; day = day.AddDays(1))
        {
            for (var ends = Ru.MoscowMidnight(day.AddDays(1)); next < changes.Count && changes[next].At < ends; next++)
                missing = Bits(changes[next].Missing & node.Own.Applicable);
            if (missing is not null)
                days.Add(new TrendDay(day, missing, applicable, []));
        }
        return days;
    }

    private static int[] Bits(long mask) => [.. Enumerable.Range(0, Catalogue.Passport.BitCount).Select(bit => (int)((mask >> bit) & 1))];
}
