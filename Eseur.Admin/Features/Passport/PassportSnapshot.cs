using Eseur.Admin.Shared.Editing;
using Eseur.Admin.Shared.Fields;
using Eseur.Domain.Completeness;
using Eseur.Domain.Fields;
using Eseur.Domain.Organizations;
using Eseur.Domain.Passports;

namespace Eseur.Admin.Features.Passport;

/// <summary>A passport as it was read at one version.</summary>
public sealed record PassportSnapshot : RecordSnapshot
{
    public PassportSnapshot(Organization organization, PersonView view)
        : base(RecordRef.Passport(organization.Id), organization.Version, organization, Gaps.Of(organization), view)
    {
        FullName = organization.FullName;
        ShortName = organization.ShortName;
        Level = organization.Level;
        Status = organization.Status;
        StatusSince = organization.StatusSince;
        SuccessorId = organization.SuccessorId;
        ConfirmedAt = organization.ConfirmedAt;
        ConfirmedBy = view.Text(organization.ConfirmedBy);
        Rows = Catalogue.Passport.RowSets.ToDictionary(s => s.Key, s => (IReadOnlyList<RowSnapshot>)[.. s.Rows(organization).OrderBy(r => r.Id).Select(r => RowSnapshot.Of(s, r, view))], StringComparer.Ordinal);
        Chairperson = organization.CurrentChairperson is { } chair ? RowSnapshot.Of(ChairpersonTab.Chairpersons, chair, view) : null;
        Exemptions = organization.Exemptions.ToDictionary(e => e.GapKey, e => new ExemptionSnapshot(e.Reason, view.Text(e.By), e.At), StringComparer.Ordinal);
    }

    public override int OrganizationId => Id;

    public string FullName { get; }

    public string ShortName { get; }

    public OrganizationLevel Level { get; }

    public OrganizationStatus Status { get; }

    public DateOnly? StatusSince { get; }

    public int? SuccessorId { get; }

    /// <summary>UTC.</summary>
    public DateTime? ConfirmedAt { get; }

    public string? ConfirmedBy { get; }

    /// <summary>By the key of the list, oldest first.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<RowSnapshot>> Rows { get; }

    public RowSnapshot? Chairperson { get; }

    /// <summary>Of chairpersons who are members, by the number of the card.</summary>
    public required Dictionary<int, string> CardNames { get; init; }

    /// <summary>By the key of the counted place.</summary>
    public IReadOnlyDictionary<string, ExemptionSnapshot> Exemptions { get; }
}

public sealed record RowSnapshot(int Id, string Name, IReadOnlyDictionary<string, string> Texts)
{
    public static RowSnapshot Of(RowSet set, PassportRow row, PersonView view) =>
        new(row.Id, set.IsOfPeople ? view.Text(set.Name(row)) : set.Name(row), set.Fields.ToDictionary(f => f.Key, f => view.Text(f, f.Text(row)), StringComparer.Ordinal));
}

/// <param name="Reason">Why the place does not concern the organisation, in its people's words.</param>
/// <param name="By">Who said so.</param>
/// <param name="At">UTC.</param>
public sealed record ExemptionSnapshot(string Reason, string By, DateTime At);
