using Eseur.Domain.Completeness;
using Eseur.Domain.Passports;

namespace Eseur.Domain.Fields;

/// <summary>A tab of a passport or a member's card: its own fields, its lists, and which of them are counted.</summary>
public sealed class CatalogueTab
{
    /// <summary>Name in links.</summary>
    public required string Key { get; init; }

    public required string Title { get; init; }

    public IReadOnlyList<Field> Fields { get; init; } = [];

    public IReadOnlyList<RowSet> RowSets { get; init; } = [];

    public IReadOnlyList<Gap> Gaps { get; init; } = [];
}
