using System.Collections.Frozen;
using Eseur.Domain.Completeness;
using Eseur.Domain.Fields;
using Eseur.Domain.Organizations;

namespace Eseur.Domain.Passports;

/// <summary>All of the passport, in the order of the union's own tabs. A new field is declared on its tab and nowhere else.</summary>
public static class PassportCatalogue
{
    public static readonly IReadOnlyList<PassportTab> Tabs =
        [InpoTab.Tab, ChairpersonTab.Tab, ActivistsTab.Tab, StaffTab.Tab, InstitutionTab.Tab, AddressesTab.Tab, EventsTab.Tab];

    /// <summary>Every counted place, in the order of tabs.</summary>
    public static readonly IReadOnlyList<Gap> Gaps = [.. Tabs.SelectMany(t => t.Gaps)];

    public static readonly IReadOnlyList<RowSet> RowSets = [.. Tabs.SelectMany(t => t.RowSets)];

    /// <summary>One more than the highest bit in use: the length of arrays indexed by bit.</summary>
    public static readonly int BitCount = Gaps.Max(g => g.Bit) + 1;

    private static readonly FrozenDictionary<string, PassportTab> TabsByKey = Tabs.ToFrozenDictionary(t => t.Key);

    private static readonly FrozenDictionary<string, Gap> GapsByKey = Gaps.ToFrozenDictionary(g => g.Key);

    private static readonly FrozenDictionary<(Type, string), Field> FieldsByProperty =
        Tabs.SelectMany(t => t.Fields.Concat(t.RowSets.SelectMany(r => r.Fields))).ToFrozenDictionary(f => (f.Owner, f.Property));

    private static readonly FrozenDictionary<string, Field> FieldsByKey = FieldsByProperty.Values.ToFrozenDictionary(f => f.Key);

    private static readonly FrozenDictionary<Type, RowSet> RowSetsByType = RowSets.ToFrozenDictionary(r => r.RowType);

    public static PassportTab? Tab(string? key) => key is null ? null : TabsByKey.GetValueOrDefault(key);

    public static Gap? Gap(string? key) => key is null ? null : GapsByKey.GetValueOrDefault(key);

    public static Field? Field(string? key) => key is null ? null : FieldsByKey.GetValueOrDefault(key);

    public static Field? FieldOf(Type owner, string property) => FieldsByProperty.GetValueOrDefault((owner, property));

    public static RowSet RowSetOf(PassportRow row) => RowSetsByType[row.GetType()];

    public static PassportTab TabOf(Gap gap) => Tabs.First(t => t.Gaps.Contains(gap));

    public static PassportTab? TabOf(Field field) => Tabs.FirstOrDefault(t => t.Fields.Contains(field) || t.RowSets.Any(r => r.Fields.Contains(field)));

    /// <summary>The gaps of one organisation, most useful first: whether people can be reached, then what the slides count.</summary>
    public static IEnumerable<Gap> MissingIn(Organization organization) => MissingIn(Completeness.Gaps.Of(organization).Missing);

    /// <summary>The same from the bits of a counter.</summary>
    public static IEnumerable<Gap> MissingIn(long missing) =>
        Gaps.Where(g => (missing & g.Mask) != 0).OrderBy(g => Array.IndexOf(FirstToClose, g.Bit) is var i && i < 0 ? int.MaxValue : i);

    private static readonly int[] FirstToClose = [3, 13, 14, 0, 5, 4, 2, 1, 6, 7, 8];
}
