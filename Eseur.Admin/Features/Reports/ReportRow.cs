using Eseur.Domain.Completeness;
using Eseur.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Admin.Features.Reports;

/// <summary>One organisation as the report's list prints it.</summary>
internal sealed record ReportRow(string Name, OrganizationLevel Level, string? RegionCode, string? Superior, string? Inn, string? Chairperson, DateTime? ConfirmedAt, long Applicable, long Missing)
{
    public GapBits Bits => new(Applicable, Missing);

    /// <summary>In the order of the tree: a superior stands before its subordinates.</summary>
    public static IQueryable<ReportRow> From(IQueryable<Organization> organizations) => organizations.OrderBy(o => o.Path).Select(o => new ReportRow(
        o.ShortName, o.Level, o.RegionCode, o.Superior!.ShortName, o.InstitutionInn ?? o.Inn,
        o.Chairpersons.Where(c => c.LeftOn == null).OrderByDescending(c => c.ElectedOn).ThenByDescending(c => c.Id).Select(c => c.Name).FirstOrDefault(),
        o.ConfirmedAt, o.Counter.Applicable, o.Counter.Missing));
}
