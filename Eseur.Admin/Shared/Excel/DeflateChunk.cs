using System.Buffers.Binary;
using System.IO.Compression;

namespace Eseur.Admin.Shared.Excel;

/// <summary>A run of a part, compressed without looking at its neighbours, so that every core can have one (as pigz does).</summary>
internal sealed class DeflateChunk(CompressionLevel level) : IDisposable
{
    private const int GzipHeader = 10;
    private const int GzipTrailer = 8;

    private readonly MemoryStream gzip = new();

    public XmlBuffer Xml { get; } = new();

    /// <summary>Deflate blocks that end on a whole byte and are not the last: the next chunk's may follow.</summary>
    public ReadOnlyMemory<byte> Packed { get; private set; }

    /// <summary>CRC-32 of what was packed.</summary>
    public uint Crc { get; private set; }

    public void Pack()
    {
        gzip.SetLength(0);
        long end;
        // A gzip, because its trailer brings the CRC that .NET keeps to itself; header, last block and trailer are left out.
        using (var deflate = new GZipStream(gzip, level, leaveOpen: true))
        {
            deflate.Write(Xml.Written.Span);
            deflate.Flush();
            end = gzip.Length;
        }
        Packed = gzip.GetBuffer().AsMemory(GzipHeader, (int)end - GzipHeader);
        Crc = BinaryPrimitives.ReadUInt32LittleEndian(gzip.GetBuffer().AsSpan((int)gzip.Length - GzipTrailer));
    }

    public void Dispose()
    {
        Xml.Dispose();
        gzip.Dispose();
    }
}
