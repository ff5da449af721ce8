using System.IO.Compression;

namespace Eseur.Admin.Shared.Excel;

/// <summary>Writes the package's parts one after another: while one buffer is compressed and sent, the next one fills.</summary>
internal sealed class PartWriter(ZipArchive archive, CompressionLevel level, DateTimeOffset created, CancellationToken cancel) : IAsyncDisposable
{
    private const int Enough = 64 * 1024;

    private XmlBuffer filling = new();
    private XmlBuffer leaving = new();
    private Task leave = Task.CompletedTask;
    private Stream? part;
    private long sent;

    public XmlBuffer Xml => filling;

    public bool ShouldFlush => filling.Count >= Enough;

    /// <summary>Bytes of the open part before compression.</summary>
    public long Length => sent + filling.Count;

    public async Task OpenAsync(string name)
    {
        var entry = archive.CreateEntry(name, level);
        entry.LastWriteTime = created;
        part = await entry.OpenAsync(cancel);
        sent = 0;
    }

    public async Task FlushAsync()
    {
        await leave;
        cancel.ThrowIfCancellationRequested();
        (filling, leaving) = (leaving, filling);
        sent += leaving.Count;
        leave = Task.Run(LeaveAsync, CancellationToken.None);
    }

    public async Task CloseAsync()
    {
        await FlushAsync();
        await leave;
        await part!.DisposeAsync();
        part = null;
    }

    public async ValueTask DisposeAsync()
    {
        // Whoever awaited the failed write has seen its error; here only the buffers must be free of it.
        await leave.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        filling.Dispose();
        leaving.Dispose();
    }

    private async Task LeaveAsync()
    {
        await part!.WriteAsync(leaving.Written, cancel);
        leaving.Clear();
    }
}
