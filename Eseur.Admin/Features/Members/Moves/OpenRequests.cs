using Eseur.Admin.Data;
using Eseur.Domain.Members;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Admin.Features.Members.Moves;

internal static class OpenRequests
{
    /// <summary>
    /// Closes requests that can no longer come true. It is a fact and not somebody's answer, so neither side is asked:
    /// the statement passes by the rights of a save.
    /// </summary>
    public static Task<int> WithdrawOpenAsync(this IQueryable<TransferRequest> requests, RegistryContext context, string why, DateTime at)
    {
        var by = context.Actor?.Name;
        return requests.Where(r => r.State == TransferState.Asked).ExecuteUpdateAsync(set => set
            .SetProperty(r => r.State, TransferState.Withdrawn).SetProperty(r => r.Reason, why)
            .SetProperty(r => r.DecidedBy, by).SetProperty(r => r.DecidedAt, at));
    }
}
