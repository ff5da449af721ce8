using Eseur.Domain.Organizations;

namespace Eseur.Admin.Features.Reports;

/// <summary>One organisation as the report's list prints it.</summary>
internal sealed record ReportRow(int Id, string Name, OrganizationLevel Level, string? RegionCode, int? SuperiorId, string? InstitutionInn, string? Chairperson, DateTime? ConfirmedAt, long Applicable, long Missing, string Path)
{
    /// <summary>In the order of the tree: a superior stands before its subordinates.</summary>
    public static IQueryable<ReportRow> From(IQueryable<Organization> organizations) => organizations.OrderBy(o => o.Path).Select(o => new ReportRow(
        o.Id, o.ShortName, o.Level, o.RegionCode, o.SuperiorId, o.InstitutionInn,
        o.Chairpersons.Where(c => c.LeftOn == null).OrderByDescending(c => c.ElectedOn).ThenByDescending(c => c.Id).Select(c => c.Name).FirstOrDefault(),
        o.ConfirmedAt, o.Counter.Applicable, o.Counter.Missing, o.Path));
}
