using Eseur.Admin.Shared.Fields;
using Eseur.Domain.Completeness;
using Eseur.Domain.Fields;

namespace Eseur.Admin.Shared.Editing;

/// <summary>A passport or a card as it was read at one version: texts only, so that a page never holds an entity.</summary>
public abstract record RecordSnapshot
{
    protected RecordSnapshot(RecordRef record, int version, object entity, GapBits bits, PersonView view)
    {
        Record = record;
        Version = version;
        Bits = bits;
        View = view;
        Missing = [.. record.Catalogue.MissingIn(bits.Missing)];
        Fields = [.. record.Catalogue.Fields.Where(f => f.Audience.Includes(entity))];
        Texts = record.Catalogue.Fields.ToDictionary(f => f.Key, f => view.Text(f, f.Text(entity)), StringComparer.Ordinal);
    }

    public RecordRef Record { get; }

    public int Id => Record.Id;

    public int Version { get; }

    /// <summary>What the reader sees of people in it.</summary>
    public PersonView View { get; }

    /// <summary>The signed-in person may change this record, and it may be changed at all.</summary>
    public required bool MayWrite { get; init; }

    public GapBits Bits { get; }

    /// <summary>Counted places not filled, most useful first.</summary>
    public IReadOnlyList<Gap> Missing { get; }

    /// <summary>The record's own fields that concern it, in the order of tabs.</summary>
    public IReadOnlyList<Field> Fields { get; }

    /// <summary>By key, of all own fields: one that does not concern the record yet may do so after the next word typed.</summary>
    public IReadOnlyDictionary<string, string> Texts { get; }

    public Share Filled => new(Bits.ApplicableCount - Bits.MissingCount, Bits.ApplicableCount);

    /// <summary>Whose news this record is part of.</summary>
    public abstract int OrganizationId { get; }

    public bool IsMissing(string key) => Missing.Any(g => g.Key == key);

    public int GapsOf(CatalogueTab tab) => tab.Gaps.Count(Missing.Contains);
}
