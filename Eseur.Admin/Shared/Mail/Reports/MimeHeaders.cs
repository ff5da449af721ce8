using System.Text;

namespace Eseur.Admin.Shared.Mail.Reports;

/// <summary>Header fields of a message, of one of its parts, or one group of a delivery status: names in any case, values unfolded.</summary>
public sealed class MimeHeaders
{
    /// <summary>No letter has so many; the rest is passed over.</summary>
    private const int MostFields = 2000;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly List<(string Name, string Value)> fields = [];

    private MimeHeaders()
    {
    }

    public bool IsEmpty => fields.Count == 0;

    /// <summary>The first field of that name, without the spaces around it; null where there is none or it is empty.</summary>
    public string? this[string name] => All(name).FirstOrDefault(v => v.Length > 0);

    public IEnumerable<string> All(string name) => fields.Where(f => f.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(f => f.Value);

    /// <summary>Reads up to an empty line and past it; lines that are no fields are passed over.</summary>
    /// <param name="length">How many bytes the fields and the empty line took.</param>
    public static MimeHeaders Read(ReadOnlySpan<byte> bytes, out int length)
    {
        var headers = new MimeHeaders();
        var at = 0;
        while (at < bytes.Length)
        {
            var line = Line(bytes[at..], out var taken);
            at += taken;
            if (line.IsEmpty)
                break;
            // A field goes on for as long as lines begin with a blank: its value is read in one piece.
            var value = line;
            var colon = line.IndexOf((byte)':');
            var start = at - taken;
            while (at < bytes.Length && bytes[at] is (byte)' ' or (byte)'\t' && !Line(bytes[at..], out taken).Trim(" \t"u8).IsEmpty)
            {
                at += taken;
                value = bytes[start..at];
            }
            if (colon > 0 && headers.fields.Count < MostFields && line[..colon].Trim(" \t"u8) is { IsEmpty: false } name && name.IndexOfAny((byte)' ', (byte)'\t') < 0)
                headers.fields.Add((Text(name), Unfolded(value[(colon + 1)..])));
        }
        length = at;
        return headers;
    }

    /// <summary>The first line without its end, CRLF or LF.</summary>
    internal static ReadOnlySpan<byte> Line(ReadOnlySpan<byte> bytes, out int length)
    {
        var end = bytes.IndexOf((byte)'\n');
        length = end < 0 ? bytes.Length : end + 1;
        var line = end < 0 ? bytes : bytes[..end];
        return line is [.. var kept, (byte)'\r'] ? kept : line;
    }

    private static string Unfolded(ReadOnlySpan<byte> value)
    {
        var text = Text(value);
        return text.Contains('\n', StringComparison.Ordinal) ? string.Join(' ', text.Split('\n', StringSplitOptions.TrimEntries)).Trim() : text.Trim();
    }

    private static string Text(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return Strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return Encoding.Latin1.GetString(bytes);
        }
    }
}
