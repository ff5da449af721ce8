using Eseur.Admin.Data;
using Eseur.Domain.Members;
using Eseur.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Admin.Features.Members.Tickets;

/// <summary>What anybody may learn by a ticket's number.</summary>
/// <param name="Initials">"П. А. И.": whoever shows the ticket is known by the person's passport, not by this page.</param>
/// <param name="Organization">Where the member is on record.</param>
public sealed record ValidTicket(string Initials, string Organization);

/// <summary>Answers a check of a ticket; to everything that is not a valid ticket the answer is the same.</summary>
public sealed class TicketCheck(IDbContextFactory<RegistryContext> contexts)
{
    /// <returns>Null for a number that is unknown, not issued, lost, or of somebody off record.</returns>
    public async Task<ValidTicket?> FindAsync(string? typed)
    {
        if (TicketNumber.Parse(typed) is not { } number)
            return null;
        await using var context = await contexts.OpenAsync(Actor.System("Проверка билета"));
        var found = await (from ticket in context.Tickets.AsNoTracking()
                           join member in context.Members on ticket.MemberId equals member.Id
                           join organization in context.Organizations on member.OrganizationId equals organization.Id
                           where ticket.Number == number && ticket.State == TicketState.Issued && member.OffRecordOn == null && organization.Status == OrganizationStatus.Active
                           select new { member.Surname, member.Name, member.Patronymic, organization.ShortName }).SingleOrDefaultAsync();
        return found is null ? null : new ValidTicket(Initials(found.Surname, found.Name, found.Patronymic), found.ShortName);
    }

    private static string Initials(params string?[] names) => string.Join(' ', names.OfType<string>().Where(n => n.Length > 0).Select(n => n[..1] + "."));
}
