using Eseur.Admin.Data;
using Eseur.Domain.Completeness;
using Eseur.Domain.Members;
using Eseur.Domain.Organizations;

namespace Eseur.Admin.Live;

/// <summary>What the board keeps of one organisation, as read from the database.</summary>
public sealed record BoardRow(int Id, int? SuperiorId, OrganizationLevel Level, OrganizationStatus Status, string Name, string? RegionCode, long Applicable, long Missing, ReportedMembers Reported, long Sequence)
{
    public static IQueryable<BoardRow> From(RegistryContext context, IQueryable<Counter> counters) =>
        counters.Join(context.Organizations, c => c.OrganizationId, o => o.Id,
            (c, o) => new BoardRow(o.Id, o.SuperiorId, o.Level, o.Status, o.ShortName, o.RegionCode, c.Applicable, c.Missing, new ReportedMembers(c.ReportedMembers, c.ReportedWorkers, c.ReportedStudents, c.ReportedPensioners), c.Sequence));
}

/// <summary>The members of one primary organisation, by the index of their measure.</summary>
public sealed record BoardMembers(int OrganizationId, int[] Counts, long Sequence)
{
    public static BoardMembers Of(MemberCounter counter) => new(counter.OrganizationId, counter.Counts.ToArray(), counter.Sequence);
}
