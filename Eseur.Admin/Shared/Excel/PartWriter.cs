using System.IO.Compression;

namespace Eseur.Admin.Shared.Excel;

/// <summary>Writes the package's parts one after another: while one buffer is compressed and sent, the next one fills.</summary>
internal sealed class PartWriter(ZipArchive archive, CompressionLevel level, DateTimeOffset created, CancellationToken cancel) : IAsyncDisposable
{
    private const int Enough = 64 * 1024;

    private XmlBuffer _filling = new();
    private XmlBuffer _leaving = new();
    private Task _leave = Task.CompletedTask;
    private Stream? _part;
    private long _sent;

    public XmlBuffer Xml => _filling;

    public bool ShouldFlush => _filling.Count >= Enough;

    /// <summary>Bytes of the open part before compression.</summary>
    public long Length => _sent + _filling.Count;

    public async Task OpenAsync(string name)
    {
        var entry = archive.CreateEntry(name, level);
        entry.LastWriteTime = created;
        _part = await entry.OpenAsync(cancel);
        _sent = 0;
    }

    public async Task FlushAsync()
    {
        await _leave;
        cancel.ThrowIfCancellationRequested();
        (_filling, _leaving) = (_leaving, _filling);
        _sent += _leaving.Count;
        _leave = Task.Run(LeaveAsync, CancellationToken.None);
    }

    public async Task CloseAsync()
    {
        await FlushAsync();
        await _leave;
        await _part!.DisposeAsync();
        _part = null;
    }

    public async ValueTask DisposeAsync()
    {
        // Whoever awaited the failed write has seen its error; here only the buffers must be free of it.
        await _leave.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _filling.Dispose();
        _leaving.Dispose();
    }

    private async Task LeaveAsync()
    {
        await _part!.WriteAsync(_leaving.Written, cancel);
        _leaving.Clear();
    }
}
