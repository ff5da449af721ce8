using System.Globalization;

namespace Eseur.Domain.Members;

/// <summary>How a ticket's number is read and written. Its inner structure is not published, so no check digit is asked for.</summary>
public static class TicketNumber
{
    public const int Digits = 16;

    /// <summary>Sixteen digits with any spaces or hyphens between; null for anything else.</summary>
    public static long? Parse(string? text)
    {
        var digits = string.Concat((text ?? "").Where(c => c is not (' ' or '-' or '\u00a0' or '\u202f')));
        return digits.Length == Digits && digits.All(char.IsAsciiDigit) ? long.Parse(digits, CultureInfo.InvariantCulture) : null;
    }

    /// <summary>"1234 5678 9012 3456".</summary>
    public static string Format(long number)
    {
        var digits = number.ToString("D16", CultureInfo.InvariantCulture);
        return $"{digits[..4]} {digits[4..8]} {digits[8..12]} {digits[12..]}";
    }
}
