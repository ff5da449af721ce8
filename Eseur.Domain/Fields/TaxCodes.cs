namespace Eseur.Domain.Fields;

/// <summary>Check digits of Russian registration codes. All take digits only and return whether the code holds.</summary>
public static class TaxCodes
{
    private static readonly int[] Weights = [3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8];

    /// <summary>ИНН of an organisation (10 digits) or a person (12); weights as published by the Federal Tax Service.</summary>
    public static bool IsInn(string digits) => digits.Length switch
    {
        10 => InnDigit(digits, 9) == digits[9] - '0',
        12 => InnDigit(digits, 10) == digits[10] - '0' && InnDigit(digits, 11) == digits[11] - '0',
        _ => false,
    };

    /// <summary>The check digit that stands after the first <paramref name="count"/> (9, 10 or 11) digits of an ИНН.</summary>
    public static int InnDigit(ReadOnlySpan<char> digits, int count)
    {
        var weights = Weights.AsSpan(Weights.Length - count);
        var sum = 0;
        for (var i = 0; i < count; i++)
            sum += weights[i] * (digits[i] - '0');
        return sum % 11 % 10;
    }

    /// <summary>ОГРН of a legal entity (13 digits) or an entrepreneur (15): the rest by 11 or 13, its last digit.</summary>
    public static bool IsOgrn(string digits) => digits.Length is 13 or 15
        && OgrnDigit(digits.AsSpan(0, digits.Length - 1)) == digits[^1] - '0';

    public static int OgrnDigit(ReadOnlySpan<char> digits) =>
        (int)(long.Parse(digits, System.Globalization.CultureInfo.InvariantCulture) % (digits.Length == 12 ? 11 : 13) % 10);
}
