using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Eseur.Admin.Shared;

internal static class ReadAhead
{
    private const int Batch = 500;
    private const int BatchesAhead = 4;

    /// <summary>
    /// The same rows, read on a thread of their own a little ahead of who writes them: the database's half of a report
    /// and the workbook's take about as long, so two cores finish in the time of one half.
    /// </summary>
    public static async IAsyncEnumerable<T> AheadAsync<T>(this IAsyncEnumerable<T> rows, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        var batches = Channel.CreateBounded<List<T>>(new BoundedChannelOptions(BatchesAhead) { SingleReader = true, SingleWriter = true });
        using var left = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var reading = Task.Run(() => ReadAsync(rows, batches.Writer, left.Token), CancellationToken.None);
        try
        {
            await foreach (var batch in batches.Reader.ReadAllAsync(cancel))
            {
                foreach (var row in batch)
                    yield return row;
            }
        }
        finally
        {
            await left.CancelAsync();
            await reading;
        }
    }

    /// <summary>Never fails itself: what went wrong reaches the reader through the channel.</summary>
    private static async Task ReadAsync<T>(IAsyncEnumerable<T> rows, ChannelWriter<List<T>> batches, CancellationToken cancel)
    {
        try
        {
            var batch = new List<T>(Batch);
            await foreach (var row in rows.WithCancellation(cancel))
            {
                batch.Add(row);
                if (batch.Count < Batch)
                    continue;
                await batches.WriteAsync(batch, cancel);
                batch = new List<T>(Batch);
            }
            await batches.WriteAsync(batch, cancel);
            batches.Complete();
        }
        catch (Exception e)
        {
            batches.Complete(e);
        }
    }
}
