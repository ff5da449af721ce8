using System.Text.RegularExpressions;

namespace Eseur.Admin.Shared.Mail.Smtp;

/// <summary>What a mail server answered.</summary>
/// <param name="Enhanced">Status of RFC 3463, such as 5.1.1; null where the server gives none.</param>
/// <param name="Text">The server's own words in one line; they may name the person the letter is for.</param>
public sealed partial record SmtpReply(int Code, string? Enhanced, string Text)
{
    private const int LongestText = 1000;

    public bool IsDone => Code is >= 200 and < 300;

    public bool IsRefusal => Code >= 400;

    /// <summary>The server ends the conversation; says nothing about the letter.</summary>
    public bool IsGoodbye => Code == 421;

    internal static SmtpReply Of(int code, IReadOnlyList<string> lines)
    {
        var status = Status().Match(lines[0]);
        var text = string.Join(' ', lines.Select(l => Status().Replace(l, "").Trim()).Where(l => l.Length > 0));
        return new SmtpReply(code, status.Success ? status.Groups["status"].Value : null, text.Length <= LongestText ? text : text[..LongestText]);
    }

    [GeneratedRegex(@"^(?<status>[245]\.\d{1,3}\.\d{1,3})(?= |$)", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Status();
}
