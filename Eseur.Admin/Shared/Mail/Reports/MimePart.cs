using System.Text;

namespace Eseur.Admin.Shared.Mail.Reports;

/// <summary>
/// A message or a part of one, read from any bytes whatever. It is read for reports of delivery, so it is bounded: what is
/// larger, deeper or more divided than any report is not read at all.
/// </summary>
public sealed class MimePart
{
    /// <summary>Larger messages are not read.</summary>
    public const int MostBytes = 10 * 1024 * 1024;

    private const int MostDepth = 10;
    private const int MostParts = 100;

    private readonly MimeValue type;
    private readonly ReadOnlyMemory<byte> body;

    private MimePart(MimeHeaders headers, ReadOnlyMemory<byte> body)
    {
        (Headers, this.body) = (headers, body);
        type = MimeValue.Read(headers["Content-Type"]);
    }

    public MimeHeaders Headers { get; }

    /// <summary>In small letters, <c>text/plain</c> where nothing is said.</summary>
    public string Type => type.Text.Length == 0 ? "text/plain" : type.Text;

    /// <summary>What a multipart is made of, in its order.</summary>
    public IReadOnlyList<MimePart> Parts { get; private set; } = [];

    /// <summary>The body without its transfer encoding.</summary>
    public ReadOnlyMemory<byte> Content => TransferEncodings.Decode(Headers["Content-Transfer-Encoding"], body);

    public string Text => Charsets.Decode(Parameter("charset"), Content.Span);

    /// <summary>A parameter of the content type.</summary>
    public string? Parameter(string name) => type[name];

    /// <summary>This part and all within it, but for what attached messages hold.</summary>
    public IEnumerable<MimePart> All() => Parts.SelectMany(p => p.All()).Prepend(this);

    /// <summary>Null: too large, too deep, of too many parts, or no message at all.</summary>
    public static MimePart? Read(ReadOnlyMemory<byte> message)
    {
        if (message.Length > MostBytes)
            return null;
        var left = MostParts;
        // Delivery into a mailbox may leave the line that mbox files begin a message with.
        if (message.Span.StartsWith("From "u8))
        {
            MimeHeaders.Line(message.Span, out var first);
            message = message[first..];
        }
        return Read(message, MostDepth, ref left) is { Headers.IsEmpty: false } read ? read : null;
    }

    private static MimePart? Read(ReadOnlyMemory<byte> bytes, int depth, ref int left)
    {
        if (depth < 0 || --left < 0)
            return null;
        var headers = MimeHeaders.Read(bytes.Span, out var length);
        var part = new MimePart(headers, bytes[length..]);
        if (!part.Type.StartsWith("multipart/", StringComparison.Ordinal) || part.Parameter("boundary") is not { Length: > 0 and <= 200 } boundary)
            return part;
        var parts = new List<MimePart>();
        foreach (var piece in Pieces(part.body, Encoding.UTF8.GetBytes("--" + boundary)))
        {
            if (Read(piece, depth - 1, ref left) is not { } inner)
                return null;
            parts.Add(inner);
        }
        part.Parts = parts;
        return part;
    }

    /// <summary>What stands between the lines of a boundary; without the last line the message was cut off, and goes to its end.</summary>
    private static IEnumerable<ReadOnlyMemory<byte>> Pieces(ReadOnlyMemory<byte> body, byte[] delimiter)
    {
        int? start = null;
        for (var at = 0; at < body.Length;)
        {
            var line = MimeHeaders.Line(body.Span[at..], out var length);
            if (line.StartsWith(delimiter) && line[delimiter.Length..].Trim(" \t"u8) is var after && (after.IsEmpty || after.SequenceEqual("--"u8)))
            {
                var isLast = !after.IsEmpty;
                if (start is { } from)
                    yield return WithoutLastEnd(body[from..at]);
                if (isLast)
                    yield break;
                start = at + length;
            }
            at += length;
        }
        if (start is { } open)
            yield return body[open..];
    }

    /// <summary>The end of line before a boundary belongs to the boundary.</summary>
    private static ReadOnlyMemory<byte> WithoutLastEnd(ReadOnlyMemory<byte> piece)
    {
        if (piece.Span is [.., (byte)'\r', (byte)'\n'])
            return piece[..^2];
        return piece.Span is [.., (byte)'\n'] ? piece[..^1] : piece;
    }
}
