using System.Text;

namespace Eseur.Admin.Shared.Excel;

/// <summary>
/// The zip around a workbook's parts, written forwards: sizes follow each part's data. Each part is shorter than 4 GB; only the
/// file as a whole may be longer (ZIP64), which Excel accepts in the directory and nowhere else.
/// </summary>
internal sealed class ZipContainer(Stream target, DateTimeOffset created)
{
    private const ushort Version = 20;
    private const ushort Version64 = 45;
    private const ushort SizesFollow = 1 << 3;
    private const ushort Deflate = 8;

    // A last block with nothing in it: the chunks before are not last ones.
    private static readonly byte[] LastBlock = [3, 0];

    private readonly List<Entry> entries = [];
    private Entry open = new("", 0, 0, 0, 0);

    /// <summary>Bytes before what comes next.</summary>
    internal long Offset { get; set; }

    private uint DosTime => (uint)(((created.Year - 1980) << 25) | (created.Month << 21) | (created.Day << 16) | (created.Hour << 11) | (created.Minute << 5) | (created.Second / 2));

    /// <param name="name">ASCII.</param>
    public Task OpenAsync(string name, CancellationToken cancel)
    {
        open = new Entry(name, Offset, 0, 0, 0);
        return RecordAsync(zip =>
        {
            zip.Write(0x04034b50);
            About(zip, Version, open);
            zip.Write((ushort)0);
            zip.Write(Encoding.ASCII.GetBytes(name));
        }, cancel);
    }

    public Task WriteAsync(DeflateChunk chunk, CancellationToken cancel)
    {
        open = open with { Crc = Crc32.Append(open.Crc, chunk.Crc, chunk.Xml.Count), Packed = open.Packed + chunk.Packed.Length, Length = open.Length + chunk.Xml.Count };
        return WriteAsync(chunk.Packed, cancel);
    }

    public async Task CloseAsync(CancellationToken cancel)
    {
        open = open with { Packed = open.Packed + LastBlock.Length };
        entries.Add(open);
        await RecordAsync(zip =>
        {
            zip.Write(LastBlock);
            zip.Write(0x08074b50);
            Sizes(zip, open);
        }, cancel);
    }

    public async Task CompleteAsync(CancellationToken cancel)
    {
        var start = Offset;
        await RecordAsync(zip => entries.ForEach(entry => Directory(zip, entry)), cancel);
        var (end, length) = (Offset, Offset - start);
        await RecordAsync(zip =>
        {
            if (start >= uint.MaxValue) End64(zip, start, length, end);
            zip.Write(0x06054b50);
            zip.Write(0);
            zip.Write((ushort)entries.Count);
            zip.Write((ushort)entries.Count);
            zip.Write((uint)length);
            zip.Write((uint)Math.Min(start, uint.MaxValue));
            zip.Write((ushort)0);
        }, cancel);
    }

    private void Directory(BinaryWriter zip, Entry entry)
    {
        var isFar = entry.Offset >= uint.MaxValue;
        zip.Write(0x02014b50);
        zip.Write(isFar ? Version64 : Version);
        About(zip, isFar ? Version64 : Version, entry);
        zip.Write((ushort)(isFar ? 12 : 0));
        zip.Write(new byte[10]); // comment, disk, attributes
        zip.Write((uint)Math.Min(entry.Offset, uint.MaxValue));
        zip.Write(Encoding.ASCII.GetBytes(entry.Name));
        if (!isFar) return;
        zip.Write((ushort)1);
        zip.Write((ushort)8);
        zip.Write(entry.Offset);
    }

    private void End64(BinaryWriter zip, long start, long length, long end)
    {
        zip.Write(0x06064b50);
        zip.Write(44L);
        zip.Write(Version64);
        zip.Write(Version64);
        zip.Write(0L);
        zip.Write((long)entries.Count);
        zip.Write((long)entries.Count);
        zip.Write(length);
        zip.Write(start);
        zip.Write(0x07064b50);
        zip.Write(0);
        zip.Write(end);
        zip.Write(1);
    }

    private void About(BinaryWriter zip, ushort version, Entry entry)
    {
        zip.Write(version);
        zip.Write(SizesFollow);
        zip.Write(Deflate);
        zip.Write(DosTime);
        Sizes(zip, entry);
        zip.Write((ushort)entry.Name.Length);
    }

    private static void Sizes(BinaryWriter zip, Entry entry)
    {
        zip.Write(entry.Crc);
        zip.Write((uint)entry.Packed);
        zip.Write((uint)entry.Length);
    }

    private async Task RecordAsync(Action<BinaryWriter> write, CancellationToken cancel)
    {
        var record = new MemoryStream();
        await using var zip = new BinaryWriter(record);
        write(zip);
        await WriteAsync(record.GetBuffer().AsMemory(0, (int)record.Length), cancel);
    }

    private async Task WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancel)
    {
        await target.WriteAsync(bytes, cancel);
        Offset += bytes.Length;
    }

    private sealed record Entry(string Name, long Offset, uint Crc, long Packed, long Length);
}
