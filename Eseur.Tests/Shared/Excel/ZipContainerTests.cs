using System.IO.Compression;
using System.Text;
using Eseur.Admin.Shared.Excel;

namespace Eseur.Tests.Shared.Excel;

public class ZipContainerTests
{
    [Theory]
    [InlineData(CompressionLevel.Fastest)]
    [InlineData(CompressionLevel.Optimal)]
    public async Task Parts_OfManyChunks_ComeBackWhole(CompressionLevel level)
    {
        string[] sizes = ["0", "1", "700000", "3000000"];
        var file = new ForwardOnlyStream();
        var zip = new ZipContainer(file, Book.Created);
        await using (var part = new PartWriter(zip, level, CancellationToken.None))
        {
            foreach (var size in sizes)
            {
                await part.OpenAsync(size);
                foreach (var piece in Pieces(int.Parse(size)))
                {
                    part.Xml.Raw(piece);
                    if (part.ShouldFlush) await part.FlushAsync();
                }
                await part.CloseAsync();
            }
        }
        await zip.CompleteAsync(CancellationToken.None);

        await using var read = new ZipArchive(new MemoryStream(file.Bytes));
        Assert.Equal(sizes, read.Entries.Select(entry => entry.FullName));
        foreach (var entry in read.Entries)
        {
            // Reading to the end makes .NET compare length and CRC with the directory's.
            using var bytes = new MemoryStream();
            await using var stream = await entry.OpenAsync();
            await stream.CopyToAsync(bytes);
            Assert.Equal(Pieces(int.Parse(entry.FullName)).SelectMany(piece => piece), bytes.ToArray());
            Assert.Equal(Book.Created.DateTime, entry.LastWriteTime.DateTime);
        }
    }

    [Fact]
    public async Task File_PastFourGigabytes_OpensByZip64()
    {
        const long before = 5L * 1024 * 1024 * 1024;
        var path = Path.GetTempFileName();
        try
        {
            await using var file = new FileStream(path, FileMode.Open); // five gigabytes of a hole take no room
            var zip = new ZipContainer(file, Book.Created);
            await PartAsync(zip, "near.xml");
            zip.Offset = file.Position = before;
            await PartAsync(zip, "far.xml");
            await zip.CompleteAsync(CancellationToken.None);

            await using var read = new ZipArchive(file);
            Assert.Equal(["near.xml", "far.xml"], await Task.WhenAll(read.Entries.Select(entry => new StreamReader(entry.Open()).ReadToEndAsync())));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("", "хвост")]
    [InlineData("начало", "")]
    [InlineData("123", "456789")]
    public void Append_TwoRuns_IsTheCrcOfBoth(string first, string second)
    {
        Assert.Equal(Crc(first + second), Crc32.Append(Crc(first), Crc(second), Encoding.UTF8.GetByteCount(second)));
        Assert.Equal(0xCBF43926u, Crc("123456789"));
    }

    private static async Task PartAsync(ZipContainer zip, string name)
    {
        await using var part = new PartWriter(zip, CompressionLevel.Fastest, CancellationToken.None);
        await part.OpenAsync(name);
        part.Xml.Markup(name);
        await part.CloseAsync();
    }

    private static IEnumerable<byte[]> Pieces(int length)
    {
        var random = new Random(length);
        for (var left = length; left > 0;)
        {
            var piece = Encoding.ASCII.GetBytes($"<c r=\"{random.Next()}\"/>");
            yield return piece[..Math.Min(left, piece.Length)];
            left -= piece.Length;
        }
    }

    private static uint Crc(string text)
    {
        var crc = uint.MaxValue;
        foreach (var octet in Encoding.UTF8.GetBytes(text))
        {
            crc ^= octet;
            for (var bit = 0; bit < 8; bit++) crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0xEDB88320;
        }
        return ~crc;
    }
}
