using Eseur.Admin.Data;
using Eseur.Admin.Shared;
using Eseur.Domain.Access;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Admin.Features.Account;

/// <param name="Until">The last day; null for no end.</param>
public sealed record OwnGrant(RegistryRole Role, int OrganizationId, string Organization, DateOnly? Until);

/// <summary>Who somebody is here and what they were given, for themselves.</summary>
public sealed class OwnAccount(IDbContextFactory<RegistryContext> contexts, TimeProvider clock)
{
    /// <summary>Grants that hold, the widest first.</summary>
    public async Task<IReadOnlyList<OwnGrant>> GrantsAsync(int userId)
    {
        // Read by the program: an auditor reads no organisation, and whoever lacks a second factor reads nothing, but both may know what they were given.
        await using var context = await contexts.OpenAsync(Actor.System("Учётная запись"));
        return await (from g in context.Grants.AsNoTracking().Where(Grant.HoldsOn(clock.MoscowToday()))
                      join o in context.Organizations on g.OrganizationId equals o.Id
                      where g.UserId == userId
                      orderby o.Path.Length, g.Role
                      select new OwnGrant(g.Role, o.Id, o.ShortName, g.Until)).ToListAsync();
    }
}
