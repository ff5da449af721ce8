using System.Globalization;
using System.Text;

namespace Eseur.Admin.Shared.Mail.Smtp;

/// <summary>An address as it goes over the wire: nothing in it can end a command or a header.</summary>
/// <param name="Domain">In ASCII: почта.рф is xn--80a1acny.xn--p1ai.</param>
public sealed record SmtpAddress(string Local, string Domain)
{
    private const int LongestLocal = 64;
    private const int Longest = 254;

    private static readonly System.Buffers.SearchValues<char> NotInLocal = System.Buffers.SearchValues.Create(" ()<>@,;:\\\"[]");
    private static readonly IdnMapping Idn = new();

    /// <summary>Only servers that offer SMTPUTF8 take such an address.</summary>
    public bool NeedsUtf8 => !Ascii.IsValid(Local);

    public override string ToString() => $"{Local}@{Domain}";

    public static SmtpAddress? Read(string text)
    {
        var at = text.LastIndexOf('@');
        if (at < 1)
            return null;
        var local = text[..at];
        if (local.Length > LongestLocal || local.AsSpan().ContainsAny(NotInLocal) || local.EnumerateRunes().Any(r => Rune.IsControl(r) || Rune.IsWhiteSpace(r) || r == Rune.ReplacementChar))
            return null;
        return ReadDomain(text[(at + 1)..]) is { } domain && local.Length + domain.Length < Longest ? new SmtpAddress(local, domain) : null;
    }

    private static string? ReadDomain(string text)
    {
        if (text is ['[', .. var number, ']'])
            return number.Length > 0 && number.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or ':') ? text : null;
        try
        {
            var domain = Ascii.IsValid(text) ? text : Idn.GetAscii(text);
            return domain.Length > 0 && domain.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-') && domain[0] is not ('.' or '-') && domain[^1] is not ('.' or '-') ? domain : null;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
