using Eseur.Domain.Completeness;
using Eseur.Domain.Fields;

namespace Eseur.Domain.Passports;

/// <summary>A tab of the passport: its own fields, its lists, and which of them are counted.</summary>
public sealed class PassportTab
{
    /// <summary>Name in links.</summary>
    public required string Key { get; init; }

    public required string Title { get; init; }

    public IReadOnlyList<Field> Fields { get; init; } = [];

    public IReadOnlyList<RowSet> RowSets { get; init; } = [];

    public IReadOnlyList<Gap> Gaps { get; init; } = [];
}
