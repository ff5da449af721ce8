namespace Eseur.Admin.Shared.Mail.Reports;

/// <summary>
/// The envelope sender of one letter, so that a report about it names the letter by the address it comes to:
/// <c>bounces+2s.abcdefghijklmnop@registry.example</c>. Everything in it survives servers that write addresses in small letters.
/// </summary>
public static class VerpAddress
{
    private const string Digits = "0123456789abcdefghijklmnopqrstuvwxyz";

    /// <summary>RFC 5321: what may stand before "@".</summary>
    private const int MostLocal = 64;

    private const int MostSecret = 32;

    /// <param name="bouncesMailbox">Where reports are read, "bounces@registry.example".</param>
    /// <param name="secret">Letters a to z and digits, 32 at most.</param>
    /// <exception cref="ArgumentException">The mailbox is no address or its name too long, or the secret has other characters.</exception>
    public static string Make(string bouncesMailbox, long letterId, string secret)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(letterId);
        var at = bouncesMailbox.LastIndexOf('@');
        if (at <= 0 || at == bouncesMailbox.Length - 1)
            throw new ArgumentException("The mailbox of reports is no address.", nameof(bouncesMailbox));
        if (secret.Length is 0 or > MostSecret || !secret.All(char.IsAsciiLetterOrDigit))
            throw new ArgumentException("The secret does not fit into an address.", nameof(secret));
        var local = $"{bouncesMailbox[..at]}+{Base36(letterId)}.{secret.ToLowerInvariant()}";
        return local.Length <= MostLocal ? local + bouncesMailbox[at..] : throw new ArgumentException("The mailbox of reports has too long a name.", nameof(bouncesMailbox));
    }

    /// <summary>What such an address says, in small letters; null for any other text. Whether it is true is the caller's to compare.</summary>
    public static (long LetterId, string Secret)? Parse(string? text)
    {
        if (text is null)
            return null;
        var at = text.LastIndexOf('@');
        var plus = at < 0 ? -1 : text.LastIndexOf('+', at);
        if (plus < 0 || text.AsSpan(plus + 1, at - plus - 1) is not { Length: <= MostLocal } said)
            return null;
        var dot = said.IndexOf('.');
        if (dot <= 0 || Number(said[..dot]) is not { } id)
            return null;
        var secret = said[(dot + 1)..].ToString().ToLowerInvariant();
        return secret.Length is > 0 and <= MostSecret && secret.All(char.IsAsciiLetterOrDigit) ? (id, secret) : null;
    }

    private static string Base36(long number)
    {
        Span<char> digits = stackalloc char[13];
        var first = digits.Length;
        do
        {
            digits[--first] = Digits[(int)(number % 36)];
            number /= 36;
        }
        while (number > 0);
        return digits[first..].ToString();
    }

    private static long? Number(ReadOnlySpan<char> digits)
    {
        // One number, one spelling.
        if (digits is ['0', _, ..])
            return null;
        long number = 0;
        foreach (var digit in digits)
        {
            var value = Digits.IndexOf(char.ToLowerInvariant(digit), StringComparison.Ordinal);
            if (value < 0 || number > (long.MaxValue - value) / 36)
                return null;
            number = number * 36 + value;
        }
        return number;
    }
}
