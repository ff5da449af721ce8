using System.Collections.Concurrent;
using System.Data.Common;
using System.Threading.RateLimiting;
using Microsoft.Data.Sqlite;

namespace Eseur.Admin.Data.Sqlite;

/// <summary>
/// Writers of this process wait for a file here, in the order in which they came. SQLite itself lets one write and tells
/// the rest to try again, which the provider does after sleeping 150 ms: the unlucky waited for seconds, with a thread each.
/// Readers never come here, and writers of other processes are waited for by SQLite itself.
/// </summary>
internal static class WriteQueue
{
    private static readonly ConcurrentDictionary<string, ConcurrencyLimiter> Files = new(StringComparer.Ordinal);

    /// <param name="connection">Open: only then does it know the whole path of its file.</param>
    /// <returns>The turn; disposing it lets the next one in.</returns>
    /// <exception cref="SqliteException">The turn did not come within the connection's timeout.</exception>
    public static async ValueTask<IDisposable> EnterAsync(DbConnection connection, CancellationToken cancel)
    {
        var patience = ((SqliteConnection)connection).DefaultTimeout;
        var queue = Files.GetOrAdd(connection.DataSource, _ => new ConcurrencyLimiter(new ConcurrencyLimiterOptions { PermitLimit = 1, QueueLimit = int.MaxValue, QueueProcessingOrder = QueueProcessingOrder.OldestFirst }));
        var free = queue.AttemptAcquire();
        if (free.IsAcquired)
            return free;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(patience == 0 ? Timeout.InfiniteTimeSpan : TimeSpan.FromSeconds(patience));
        try
        {
            return await queue.AcquireAsync(1, limit.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new SqliteException($"Other writes of this process held the database for {patience} s.", SQLitePCL.raw.SQLITE_BUSY);
        }
    }
}
