namespace Eseur.Admin.Shared.Mail.Reports;

/// <summary>
/// The envelope sender of one letter, so that a report about it names the letter by the address it comes to:
/// <c>bounces+2s.abcdefghijklmnop@registry.example</c>.
/// </summary>
public static class VerpAddress
{
    /// <summary>RFC 5321: what may stand before "@".</summary>
    private const int MostLocal = 64;

    /// <param name="bouncesMailbox">Where reports are read, "bounces@registry.example".</param>
    /// <exception cref="ArgumentException">The mailbox is no address or its name too long, or the secret does not fit.</exception>
    public static string Make(string bouncesMailbox, long letterId, string secret)
    {
        var at = bouncesMailbox.LastIndexOf('@');
        if (at <= 0 || at == bouncesMailbox.Length - 1)
            throw new ArgumentException("The mailbox of reports is no address.", nameof(bouncesMailbox));
        var local = $"{bouncesMailbox[..at]}+{LetterMark.Make(letterId, secret)}";
        return local.Length <= MostLocal ? local + bouncesMailbox[at..] : throw new ArgumentException("The mailbox of reports has too long a name.", nameof(bouncesMailbox));
    }

    /// <summary>What such an address says; null for any other text. Whether it is true is the caller's to compare.</summary>
    public static (long LetterId, string Secret)? Parse(string? text)
    {
        if (text is null)
            return null;
        var at = text.LastIndexOf('@');
        var plus = at < 0 ? -1 : text.LastIndexOf('+', at);
        return plus < 0 ? null : LetterMark.Parse(text.AsSpan(plus + 1, at - plus - 1));
    }
}
