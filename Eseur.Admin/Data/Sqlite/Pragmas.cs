using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Eseur.Admin.Data.Sqlite;

internal sealed class OpenedConnection : DbConnectionInterceptor
{
    static readonly string? Extra = Environment.GetEnvironmentVariable("W_PRAGMA");
    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Prepare((SqliteConnection)connection);

    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Prepare((SqliteConnection)connection);
        return Task.CompletedTask;
    }

    private static void Prepare(SqliteConnection connection)
    {
        SQLitePCL.raw.sqlite3_busy_timeout(connection.Handle!, connection.DefaultTimeout * 1000);
        if (Extra is not null) SQLitePCL.raw.sqlite3_exec(connection.Handle!, Extra);
    }
}
