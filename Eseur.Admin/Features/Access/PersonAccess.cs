using Eseur.Admin.Data;
using Eseur.Admin.Data.Access;
using Eseur.Admin.Shared;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Admin.Features.Access;

/// <summary>One person's page, as the acting one may see it.</summary>
/// <param name="ClosedAt">UTC; null while the person may sign in.</param>
/// <param name="IsOwn">The page is about the acting person.</param>
/// <param name="Answers">Whether the acting person may close the account and reset the second factor.</param>
/// <param name="HasSecondFactor">A code of an application, or a passkey.</param>
public sealed record PersonAccess(int UserId, string Name, string Email, bool IsInvited, DateTime? ClosedAt, bool IsOwn, bool Answers, bool HasSecondFactor, IReadOnlyList<GrantRow> Grants)
{
    public IEnumerable<GrantRow> Open => Grants.Where(g => g.Holds);

    public IEnumerable<GrantRow> Past => Grants.Where(g => !g.Holds);
}

public sealed class PeopleOfAccess(RegistryDatabase database, TimeProvider clock)
{
    /// <summary>Null for somebody who is not there, or whose roles are all elsewhere.</summary>
    public async Task<PersonAccess?> FindAsync(int userId)
    {
        await using var context = await database.OpenAsync();
        var user = await context.Users.AsNoTracking().SingleOrDefaultAsync(u => u.Id == userId);
        if (user is null)
            return null;
        var today = clock.MoscowToday();
        var answers = await context.AnswersForAsync(userId, today);
        // Whether there is a second factor is told to whoever may take it away, and to nobody else.
        var second = answers && (user.TwoFactorEnabled || await context.UserPasskeys.IgnoreQueryFilters([RegistryContext.ScopeFilter]).AnyAsync(p => p.UserId == userId));
        var grants = await context.GrantRowsAsync(g => g.UserId == userId, today);
        return new PersonAccess(user.Id, user.DisplayName, user.Email ?? "", user.IsInvited, user.ClosedAt, user.Id == context.Actor?.UserId, answers, second, [.. grants.Select(g => g.Row)]);
    }
}
