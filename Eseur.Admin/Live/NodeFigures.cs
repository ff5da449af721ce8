using Eseur.Domain.Completeness;
using Eseur.Domain.Fields;
using Eseur.Domain.Organizations;

namespace Eseur.Admin.Live;

/// <summary>The sums of one organisation and all below it at one moment. Immutable: readers share it without locks.</summary>
public sealed class NodeFigures(int[] missing, int[] applicable, int[] byLevel, MemberFigures members)
{
    public MemberFigures Members => members;

    /// <summary>How many organisations, or members, lack the counted place, of how many it concerns.</summary>
    public Share Of(Gap gap) => gap.IsOfCard ? members.Of(gap) : new(missing[gap.Bit], applicable[gap.Bit]);

    public int Count(LevelGroup level) => byLevel[(int)level];

    /// <summary>Active organisations of all levels, this one included where it is counted itself.</summary>
    public int Total => byLevel.Sum();

    /// <summary>Filled places of all places: one figure for how complete a passport or a subtree is.</summary>
    public Share Filled => new(applicable.Sum(n => (long)n) - missing.Sum(n => (long)n), applicable.Sum(n => (long)n));

    /// <summary>Places of <paramref name="catalogue"/> that are not filled, of all its places.</summary>
    public Share Unfilled(Catalogue catalogue) => catalogue.Gaps.Aggregate(default(Share), (sum, gap) => sum + Of(gap));

    public int[] MissingByBit() => [.. missing];

    public int[] ApplicableByBit() => [.. applicable];
}
