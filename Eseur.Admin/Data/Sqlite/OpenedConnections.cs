using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Eseur.Admin.Data.Sqlite;

/// <summary>Sets up each connection to the file once in its life, however often the pool lends it.</summary>
internal sealed class OpenedConnections : DbConnectionInterceptor
{
    private static readonly ConditionalWeakTable<SQLitePCL.sqlite3, object> Known = [];

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Prepare((SqliteConnection)connection);

    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Prepare((SqliteConnection)connection);
        return Task.CompletedTask;
    }

    private static void Prepare(SqliteConnection connection)
    {
        var handle = connection.Handle!;
        if (!Known.TryAdd(handle, handle) || SQLitePCL.raw.sqlite3_db_readonly(handle, "main") != 0)
            return;
        // Another process's writer is waited for by SQLite, which looks after 1, 2, 5 … 100 ms; the provider would sleep 150.
        SQLitePCL.raw.sqlite3_busy_timeout(handle, connection.DefaultTimeout * 1000);
        // What was erased is written over, not only let go of.
        SQLitePCL.raw.sqlite3_exec(handle, "PRAGMA secure_delete = ON");
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA journal_mode = WAL";
        // WriteAheadLog does after the commit what these two would do within it; a file that cannot have a log keeps them.
        if (command.ExecuteScalar() is "wal")
            SQLitePCL.raw.sqlite3_exec(handle, "PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = 0");
    }
}
