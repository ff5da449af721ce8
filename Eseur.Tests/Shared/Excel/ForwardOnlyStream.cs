namespace Eseur.Tests.Shared.Excel;

/// <summary>Like a response body: no seeking, no synchronous writes.</summary>
internal sealed class ForwardOnlyStream(bool keep = true) : Stream
{
    private readonly MemoryStream written = new();

    public byte[] Bytes => written.ToArray();

    public long Received { get; private set; }

    /// <summary>Writes after so many bytes fail, as when the reader has gone.</summary>
    public long FailsAfter { get; init; } = long.MaxValue;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Received += buffer.Length;
        if (Received > FailsAfter) throw new IOException("The reader has gone.");
        if (keep) written.Write(buffer.Span);
        return ValueTask.CompletedTask;
    }

    public override void Write(byte[] buffer, int offset, int count) => throw new InvalidOperationException("Synchronous write.");

    public override void Flush() => throw new InvalidOperationException("Synchronous flush.");

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) throw new InvalidOperationException("The stream belongs to the caller.");
        base.Dispose(disposing);
    }
}
