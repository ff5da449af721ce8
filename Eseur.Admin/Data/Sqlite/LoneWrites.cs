using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Eseur.Admin.Data.Sqlite;

/// <summary>A statement that writes without a transaction, such as a lone ExecuteUpdate, takes its turn among them.</summary>
internal sealed class LoneWrites : DbCommandInterceptor
{
    public override InterceptionResult<int> NonQueryExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<int> result) =>
        NonQueryExecutingAsync(command, eventData, result).AsTask().GetAwaiter().GetResult();

    public override async ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        if (command.Transaction is not null)
            return result;
        int written;
        using (await WriteQueue.EnterAsync(command.Connection!, cancellationToken))
            written = await command.ExecuteNonQueryAsync(cancellationToken);
        await WriteAheadLog.Of(command.Connection!).FlushAsync();
        return InterceptionResult<int>.SuppressWithResult(written);
    }
}
