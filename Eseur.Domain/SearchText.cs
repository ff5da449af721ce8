using System.Globalization;
using System.Text;

namespace Eseur.Domain;

/// <summary>
/// The form of a name that searches compare: upper case, ё as е, everything but letters and digits as one space,
/// without the invisible signs, such as soft hyphens, that come along with copied text.
/// Databases differ in what they know of Cyrillic; this is made in one place for all of them.
/// </summary>
public static class SearchText
{
    public static string Of(string? text)
    {
        var result = new StringBuilder(text?.Length ?? 0);
        foreach (var c in Composed(text ?? ""))
        {
            if (char.GetUnicodeCategory(c) == UnicodeCategory.Format)
                continue;
            if (char.IsLetterOrDigit(c))
                result.Append(char.ToUpperInvariant(c) is var u && u == 'Ё' ? 'Е' : u);
            else if (result.Length > 0 && result[^1] != ' ')
                result.Append(' ');
        }
        return result.ToString().TrimEnd();
    }

    /// <summary>«й» copied from some documents is two characters. A broken pair cannot be composed and is no letter anyway.</summary>
    private static string Composed(string text) =>
        text.AsSpan().ContainsAnyInRange('\u0300', '\u036f') ? string.Concat(text.EnumerateRunes()).Normalize() : text;

    /// <summary>The words of a query, each to be found anywhere in the searched text.</summary>
    public static string[] Words(string? query) => Of(query).Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
