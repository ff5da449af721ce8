using Eseur.Admin.Data;
using Eseur.Admin.Data.Access;
using Eseur.Domain.Access;
using Eseur.Domain.Members;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Admin.Features.Members.Tickets;

/// <summary>What the virtual card shows.</summary>
public sealed record TicketView(long Number, string FullName, int OrganizationId, string Organization);

public sealed class TicketReader(RegistryDatabase database)
{
    /// <summary>Whether the acting person may read whom the card is about.</summary>
    public async Task<bool> IsKnownAsync(int memberId)
    {
        await using var context = await database.OpenAsync();
        return await context.Members.Where(m => m.Id == memberId && context.Organizations.Where(context.Actor, Powers.ReadPersons).Any(o => o.Id == m.OrganizationId)).AnyAsync();
    }

    /// <returns>The issued virtual ticket of somebody on record; null without one.</returns>
    public async Task<TicketView?> FindAsync(int memberId)
    {
        await using var context = await database.OpenAsync();
        var member = await context.Members.AsNoTracking().WithCard().SingleOrDefaultAsync(m => m.Id == memberId);
        if (member is not { IsOnRecord: true, Ticket: { IsValid: true, IsVirtual: true } ticket })
            return null;
        var organization = await context.Organizations.Where(o => o.Id == member.OrganizationId).Select(o => o.ShortName).SingleAsync();
        return new TicketView(ticket.Number, member.FullName, member.OrganizationId, organization);
    }
}
