using System.Data.Common;
using Eseur.Admin.Live;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Eseur.Admin.Data;

/// <summary>Asks the board to look for news once a transaction is really committed, never before.</summary>
internal sealed class NewsAfterCommit(BoardBell bell) : DbTransactionInterceptor
{
    public override void TransactionCommitted(DbTransaction transaction, TransactionEndEventData eventData) => bell.Ring();

    public override Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        bell.Ring();
        return Task.CompletedTask;
    }
}
