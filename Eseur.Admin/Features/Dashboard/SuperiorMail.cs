using Eseur.Admin.Data;
using Eseur.Domain.Access;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Admin.Features.Dashboard;

/// <summary>Where a letter about an organisation goes: to the chairperson of the one above, who is outside the writer's own scope.</summary>
public sealed class SuperiorMail(IDbContextFactory<RegistryContext> contexts, ICurrentActor current)
{
    /// <summary>E-mail of the current chairperson of <paramref name="organizationId"/>; null where there is no person or no address, and for those to whom people are hidden.</summary>
    public async Task<string?> AddressAsync(int organizationId)
    {
        if ((await current.GetAsync())?.Scope.MayAnywhere(Powers.ReadPersons) != true)
            return null;
        await using var context = await contexts.OpenAsync(Actor.System("Почта вышестоящей"));
        return await context.Organizations.Where(o => o.Id == organizationId).SelectMany(o => o.Chairpersons)
            .Where(c => c.LeftOn == null).OrderByDescending(c => c.ElectedOn).ThenByDescending(c => c.Id)
            .Select(c => c.Email).FirstOrDefaultAsync();
    }

    /// <summary>A link that opens the person's own mail program with the letter begun.</summary>
    internal static string Link(string email, string subject, string body) =>
        $"mailto:{Uri.EscapeDataString(email).Replace("%40", "@", StringComparison.Ordinal)}?subject={Uri.EscapeDataString(subject)}&body={Uri.EscapeDataString(body)}";
}
