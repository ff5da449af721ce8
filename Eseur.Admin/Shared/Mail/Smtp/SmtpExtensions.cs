namespace Eseur.Admin.Shared.Mail.Smtp;

/// <summary>What the server said it can do.</summary>
/// <param name="Size">Bytes of the largest letter it takes; 0 where it does not say.</param>
/// <param name="SignIns">Ways to sign in, in capitals.</param>
internal sealed record SmtpExtensions(bool Pipelining, bool StartTls, bool Dsn, bool Utf8, bool SaysSize, long Size, IReadOnlyList<string> SignIns)
{
    /// <param name="lines">Lines of the answer to EHLO; the first is the server's name.</param>
    public static SmtpExtensions Of(IReadOnlyList<string> lines)
    {
        var words = lines.Skip(1).Select(l => l.ToUpperInvariant().Split([' ', '='], StringSplitOptions.RemoveEmptyEntries)).Where(w => w.Length > 0).ToLookup(w => w[0], w => w[1..]);
        return new SmtpExtensions(words.Contains("PIPELINING"), words.Contains("STARTTLS"), words.Contains("DSN"), words.Contains("SMTPUTF8"), words.Contains("SIZE"),
            words["SIZE"].FirstOrDefault() is [var most, ..] && long.TryParse(most, out var size) ? size : 0,
            [.. words["AUTH"].SelectMany(w => w).Distinct(StringComparer.Ordinal)]);
    }
}
