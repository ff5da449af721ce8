using System.Globalization;

namespace Eseur.Admin.Shared.Csv;

/// <summary>
/// Formula injection (OWASP ASVS 1.2.10): a CSV has no types, so a cell that a spreadsheet would compute gets an apostrophe
/// before it. Apostrophes that stand before such a text already count as part of it: taking one away always gives the text back.
/// </summary>
internal static class CsvGuard
{
    // The wide forms are computed too where Excel speaks Japanese or Chinese.
    private const string Computed = "=+-@＝＋－＠";

    public static bool Needs(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty || char.IsLetterOrDigit(text[0])) return false;
        var bare = text.TrimStart('\'');
        if (bare.IsEmpty) return false;
        if (char.IsControl(bare[0])) return true;
        while (!bare.IsEmpty && IsUnseen(bare[0])) bare = bare[1..];
        return !bare.IsEmpty && Computed.Contains(bare[0], StringComparison.Ordinal) && !IsNegativeNumber(text);
    }

    // Spreadsheets drop these before they look for a formula.
    private static bool IsUnseen(char character) =>
        char.IsWhiteSpace(character) || char.IsControl(character) || char.GetUnicodeCategory(character) == UnicodeCategory.Format;

    /// <summary>-5 and -0,5 compute to themselves.</summary>
    private static bool IsNegativeNumber(ReadOnlySpan<char> text)
    {
        if (text is not ['-', _, ..] || !char.IsAsciiDigit(text[1]) || !char.IsAsciiDigit(text[^1])) return false;
        var rest = text[1..].TrimStart("0123456789");
        return rest.IsEmpty || (rest[0] is ',' or '.' && !rest[1..].ContainsAnyExceptInRange('0', '9'));
    }
}
