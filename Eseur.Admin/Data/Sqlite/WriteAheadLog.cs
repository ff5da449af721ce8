using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Eseur.Admin.Data.Sqlite;

/// <summary>
/// What SQLite would do inside COMMIT, while the rest of the writers stand and wait, is done for its log here, after the
/// commit has left the <see cref="WriteQueue"/>. Commits that come during one flush to the disk share the next. A save
/// answers only once its bytes would survive a power cut, as with synchronous = FULL.
/// </summary>
internal sealed class WriteAheadLog
{
    /// <summary>SQLite's own measure for moving the log into the database: a thousand pages.</summary>
    private const long Enough = 4096 * 1000;

    private static readonly ConcurrentDictionary<string, WriteAheadLog> Files = new(StringComparer.Ordinal);

    private readonly string path;
    private readonly string connectionString;
    private readonly Lock guard = new();
    private Task current = Task.CompletedTask;
    private Task? next;
    private int checkpointing;
    private long checkpointAt = Enough;

    private WriteAheadLog(DbConnection connection)
    {
        path = connection.DataSource + "-wal";
        // Without a timeout, a checkpoint takes what it can and leaves the rest to the next: it waits for no reader.
        connectionString = new SqliteConnectionStringBuilder(connection.ConnectionString) { Mode = SqliteOpenMode.ReadWrite, Pooling = false }.ToString();
    }

    public static WriteAheadLog Of(DbConnection connection) => Files.GetOrAdd(connection.DataSource, _ => new WriteAheadLog(connection));

    /// <summary>Ends once everything committed before the call is on the disk.</summary>
    public Task FlushAsync()
    {
        lock (guard)
        {
            // The flush under way may have begun before our commit; the one after it has not.
            return next ??= FlushAfterAsync(current);
        }
    }

    private async Task FlushAfterAsync(Task before)
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.ForceYielding | ConfigureAwaitOptions.SuppressThrowing);
        lock (guard)
            (current, next) = (next!, null);
        var length = Flush();
        if (length >= checkpointAt && Interlocked.Exchange(ref checkpointing, 1) == 0)
            _ = CheckpointAsync(length);
    }

    /// <returns>The log's length.</returns>
    private long Flush()
    {
        try
        {
            // Opened anew each time: the last connection to close deletes the log, and its successor is another file.
            using var file = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
            RandomAccess.FlushToDisk(file);
            return RandomAccess.GetLength(file);
        }
        catch (FileNotFoundException)
        {
            // Whoever deleted the log has brought all of it into the database, and that to the disk.
            return 0;
        }
    }

    /// <summary>Copies while others write, then the little that came meanwhile in a turn of its own, so that the log begins anew.</summary>
    private async Task CheckpointAsync(long length)
    {
        try
        {
            await using var connection = new SqliteConnection(connectionString);
            await connection.OpenAsync();
            SQLitePCL.raw.sqlite3_exec(connection.Handle!, "PRAGMA wal_checkpoint(PASSIVE)");
            using (await WriteQueue.EnterAsync(connection, CancellationToken.None))
                SQLitePCL.raw.sqlite3_exec(connection.Handle!, "PRAGMA wal_checkpoint(TRUNCATE)");
            // A long reader keeps the log as it is: the next try waits for as much again.
            checkpointAt = new FileInfo(path) is { Exists: true, Length: > 0 } ? length + Enough : Enough;
        }
        catch (Exception e) when (e is SqliteException or IOException or UnauthorizedAccessException)
        {
            // Nothing is lost: the log holds it all, and the next flush asks again.
            checkpointAt = length + Enough;
        }
        finally
        {
            Volatile.Write(ref checkpointing, 0);
        }
    }
}
