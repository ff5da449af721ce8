using System.IO.Compression;

namespace Eseur.Admin.Shared.Excel;

/// <summary>Writes the package's parts one after another: while the next chunk fills, those before are compressed on every core and sent in order.</summary>
internal sealed class PartWriter(ZipContainer zip, CompressionLevel level, CancellationToken cancel) : IAsyncDisposable
{
    // Long enough that what a chunk does not see of the one before costs one or two hundredths of the file.
    private const int Enough = 256 * 1024;

    private static readonly int AtOnce = Environment.ProcessorCount + 1;

    private readonly Queue<(Task Sent, DeflateChunk Chunk)> leaving = new();
    private readonly Stack<DeflateChunk> free = new();
    private DeflateChunk filling = new(level);
    private Task last = Task.CompletedTask;
    private long flushed;

    public XmlBuffer Xml => filling.Xml;

    public bool ShouldFlush => Xml.Count >= Enough;

    /// <summary>Bytes of the open part before compression.</summary>
    public long Length => flushed + Xml.Count;

    public Task OpenAsync(string name)
    {
        flushed = 0;
        return zip.OpenAsync(name, cancel);
    }

    public async Task FlushAsync()
    {
        cancel.ThrowIfCancellationRequested();
        if (Xml.Count == 0) return;
        if (leaving.Count == AtOnce) await FreeOneAsync();
        flushed += Xml.Count;
        last = SendAsync(filling, last);
        leaving.Enqueue((last, filling));
        filling = free.TryPop(out var chunk) ? chunk : new DeflateChunk(level);
    }

    public async Task CloseAsync()
    {
        await FlushAsync();
        while (leaving.Count > 0) await FreeOneAsync();
        await zip.CloseAsync(cancel);
    }

    public async ValueTask DisposeAsync()
    {
        // Whoever awaited the failed write has seen its error; here only the buffers must be free of it.
        await Task.WhenAll(leaving.Select(chunk => chunk.Sent)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (var chunk in leaving.Select(chunk => chunk.Chunk).Concat(free).Append(filling)) chunk.Dispose();
    }

    /// <summary>A failed one stays at the head: nothing is written after it, and every later call says why.</summary>
    private async Task FreeOneAsync()
    {
        var (sent, chunk) = leaving.Peek();
        await sent;
        leaving.Dequeue();
        chunk.Xml.Clear();
        free.Push(chunk);
    }

    private async Task SendAsync(DeflateChunk chunk, Task before)
    {
        await Task.Run(chunk.Pack, CancellationToken.None);
        await before;
        await zip.WriteAsync(chunk, cancel);
    }
}
