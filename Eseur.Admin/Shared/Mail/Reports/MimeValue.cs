using System.Text;

namespace Eseur.Admin.Shared.Mail.Reports;

/// <summary>A header's value with parameters: <c>multipart/report; boundary="x"</c>. RFC 2231's pieces are put together.</summary>
internal sealed class MimeValue
{
    private const int MostParameters = 100;

    private readonly Dictionary<string, string> parameters = new(StringComparer.OrdinalIgnoreCase);

    public string Text { get; private init; } = "";

    /// <summary>The parameter as it was meant, with its quotes, pieces and percents undone.</summary>
    public string? this[string name]
    {
        get
        {
            if (parameters.TryGetValue(name, out var plain))
                return plain;
            if (parameters.TryGetValue(name + "*", out var encoded))
                return Decoded(encoded);
            var whole = new StringBuilder();
            var isEncoded = false;
            for (var i = 0; ; i++)
            {
                if (parameters.TryGetValue($"{name}*{i}*", out var piece))
                    isEncoded = true;
                else if (!parameters.TryGetValue($"{name}*{i}", out piece))
                    break;
                whole.Append(piece);
            }
            return whole.Length == 0 ? null : isEncoded ? Decoded(whole.ToString()) : whole.ToString();
        }
    }

    public static MimeValue Read(string? value)
    {
        var rest = (value ?? "").AsSpan();
        var end = rest.IndexOf(';');
        var read = new MimeValue { Text = (end < 0 ? rest : rest[..end]).Trim().ToString().ToLowerInvariant() };
        rest = end < 0 ? [] : rest[(end + 1)..];
        while (!rest.IsEmpty && read.parameters.Count < MostParameters)
        {
            var equals = rest.IndexOfAny('=', ';');
            if (equals < 0)
                break;
            if (rest[equals] == ';')
            {
                rest = rest[(equals + 1)..];
                continue;
            }
            var name = rest[..equals].Trim().ToString();
            rest = rest[(equals + 1)..].TrimStart();
            var given = rest is ['"', ..] ? Quoted(ref rest) : Bare(ref rest);
            if (name.Length > 0)
                read.parameters.TryAdd(name, given);
        }
        return read;
    }

    private static string Bare(ref ReadOnlySpan<char> rest)
    {
        var end = rest.IndexOf(';');
        var value = (end < 0 ? rest : rest[..end]).Trim().ToString();
        rest = end < 0 ? [] : rest[(end + 1)..];
        return value;
    }

    private static string Quoted(ref ReadOnlySpan<char> rest)
    {
        var value = new StringBuilder();
        var i = 1;
        for (; i < rest.Length && rest[i] != '"'; i++)
        {
            if (rest[i] == '\\' && i + 1 < rest.Length)
                i++;
            value.Append(rest[i]);
        }
        var after = rest[Math.Min(i, rest.Length)..].IndexOf(';');
        rest = after < 0 ? [] : rest[(i + after + 1)..];
        return value.ToString();
    }

    /// <summary><c>charset'language'percents</c>.</summary>
    private static string Decoded(string value)
    {
        var parts = value.Split('\'', 3);
        var (charset, text) = parts.Length == 3 ? (parts[0], parts[2]) : (null, value);
        var bytes = new List<byte>(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '%' && i + 2 < text.Length && char.IsAsciiHexDigit(text[i + 1]) && char.IsAsciiHexDigit(text[i + 2]))
            {
                bytes.Add(Convert.ToByte(text.Substring(i + 1, 2), 16));
                i += 2;
            }
            else
            {
                bytes.AddRange(Encoding.UTF8.GetBytes(text, i, 1));
            }
        }
        return Charsets.Decode(charset, [.. bytes]);
    }
}
