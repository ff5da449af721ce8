using Eseur.Admin.Data;
using Eseur.Domain.Completeness;
using Eseur.Domain.Organizations;

namespace Eseur.Admin.Live;

/// <summary>What the board keeps of one organisation, as read from the database.</summary>
public sealed record BoardRow(int Id, int? SuperiorId, OrganizationLevel Level, OrganizationStatus Status, string Name, string? RegionCode, long Applicable, long Missing, long Sequence)
{
    public static IQueryable<BoardRow> From(RegistryContext context, IQueryable<Counter> counters) =>
        counters.Join(context.Organizations, c => c.OrganizationId, o => o.Id,
            (c, o) => new BoardRow(o.Id, o.SuperiorId, o.Level, o.Status, o.ShortName, o.RegionCode, c.Applicable, c.Missing, c.Sequence));
}
