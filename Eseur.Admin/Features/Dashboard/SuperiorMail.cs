using Eseur.Admin.Data;
using Eseur.Admin.Data.Access;
using Eseur.Domain.Access;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Admin.Features.Dashboard;

/// <summary>Where a letter about an organisation goes: to the chairperson of the one above.</summary>
public sealed class SuperiorMail(RegistryDatabase database)
{
    /// <summary>E-mail of the chairperson right above <paramref name="organizationId"/>; null where there is no person or no address.</summary>
    public async Task<string?> AddressAsync(int organizationId)
    {
        await using var context = await database.OpenAsync();
        if (await context.Organizations.Where(context.Actor, Powers.ReadPersons).Where(o => o.Id == organizationId).Select(o => o.SuperiorId).SingleOrDefaultAsync() is not { } superior)
            return null;
        // Past the scope: whom one writes to stands above it, and nothing of the superior is told but this address.
        return await context.Organizations.IgnoreQueryFilters([RegistryContext.ScopeFilter]).Where(o => o.Id == superior).SelectMany(o => o.Chairpersons)
            .Where(c => c.LeftOn == null).OrderByDescending(c => c.ElectedOn).ThenByDescending(c => c.Id)
            .Select(c => c.Email).FirstOrDefaultAsync();
    }

    /// <summary>A link that opens the person's own mail program with the letter begun.</summary>
    internal static string Link(string email, string subject, string body) =>
        $"mailto:{Uri.EscapeDataString(email).Replace("%40", "@", StringComparison.Ordinal)}?subject={Uri.EscapeDataString(subject)}&body={Uri.EscapeDataString(body)}";
}
