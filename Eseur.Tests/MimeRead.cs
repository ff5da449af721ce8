using System.Text;
using System.Text.RegularExpressions;

namespace Eseur.Tests;

/// <summary>A message as its reader sees it: what RFC 5322, 2045, 2047 and 2231 say, written apart from what writes it.</summary>
public sealed partial record MimeRead(IReadOnlyList<(string Name, string Value)> Headers, string Body, IReadOnlyList<MimeRead> Parts)
{
    public string Type => Regex.Match(Raw("Content-Type"), "^[^;]*", RegexOptions.None, TimeSpan.FromSeconds(1)).Value.Trim();

    /// <summary>The part decoded, with line ends as \n.</summary>
    public string Text => Encoding.UTF8.GetString(Bytes).Replace("\r\n", "\n", StringComparison.Ordinal);

    public byte[] Bytes => Raw("Content-Transfer-Encoding") == "base64" ? Convert.FromBase64String(Body) : Encoding.Latin1.GetBytes(Body);

    /// <summary>RFC 2231: name*0*=, name*1*= and so on, joined.</summary>
    public string FileName => Uri.UnescapeDataString(string.Concat(FilePiece().Matches(Raw("Content-Disposition")).Select(m => m.Groups["text"].Value.Replace("utf-8''", "", StringComparison.Ordinal))));

    public static MimeRead Of(string message)
    {
        message = message.Replace("\r\n", "\n", StringComparison.Ordinal);
        var end = message.IndexOf("\n\n", StringComparison.Ordinal);
        var headers = Fold().Replace(message[..end], "").Split('\n').Select(l => l.Split(": ", 2)).Select(l => (l[0], l[1])).ToList();
        var read = new MimeRead(headers, message[(end + 2)..], []);
        var boundary = Regex.Match(read.Raw("Content-Type"), "boundary=\"(?<mark>[^\"]+)\"", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)).Groups["mark"].Value;
        if (boundary.Length == 0)
            return read;
        var parts = ("\n" + read.Body).Split($"\n--{boundary}");
        Assert.StartsWith("--", parts[^1], StringComparison.Ordinal);
        return read with { Parts = [.. parts[1..^1].Select(p => Of(p[1..]))] };
    }

    public string Raw(string name) => Headers.SingleOrDefault(h => h.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Value ?? "";

    public string Header(string name) => Word().Replace(Between().Replace(Raw(name), "${word}"), m => Encoding.UTF8.GetString(Convert.FromBase64String(m.Groups["text"].Value)));

    public MimeRead Find(string type) => Type == type ? this : Parts.Select(p => p.All().FirstOrDefault(a => a.Type == type)).First(p => p is not null)!;

    public IEnumerable<MimeRead> All() => Parts.SelectMany(p => p.All()).Prepend(this);

    [GeneratedRegex(@"\n(?=[ \t])", RegexOptions.None, 1000)]
    private static partial Regex Fold();

    [GeneratedRegex(@"=\?utf-8\?B\?(?<text>[^?]*)\?=", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Word();

    /// <summary>White space between two encoded words is none.</summary>
    [GeneratedRegex(@"(?<word>=\?[^?]+\?B\?[^?]*\?=)\s+(?==\?)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Between();

    [GeneratedRegex(@"filename\*(\d+\*)?=(?<text>[^;\s]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex FilePiece();
}
