using Eseur.Admin.Live;
using Eseur.Domain.Completeness;
using Eseur.Domain.Fields;

namespace Eseur.Admin.Features.Dashboard;

/// <summary>A subordinate in the heat map.</summary>
/// <param name="Node">As the board shows it.</param>
/// <param name="Fell">Bits of the places whose numbers have just fallen.</param>
public sealed record HeatRow(NodeView Node, long Fell)
{
    /// <summary>How many cells a phone shows of a row.</summary>
    private const int Worst = 3;

    /// <summary>The place asked about and those that are worst here, for screens with no room for all.</summary>
    public long WorstBits(DashboardQuery query) => query.Face.Catalogue.Gaps.Where(g => Node.Figures.Of(g).Part > 0)
        .OrderByDescending(g => g == query.Gap).ThenByDescending(g => Node.Figures.Of(g).Fraction).Take(Worst).Aggregate(0L, (bits, g) => bits | g.Mask);
}

internal static class HeatRows
{
    /// <summary>
    /// Subordinates in the order asked for; equal shares by how many organisations stand behind them, then by name.
    /// Single organisations come after those with others below: they lack a field or not, and any of them would be the worst.
    /// Those without members come last of all where members are counted.
    /// </summary>
    public static IReadOnlyList<HeatRow> Sort(IReadOnlyList<NodeView> children, DashboardQuery query)
    {
        var (face, catalogue) = (query.Face, query.Face.Catalogue);
        var byName = children.OrderBy(c => c.Name, NaturalOrder.Instance);
        var sorted = query.Column switch
        {
            DashboardQuery.ByName => byName,
            DashboardQuery.ByCount => byName.OrderByDescending(c => face.Count(c.Figures)),
            DashboardQuery.ByTotal => Worst(byName, f => f.Unfilled(catalogue)),
            var key => Worst(byName, f => f.Of(catalogue.Gap(key)!)),
        };
        return [.. (query.Reversed ? sorted.Reverse() : sorted).OrderBy(c => face == DashboardFace.Passports ? c.Figures.Total <= 1 : c.Members.Total == 0).Select(c => new HeatRow(c, 0))];
    }

    /// <summary>New figures in the old order: a row must not run away from under the hand that is about to press it.</summary>
    public static IReadOnlyList<HeatRow> Renew(IReadOnlyList<HeatRow> rows, IReadOnlyList<NodeView> children, Catalogue catalogue)
    {
        var place = rows.Select((row, i) => (row, i)).ToDictionary(x => x.row.Node.Id, x => (x.row.Node.Figures, x.i));
        return [.. children.OrderBy(c => place.TryGetValue(c.Id, out var was) ? was.i : int.MaxValue)
            .Select(c => new HeatRow(c, place.TryGetValue(c.Id, out var was) ? Fallen(was.Figures, c.Figures, catalogue) : 0))];
    }

    /// <summary>Bits of the places of which fewer are missing than before.</summary>
    public static long Fallen(NodeFigures was, NodeFigures now, Catalogue catalogue) => ReferenceEquals(was, now) ? 0
        : catalogue.Gaps.Where(g => now.Of(g).Part < was.Of(g).Part).Aggregate(0L, (bits, g) => bits | g.Mask);

    private static IOrderedEnumerable<NodeView> Worst(IEnumerable<NodeView> children, Func<NodeFigures, Share> of) =>
        children.OrderByDescending(c => of(c.Figures).Fraction).ThenByDescending(c => of(c.Figures).Part);
}
