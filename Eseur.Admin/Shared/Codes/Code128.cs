namespace Eseur.Admin.Shared.Codes;

/// <summary>Bar code of an even number of digits: Code 128 in its set C, two digits to a sign (ISO/IEC 15417).</summary>
public static class Code128
{
    private const int StartC = 105;
    private const int Stop = 106;

    // Widths of bar, space, bar, … of each sign, by its value.
    private static readonly string[] Widths =
        ("212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 112232 122132 122231 113222 123122 123221 223211 221132 "
        + "221231 213212 223112 312131 311222 321122 321221 312212 322112 322211 212123 212321 232121 111323 131123 131321 112313 132113 132311 211313 "
        + "231113 231311 112133 112331 132131 113123 113321 133121 313121 211331 231131 213113 213311 213131 311123 311321 331121 312113 312311 332111 "
        + "314111 221411 431111 111224 111422 121124 121421 141122 141221 112214 112412 122114 122411 142112 142211 241211 221114 413111 241112 134111 "
        + "111242 121142 121241 114212 124112 124211 411212 421112 421211 212141 214121 412121 111143 111341 131141 114113 114311 411113 411311 113141 "
        + "114131 311141 411131 211412 211214 211232 2331112").Split(' ');

    /// <summary>Widths in modules, bar first and space next by turns.</summary>
    /// <exception cref="ArgumentException">Not an even number of digits.</exception>
    public static IReadOnlyList<int> Encode(string digits)
    {
        if (digits.Length == 0 || digits.Length % 2 != 0 || !digits.All(char.IsAsciiDigit))
            throw new ArgumentException("Set C takes pairs of digits.", nameof(digits));
        List<int> signs = [StartC];
        for (var i = 0; i < digits.Length; i += 2)
            signs.Add(((digits[i] - '0') * 10) + digits[i + 1] - '0');
        signs.Add((StartC + signs.Skip(1).Select((sign, at) => sign * (at + 1)).Sum()) % 103);
        signs.Add(Stop);
        return [.. signs.SelectMany(s => Widths[s]).Select(w => w - '0')];
    }
}
