using System.Collections.Frozen;
using Eseur.Domain.Completeness;
using Eseur.Domain.Members;
using Eseur.Domain.Passports;

namespace Eseur.Domain.Fields;

/// <summary>All fields of one kind of record, in the order of the union's own tabs. A new field is declared on its tab and nowhere else.</summary>
public sealed class Catalogue
{
    public static readonly Catalogue Passport = new(
        [InpoTab.Tab, ChairpersonTab.Tab, ActivistsTab.Tab, StaffTab.Tab, InstitutionTab.Tab, AddressesTab.Tab, EventsTab.Tab],
        firstToClose: [3, 13, 16, 14, 0, 5, 4, 2, 1, 6, 7, 8]);

    /// <summary>The member's record card.</summary>
    public static readonly Catalogue Card = new(
        [PersonTab.Tab, RecordTab.Tab, WorkTab.Tab, ContactsTab.Tab],
        firstToClose: [3, 0, 2, 1, 4, 5, 6, 7, 8, 9, 10]);

    private readonly int[] firstToClose;
    private readonly FrozenDictionary<string, CatalogueTab> tabsByKey;
    private readonly FrozenDictionary<string, Gap> gapsByKey;
    private readonly FrozenDictionary<(Type, string), Field> fieldsByProperty;
    private readonly FrozenDictionary<string, Field> fieldsByKey;
    private readonly FrozenDictionary<Type, RowSet> rowSetsByType;

    private Catalogue(IReadOnlyList<CatalogueTab> tabs, int[] firstToClose)
    {
        this.firstToClose = firstToClose;
        Tabs = tabs;
        Gaps = [.. tabs.SelectMany(t => t.Gaps)];
        RowSets = [.. tabs.SelectMany(t => t.RowSets)];
        Fields = [.. tabs.SelectMany(t => t.Fields)];
        BitCount = Gaps.Max(g => g.Bit) + 1;
        tabsByKey = tabs.ToFrozenDictionary(t => t.Key);
        gapsByKey = Gaps.ToFrozenDictionary(g => g.Key);
        fieldsByProperty = Fields.Concat(RowSets.SelectMany(r => r.Fields)).ToFrozenDictionary(f => (f.Owner, f.Property));
        fieldsByKey = fieldsByProperty.Values.ToFrozenDictionary(f => f.Key);
        rowSetsByType = RowSets.ToFrozenDictionary(r => r.RowType);
    }

    public IReadOnlyList<CatalogueTab> Tabs { get; }

    /// <summary>Every counted place, in the order of tabs.</summary>
    public IReadOnlyList<Gap> Gaps { get; }

    public IReadOnlyList<RowSet> RowSets { get; }

    /// <summary>The record's own fields, without those of its lists.</summary>
    public IReadOnlyList<Field> Fields { get; }

    /// <summary>One more than the highest bit in use: the length of arrays indexed by bit.</summary>
    public int BitCount { get; }

    public CatalogueTab? Tab(string? key) => key is null ? null : tabsByKey.GetValueOrDefault(key);

    public Gap? Gap(string? key) => key is null ? null : gapsByKey.GetValueOrDefault(key);

    public Field? Field(string? key) => key is null ? null : fieldsByKey.GetValueOrDefault(key);

    public Field? FieldOf(Type owner, string property) => fieldsByProperty.GetValueOrDefault((owner, property));

    public RowSet RowSetOf(PassportRow row) => rowSetsByType[row.GetType()];

    public CatalogueTab TabOf(Gap gap) => Tabs.First(t => t.Gaps.Contains(gap));

    public CatalogueTab? TabOf(Field field) => Tabs.FirstOrDefault(t => t.Fields.Contains(field) || t.RowSets.Any(r => r.Fields.Contains(field)));

    /// <summary>What has to be filled before it can fail.</summary>
    public Gap Filling(Gap ofFailed) => Gaps.Single(g => g.Field == ofFailed.Field && !g.IsOfFailed);

    /// <summary>The gaps of a counter's bits, most useful first: whether people can be reached, then what the slides count.</summary>
    public IEnumerable<Gap> MissingIn(long missing) =>
        Gaps.Where(g => (missing & g.Mask) != 0).OrderBy(g => Array.IndexOf(firstToClose, g.Bit) is var i && i < 0 ? int.MaxValue : i);
}
