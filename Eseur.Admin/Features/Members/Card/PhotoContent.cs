using System.Buffers.Binary;
using Eseur.Domain;

namespace Eseur.Admin.Features.Members.Card;

/// <summary>What a sent file really is: found from its own bytes, whatever it is called and whoever says what it is.</summary>
internal static class PhotoContent
{
    /// <summary>In bytes.</summary>
    public const int Longest = 2 * 1024 * 1024;

    private const int NarrowestSide = 32;
    private const int WidestSide = 8000;

    /// <returns>The content type to keep and to serve.</returns>
    /// <exception cref="RuleBrokenException">Not a photograph that can be kept; the sentence says why.</exception>
    public static string Require(ReadOnlySpan<byte> content)
    {
        if (content.Length == 0)
            throw new RuleBrokenException("Файл пустой. Выберите фото.");
        if (content.Length > Longest)
            throw new RuleBrokenException("Фото больше 2 МБ. Уменьшите его или выберите другое.");
        var (type, size) = Read(content);
        if (type is null)
            throw new RuleBrokenException("Это не фото: подходят файлы JPEG, PNG и WebP.");
        if (size is not { } sides)
            throw new RuleBrokenException("Фото повреждено: не читаются его размеры. Выберите другое.");
        if (Math.Min(sides.Width, sides.Height) < NarrowestSide || Math.Max(sides.Width, sides.Height) > WidestSide)
            throw new RuleBrokenException($"Размер фото — {sides.Width}×{sides.Height} точек. Нужна каждая сторона от {NarrowestSide} до {WidestSide}.");
        return type;
    }

    private static (string? Type, (int Width, int Height)? Size) Read(ReadOnlySpan<byte> content)
    {
        if (content.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]))
            return ("image/jpeg", Jpeg(content));
        if (content.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]))
            return ("image/png", Png(content));
        return content.Length > 12 && content.StartsWith("RIFF"u8) && content[8..].StartsWith("WEBP"u8)
            ? ("image/webp", WebP(content))
            : (null, null);
    }

    /// <summary>Goes from segment to segment to the frame header, which says the size.</summary>
    private static (int, int)? Jpeg(ReadOnlySpan<byte> content)
    {
        for (var at = 2; at + 9 < content.Length && content[at] == 0xFF;)
        {
            var marker = content[at + 1];
            if (marker == 0xFF)
            {
                at++;
                continue;
            }
            if (marker is >= 0xC0 and <= 0xCF and not 0xC4 and not 0xC8 and not 0xCC)
                return (BinaryPrimitives.ReadUInt16BigEndian(content[(at + 7)..]), BinaryPrimitives.ReadUInt16BigEndian(content[(at + 5)..]));
            // The picture itself has begun, or has ended, with no frame header before it.
            if (marker is 0xDA or 0xD9)
                return null;
            at += 2 + BinaryPrimitives.ReadUInt16BigEndian(content[(at + 2)..]);
        }
        return null;
    }

    private static (int, int)? Png(ReadOnlySpan<byte> content) =>
        content.Length >= 33 && content[8..].StartsWith((ReadOnlySpan<byte>)[0, 0, 0, 13, (byte)'I', (byte)'H', (byte)'D', (byte)'R'])
            ? Sides(BinaryPrimitives.ReadUInt32BigEndian(content[16..]), BinaryPrimitives.ReadUInt32BigEndian(content[20..]))
            : null;

    private static (int, int)? WebP(ReadOnlySpan<byte> content)
    {
        if (content.Length < 30)
            return null;
        var chunk = content[12..16];
        if (chunk.SequenceEqual("VP8 "u8) && content[23..].StartsWith((ReadOnlySpan<byte>)[0x9D, 0x01, 0x2A]))
            return (BinaryPrimitives.ReadUInt16LittleEndian(content[26..]) & 0x3FFF, BinaryPrimitives.ReadUInt16LittleEndian(content[28..]) & 0x3FFF);
        if (chunk.SequenceEqual("VP8L"u8) && content[20] == 0x2F)
        {
            var bits = BinaryPrimitives.ReadUInt32LittleEndian(content[21..]);
            return Sides((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1);
        }
        return chunk.SequenceEqual("VP8X"u8) ? (Number24(content[24..]) + 1, Number24(content[27..]) + 1) : null;
    }

    private static int Number24(ReadOnlySpan<byte> content) => content[0] | content[1] << 8 | content[2] << 16;

    private static (int, int)? Sides(uint width, uint height) => width > int.MaxValue || height > int.MaxValue ? null : ((int)width, (int)height);
}
