using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;

namespace Eseur.Admin.Data.Sqlite;

/// <summary>
/// Makes a connection fit to fill an almost empty file. With a rollback journal, new pages are written once, into the file
/// itself; a write-ahead log would hold all of them and then copy them. A load that breaks off, even with its process, is
/// rolled back by whoever opens the file next. Indexes of big tables are built at the end, each in one sorted pass.
/// </summary>
internal sealed class BulkLoading(SqliteRegistryContext context)
{
    private const int CacheKilobytes = 64 * 1024;

    private readonly DbConnection connection = context.Database.GetDbConnection();

    public async Task RunAsync(IReadOnlyList<string> bigTables, Func<Task> load, CancellationToken cancel)
    {
        await context.Database.OpenConnectionAsync(cancel);
        try
        {
            var before = new List<(string Name, object? Value)>();
            foreach (var (name, value) in (ReadOnlySpan<(string, string)>)[("cache_size", $"-{CacheKilobytes}"), ("temp_store", "0"), ("synchronous", "2"), ("foreign_keys", "0")])
                before.Add((name, Exchange(name, value)));
            var isLogged = LeaveLog();
            try
            {
                await InTransactionAsync(bigTables, load, cancel);
            }
            finally
            {
                if (isLogged)
                    Scalar("PRAGMA journal_mode = WAL");
                before.ForEach(b => Exchange(b.Name, b.Value!.ToString()!));
            }
        }
        finally
        {
            await context.Database.CloseConnectionAsync();
        }
    }

    private async Task InTransactionAsync(IReadOnlyList<string> bigTables, Func<Task> load, CancellationToken cancel)
    {
        await using var transaction = await context.Database.BeginTransactionAsync(cancel);
        var indexes = await IndexesAsync(bigTables, cancel);
        var sql = context.GetService<ISqlGenerationHelper>();
        foreach (var (name, _) in indexes)
            Scalar($"DROP INDEX {sql.DelimitIdentifier(name)}");
        await load();
        foreach (var (_, create) in indexes)
        {
            cancel.ThrowIfCancellationRequested();
            Scalar(create);
        }
        await transaction.CommitAsync(cancel);
    }

    /// <summary>As the file itself describes them: what is built again is what stood there, whichever migration made it.</summary>
    private async Task<List<(string Name, string Create)>> IndexesAsync(IReadOnlyList<string> tables, CancellationToken cancel)
    {
        await using var command = Command("SELECT tbl_name, name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL");
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var found = new List<(string, string)>();
        while (await reader.ReadAsync(cancel))
        {
            if (tables.Contains(reader.GetString(0)))
                found.Add((reader.GetString(1), reader.GetString(2)));
        }
        return found;
    }

    /// <summary>False where the file is not logged, or others have it open: then the log stays, and the load only takes longer.</summary>
    private bool LeaveLog()
    {
        if (Scalar("PRAGMA journal_mode") is not "wal")
            return false;
        // Connections that lie idle in the pool hold the file too.
        SqliteConnection.ClearPool((SqliteConnection)connection);
        try
        {
            using var command = Command("PRAGMA journal_mode = DELETE");
            command.CommandTimeout = 1;
            return command.ExecuteScalar() is "delete";
        }
        catch (SqliteException e) when (e.SqliteErrorCode == SQLitePCL.raw.SQLITE_BUSY)
        {
            return false;
        }
    }

    private object? Exchange(string pragma, string value)
    {
        var was = Scalar($"PRAGMA {pragma}");
        Scalar($"PRAGMA {pragma} = {value}");
        return was;
    }

    private object? Scalar(string statement)
    {
        using var command = Command(statement);
        return command.ExecuteScalar();
    }

    private DbCommand Command(string statement)
    {
        var command = connection.CreateCommand();
        command.CommandText = statement;
        command.CommandTimeout = 0;
        command.Transaction = context.Database.CurrentTransaction?.GetDbTransaction();
        return command;
    }
}
