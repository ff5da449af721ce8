using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Storage;

namespace Eseur.Admin.Data.Sqlite;

/// <summary>Every transaction stands in the <see cref="WriteQueue"/> before its BEGIN IMMEDIATE and leaves it when it is over.</summary>
internal sealed class WriteTurns : DbTransactionInterceptor
{
    private static readonly ConditionalWeakTable<DbTransaction, IDisposable> Turns = [];

    public override InterceptionResult<DbTransaction> TransactionStarting(DbConnection connection, TransactionStartingEventData eventData, InterceptionResult<DbTransaction> result) =>
        TransactionStartingAsync(connection, eventData, result).AsTask().GetAwaiter().GetResult();

    public override async ValueTask<InterceptionResult<DbTransaction>> TransactionStartingAsync(DbConnection connection, TransactionStartingEventData eventData, InterceptionResult<DbTransaction> result, CancellationToken cancellationToken = default)
    {
        var turn = await WriteQueue.EnterAsync(connection, cancellationToken);
        try
        {
            // Begun here and not by EF afterwards: nothing else would give the turn back if it could not begin.
            var transaction = connection.BeginTransaction(eventData.IsolationLevel);
            Turns.Add(transaction, turn);
            return InterceptionResult<DbTransaction>.SuppressWithResult(transaction);
        }
        catch
        {
            turn.Dispose();
            throw;
        }
    }

    /// <summary>Gives transactions the one end that all of them come to: committed, rolled back or merely dropped.</summary>
    internal sealed class Transactions(RelationalTransactionFactoryDependencies dependencies) : IRelationalTransactionFactory
    {
        public RelationalTransaction Create(IRelationalConnection connection, DbTransaction transaction, Guid transactionId, IDiagnosticsLogger<DbLoggerCategory.Database.Transaction> logger, bool transactionOwned) =>
            new Transaction(connection, transaction, transactionId, logger, transactionOwned, dependencies.SqlGenerationHelper);
    }

    private sealed class Transaction(IRelationalConnection connection, DbTransaction transaction, Guid id, IDiagnosticsLogger<DbLoggerCategory.Database.Transaction> logger, bool owned, ISqlGenerationHelper sql)
        : RelationalTransaction(connection, transaction, id, logger, owned, sql)
    {
        private readonly WriteAheadLog log = WriteAheadLog.Of(connection.DbConnection);

        public override void Commit()
        {
            base.Commit();
            log.FlushAsync().GetAwaiter().GetResult();
        }

        public override async Task CommitAsync(CancellationToken cancellationToken = default)
        {
            await base.CommitAsync(cancellationToken);
            await log.FlushAsync();
        }

        protected override void ClearTransaction()
        {
            Leave();
            base.ClearTransaction();
        }

        protected override Task ClearTransactionAsync(CancellationToken cancellationToken = default)
        {
            Leave();
            return base.ClearTransactionAsync(cancellationToken);
        }

        private void Leave()
        {
            if (Turns.Remove(this.GetDbTransaction(), out var turn))
                turn.Dispose();
        }
    }
}
