namespace Eseur.Admin.Shared.Mail;

/// <summary>
/// A letter's number and secret as links and addresses carry them: <c>2s.abcdefghijklmnop</c>. Everything in it survives
/// servers that write addresses in small letters.
/// </summary>
public static class LetterMark
{
    public const int Longest = 64;

    private const string Digits = "0123456789abcdefghijklmnopqrstuvwxyz";
    private const int MostSecret = 32;

    /// <param name="secret">Letters a to z and digits, 32 at most.</param>
    /// <exception cref="ArgumentException">The secret has other characters.</exception>
    public static string Make(long letterId, string secret)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(letterId);
        return IsSecret(secret) ? $"{Base36(letterId)}.{secret.ToLowerInvariant()}" : throw new ArgumentException("The secret does not fit into an address.", nameof(secret));
    }

    /// <summary>In small letters; null for any other text. Whether it is true is the caller's to compare.</summary>
    public static (long LetterId, string Secret)? Parse(ReadOnlySpan<char> text)
    {
        var dot = text.IndexOf('.');
        if (text.Length > Longest || dot <= 0 || Number(text[..dot]) is not { } id)
            return null;
        var secret = text[(dot + 1)..].ToString().ToLowerInvariant();
        return IsSecret(secret) ? (id, secret) : null;
    }

    private static bool IsSecret(string text) => text.Length is > 0 and <= MostSecret && text.All(char.IsAsciiLetterOrDigit);

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
            number = (number * 36) + value;
        }
        return number;
    }
}
