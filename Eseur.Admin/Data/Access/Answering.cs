using Microsoft.EntityFrameworkCore;

namespace Eseur.Admin.Data.Access;

public static class Answering
{
    /// <summary>
    /// Whether everything that this person may do could have been given by the context's actor. Who holds nothing any more
    /// is answered for by whoever could have given what was held; nobody answers for themselves.
    /// </summary>
    /// <param name="today">Moscow time.</param>
    public static async Task<bool> AnswersForAsync(this RegistryContext context, int userId, DateOnly today, CancellationToken cancel = default)
    {
        if (context.Actor is not { } actor || userId == actor.UserId)
            return false;
        // Grants outside the scope are the very thing to find; the answer is yes or no, and nothing of them is shown.
        var held = await (from g in context.Grants.IgnoreQueryFilters([RegistryContext.ScopeFilter]).AsNoTracking()
                          join o in context.Organizations.IgnoreQueryFilters([RegistryContext.ScopeFilter]) on g.OrganizationId equals o.Id
                          where g.UserId == userId
                          select new { Grant = g, o.Path }).ToListAsync(cancel);
        var open = held.FindAll(g => g.Grant.Holds(today));
        return held.Count > 0 && (open.Count > 0 ? open : held).TrueForAll(g => actor.Scope.Givable(g.Path).Contains(g.Grant.Role));
    }
}
