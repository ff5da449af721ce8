using Eseur.Domain.Organizations;

namespace Eseur.Admin.Features.Demo;

/// <summary>
/// An organisation to be built: its place in the tree, its names, and the institution its passport tells of.
/// The superior is an index in the plan, null under the union itself; the place is null at the regional seat.
/// </summary>
internal sealed record PlannedOrganization(int? Superior, OrganizationLevel Level, Region Region, Place? Place, string FullName, string ShortName, Institution Institution, bool IsLegalEntity)
{
    public const string Union = "Общероссийского Профсоюза образования";

    public string Subject => (Place ?? Region.Seat).Subject;
}
