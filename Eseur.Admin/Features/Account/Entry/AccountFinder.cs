using Eseur.Admin.Data;
using Eseur.Domain.Members;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Admin.Features.Account;

/// <summary>Whose a name is: an e-mail leads to the account, an issued ticket to the member and from there to the account.</summary>
public sealed class AccountFinder(UserManager<RegistryUser> users, RegistryContext context)
{
    public async Task<RegistryUser?> FindAsync(SignInName name)
    {
        if (name.Ticket is not { } number)
            return await users.FindByEmailAsync(name.Text);
        return await (from t in context.Tickets
                      where t.Number == number && t.State == TicketState.Issued
                      join u in context.Users on t.MemberId equals u.MemberId
                      orderby u.ClosedAt != null, u.Id
                      select u).FirstOrDefaultAsync();
    }

    /// <summary>All names the person signs in with.</summary>
    public async Task<IReadOnlyList<SignInName>> NamesAsync(RegistryUser user)
    {
        var tickets = await context.Tickets.AsNoTracking().Where(t => t.MemberId == user.MemberId && t.State == TicketState.Issued).Select(t => t.Number).ToListAsync();
        return [SignInName.Of(user.Email), .. tickets.Select(t => SignInName.Of(TicketNumber.Format(t)))];
    }
}
