using Eseur.Admin.Data;
using Eseur.Admin.Live;
using Eseur.Admin.Shared.Fields;
using Eseur.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Admin.Features.Organizations;

/// <summary>One line of the register; its gaps are given by bit, its chairperson is the current one.</summary>
public sealed record OrganizationRow(int Id, string ShortName, OrganizationLevel Level, OrganizationStatus Status, string? RegionCode, int? SuperiorId, long Missing, string? Chairperson, string Path)
{
    public int GapCount => System.Numerics.BitOperations.PopCount((ulong)Missing);
}

/// <summary>Reads the register page by page, in the order of levels and then of names.</summary>
public sealed class OrganizationList(RegistryDatabase database, VisibleBoard board, ReferenceStore references)
{
    public async Task<int> CountAsync(OrganizationFilter filter, CancellationToken cancel = default)
    {
        await using var context = await database.OpenAsync();
        return await Find(context, filter).CountAsync(cancel);
    }

    public async Task<IReadOnlyList<OrganizationRow>> PageAsync(OrganizationFilter filter, int skip, int take, CancellationToken cancel = default)
    {
        await using var context = await database.OpenAsync();
        // Names of the page first, over the index alone; a deep page then costs no more reads of rows than the first.
        var ids = await Find(context, filter).OrderBy(o => o.Level).ThenBy(o => o.ShortName).ThenBy(o => o.Id).Skip(skip).Take(take).Select(o => o.Id).ToListAsync(cancel);
        var rows = await context.Organizations.AsNoTracking().Where(o => ids.Contains(o.Id))
            .Select(o => new OrganizationRow(o.Id, o.ShortName, o.Level, o.Status, o.RegionCode, o.SuperiorId, o.Counter.Missing,
                o.Chairpersons.Where(c => c.LeftOn == null).OrderByDescending(c => c.ElectedOn).ThenByDescending(c => c.Id).Select(c => c.Name).FirstOrDefault(), o.Path))
            .ToListAsync(cancel);
        return [.. rows.OrderBy(r => ids.IndexOf(r.Id)).Select(r => r with { Chairperson = PersonView.Of(context.Actor, r.Path).Text(r.Chairperson) })];
    }

    private IQueryable<Organization> Find(RegistryContext context, OrganizationFilter filter) =>
        filter.Apply(context, board.SubtreePath(filter.Under), references.Book);
}
