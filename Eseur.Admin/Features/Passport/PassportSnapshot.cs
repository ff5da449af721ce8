using Eseur.Domain.Completeness;
using Eseur.Domain.Fields;
using Eseur.Domain.Organizations;
using Eseur.Domain.Passports;

namespace Eseur.Admin.Features.Passport;

/// <summary>A passport as it was read at one version: texts only, so that a page never holds an entity.</summary>
public sealed record PassportSnapshot
{
    private PassportSnapshot(Organization organization, bool mayWrite)
    {
        Id = organization.Id;
        Version = organization.Version;
        FullName = organization.FullName;
        ShortName = organization.ShortName;
        Level = organization.Level;
        Status = organization.Status;
        StatusSince = organization.StatusSince;
        SuccessorId = organization.SuccessorId;
        ConfirmedAt = organization.ConfirmedAt;
        ConfirmedBy = organization.ConfirmedBy;
        MayWrite = mayWrite && organization.IsActive && Level != OrganizationLevel.Nation;
        Bits = Gaps.Of(organization);
        Missing = [.. Catalogue.Passport.MissingIn(Bits.Missing)];
        Fields = [.. Catalogue.Passport.Tabs.SelectMany(t => t.Fields).Where(f => f.Audience.Includes(organization))];
        Texts = Fields.ToDictionary(f => f.Key, f => f.Text(organization), StringComparer.Ordinal);
        Rows = Catalogue.Passport.RowSets.ToDictionary(s => s.Key, s => (IReadOnlyList<RowSnapshot>)[.. s.Rows(organization).OrderBy(r => r.Id).Select(r => RowSnapshot.Of(s, r))], StringComparer.Ordinal);
        Chairperson = organization.CurrentChairperson is { } chair ? RowSnapshot.Of(ChairpersonTab.Chairpersons, chair) : null;
        Exemptions = organization.Exemptions.ToDictionary(e => e.GapKey, e => new ExemptionSnapshot(e.Reason, e.By, e.At), StringComparer.Ordinal);
    }

    public int Id { get; }

    public int Version { get; }

    public string FullName { get; }

    public string ShortName { get; }

    public OrganizationLevel Level { get; }

    public OrganizationStatus Status { get; }

    public DateOnly? StatusSince { get; }

    public int? SuccessorId { get; }

    /// <summary>UTC.</summary>
    public DateTime? ConfirmedAt { get; }

    public string? ConfirmedBy { get; }

    /// <summary>The signed-in person may change this passport, and it may be changed at all.</summary>
    public bool MayWrite { get; }

    public GapBits Bits { get; }

    /// <summary>Counted places not filled, most useful first.</summary>
    public IReadOnlyList<Gap> Missing { get; }

    /// <summary>The organisation's own fields that concern it, in the order of tabs.</summary>
    public IReadOnlyList<Field> Fields { get; }

    public IReadOnlyDictionary<string, string> Texts { get; }

    /// <summary>By the key of the list, oldest first.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<RowSnapshot>> Rows { get; }

    public RowSnapshot? Chairperson { get; }

    /// <summary>By the key of the counted place.</summary>
    public IReadOnlyDictionary<string, ExemptionSnapshot> Exemptions { get; }

    public static PassportSnapshot Of(Organization organization, bool mayWrite) => new(organization, mayWrite);

    public bool IsMissing(string key) => Missing.Any(g => g.Key == key);

    public IEnumerable<Field> FieldsOf(CatalogueTab tab) => tab.Fields.Where(Fields.Contains);

    public int GapsOf(CatalogueTab tab) => tab.Gaps.Count(Missing.Contains);
}

public sealed record RowSnapshot(int Id, string Name, IReadOnlyDictionary<string, string> Texts)
{
    public static RowSnapshot Of(RowSet set, PassportRow row) =>
        new(row.Id, set.Name(row), set.Fields.ToDictionary(f => f.Key, f => f.Text(row), StringComparer.Ordinal));
}

/// <param name="Reason">Why the place does not concern the organisation, in its people's words.</param>
/// <param name="By">Who said so.</param>
/// <param name="At">UTC.</param>
public sealed record ExemptionSnapshot(string Reason, string By, DateTime At);
