using Eseur.Admin.Data;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Admin.Features.Dashboard;

/// <summary>Where a letter about an organisation goes: to the chairperson of the one above.</summary>
public sealed class SuperiorMail(IDbContextFactory<RegistryContext> contexts)
{
    /// <summary>E-mail of the current chairperson of <paramref name="organizationId"/>; null where there is no person or no address.</summary>
    public async Task<string?> AddressAsync(int organizationId)
    {
        await using var context = await contexts.OpenAsync(Actor.System("Почта вышестоящей"));
        return await context.Organizations.Where(o => o.Id == organizationId).SelectMany(o => o.Chairpersons)
            .Where(c => c.LeftOn == null).OrderByDescending(c => c.ElectedOn).ThenByDescending(c => c.Id)
            .Select(c => c.Email).FirstOrDefaultAsync();
    }

    /// <summary>A link that opens the person's own mail program with the letter begun.</summary>
    internal static string Link(string email, string subject, string body) =>
        $"mailto:{Uri.EscapeDataString(email).Replace("%40", "@", StringComparison.Ordinal)}?subject={Uri.EscapeDataString(subject)}&body={Uri.EscapeDataString(body)}";
}
