using Eseur.Admin.Data;
using Eseur.Domain.Members;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Admin.Features.Members.Moves;

internal static class OpenRequests
{
    /// <summary>
    /// Closes requests that can no longer come true. It is a fact and not somebody's answer, so neither side is asked:
    /// the statement passes by the rights of a save. That their askers are to be told is added to the context: the caller saves it.
    /// </summary>
    public static async Task<int> WithdrawOpenAsync(this IQueryable<TransferRequest> requests, RegistryContext context, string why, DateTime at)
    {
        var by = context.Actor?.Name;
        // Past the scope: one side may be outside of it, and its request has ended all the same.
        var open = requests.IgnoreQueryFilters([RegistryContext.ScopeFilter]).Where(r => r.State == TransferState.Asked);
        var sides = await open.Select(r => new { r.FromId, r.ToId, r.AskedByGiver }).ToListAsync();
        if (sides.Count == 0)
            return 0;
        var ended = await open.ExecuteUpdateAsync(set => set
            .SetProperty(r => r.State, TransferState.Withdrawn).SetProperty(r => r.Reason, why)
            .SetProperty(r => r.DecidedBy, by).SetProperty(r => r.DecidedAt, at));
        context.AddRange(sides.Select(s => NoticeKeeper.OfClosedRequest(context.Actor?.UserId, s.AskedByGiver ? s.FromId : s.ToId, why, at)));
        await context.TellAsync([.. sides.SelectMany(s => (int[])[s.FromId, s.ToId]).Distinct()]);
        return ended;
    }

    /// <summary>A request moves no counter, so their rows are written as they are: open pages of both sides learn of it the usual way.</summary>
    public static Task<int> TellAsync(this RegistryContext context, IReadOnlyCollection<int> organizations) => context.MemberCounters
        // Past the scope: nothing is read, and the other side is to be told.
        .IgnoreQueryFilters([RegistryContext.ScopeFilter]).Where(c => organizations.Contains(c.OrganizationId))
        .ExecuteUpdateAsync(set => set.SetProperty(c => EF.Property<int>(c, Measures.Total.Column), c => EF.Property<int>(c, Measures.Total.Column)));
}
