using Eseur.Admin.Data;
using Eseur.Admin.Shared;
using Eseur.Domain.Access;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Admin.Features.Access;

/// <summary>Who holds the chairperson's role in one organisation.</summary>
/// <param name="Holders">As far as the acting person sees.</param>
/// <param name="MayGive">The acting person may hand the role over.</param>
/// <param name="IsOwn">The acting person is among the holders.</param>
/// <param name="LastDay">The last day the role may be given until; null for no end.</param>
public sealed record ChairpersonGrants(IReadOnlyList<ChairpersonGrants.Holder> Holders, bool MayGive, bool IsOwn, DateOnly? LastDay)
{
    public sealed record Holder(string Name, string Email);

    /// <summary>
    /// Whether the passport names somebody else than those who hold the role. Without an e-mail in the passport the name
    /// decides: a gap in the passport is not an election.
    /// </summary>
    public bool DiffersFrom(string name, string email) => !Holders.Any(h => email.Length > 0 ? string.Equals(h.Email, email, StringComparison.OrdinalIgnoreCase) : Same(h.Name, name));

    private static bool Same(string one, string other) => Domain.SearchText.Of(one) == Domain.SearchText.Of(other);
}

public sealed class ChairpersonAccess(RegistryDatabase database, TimeProvider clock)
{
    /// <summary>Null for those to whom it is no business of theirs.</summary>
    public async Task<ChairpersonGrants?> ReadAsync(int organizationId)
    {
        await using var context = await database.OpenAsync();
        if (context.Actor is not { } actor || await context.Organizations.Where(o => o.Id == organizationId).Select(o => o.Path).SingleOrDefaultAsync() is not { } path)
            return null;
        var mayGive = actor.Scope.Givable(path).Contains(RegistryRole.Chairperson);
        var isOwn = actor.Scope.Reaches.Any(r => r.Role == RegistryRole.Chairperson && r.Path == path);
        if (!mayGive && !isOwn)
            return null;
        var holders = await (from g in context.Grants.Where(Grant.HoldsOn(clock.MoscowToday()))
                             join u in context.Users on g.UserId equals u.Id
                             where g.OrganizationId == organizationId && g.Role == RegistryRole.Chairperson
                             orderby g.Id
                             select new ChairpersonGrants.Holder(u.DisplayName, u.Email ?? "")).ToListAsync();
        return new ChairpersonGrants(holders, mayGive, isOwn, actor.Scope.LastDayToGive(RegistryRole.Chairperson, path));
    }
}
