using System.Text;

namespace Eseur.Admin.Features.Letters.Writing;

/// <summary>What stands in one recipient's letter in the place of a field.</summary>
/// <param name="Words">Shown as they are, never read as Markdown or HTML.</param>
/// <param name="Address">Where the words lead; null where they lead nowhere.</param>
/// <param name="Lines">Of a list: one line each; null for what is no list.</param>
public sealed record LetterValue(string Words, string? Address = null, IReadOnlyList<LetterValue>? Lines = null)
{
    /// <summary>In one line, and without signs that would turn the direction of what follows.</summary>
    public string Words { get; } = Clean(Words);

    private static string Clean(string words)
    {
        foreach (var c in words)
        {
            if (IsBreak(c) || IsTurn(c))
                return Rewrite(words);
        }
        return words;
    }

    private static string Rewrite(string words)
    {
        var result = new StringBuilder(words.Length);
        foreach (var c in words)
        {
            if (!IsBreak(c) && !IsTurn(c))
                result.Append(c);
            else if (IsBreak(c) && result.Length > 0 && result[^1] != ' ')
                result.Append(' ');
        }
        return result.ToString().TrimEnd();
    }

    private static bool IsBreak(char c) => char.IsControl(c) || c is '\u2028' or '\u2029';

    private static bool IsTurn(char c) => c is (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069');
}
