using System.Buffers;
using System.Globalization;

namespace Eseur.Admin.Shared;

/// <summary>Pooled UTF-8 bytes on their way to a file. It grows only as far as one very long row needs.</summary>
internal class Utf8Buffer : IDisposable
{
    private byte[] bytes = ArrayPool<byte>.Shared.Rent(128 * 1024);

    public int Count { get; private set; }

    public ReadOnlyMemory<byte> Written => bytes.AsMemory(0, Count);

    public void Clear() => Count = 0;

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(bytes);
        bytes = [];
        GC.SuppressFinalize(this);
    }

    public void Raw(ReadOnlySpan<byte> utf8)
    {
        utf8.CopyTo(Reserve(utf8.Length));
        Count += utf8.Length;
    }

    public void Raw<T>(T value, ReadOnlySpan<char> format = default, CultureInfo? culture = null) where T : IUtf8SpanFormattable
    {
        int written;
        for (var room = 64; !value.TryFormat(Reserve(room), out written, format, culture ?? CultureInfo.InvariantCulture); room *= 2)
        {
        }
        Count += written;
    }

    protected Span<byte> Reserve(int length)
    {
        if (bytes.Length - Count < length) Grow(length);
        return bytes.AsSpan(Count);
    }

    protected void Advance(int written) => Count += written;

    private void Grow(int length)
    {
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(bytes.Length * 2, Count + length));
        Written.Span.CopyTo(larger);
        ArrayPool<byte>.Shared.Return(bytes);
        bytes = larger;
    }
}
