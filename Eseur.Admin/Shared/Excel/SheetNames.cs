using System.Text;

namespace Eseur.Admin.Shared.Excel;

/// <summary>Gives sheets names that Excel accepts: 31 characters, none of []:*?/\, no apostrophe at an end, unique in any letter case.</summary>
internal sealed class SheetNames
{
    private const int Longest = 31;

    // Excel keeps the name History for itself.
    private readonly HashSet<string> taken = new(StringComparer.OrdinalIgnoreCase) { "History" };

    public string Next(string wanted)
    {
        var clean = Clean(wanted);
        var name = Cut(clean, Longest);
        for (var number = 2; !taken.Add(name); number++)
        {
            var tail = $" {number}";
            name = Cut(clean, Longest - tail.Length) + tail;
        }
        return name;
    }

    private static string Clean(string wanted)
    {
        var name = new StringBuilder();
        foreach (var rune in wanted.EnumerateRunes())
        {
            if (rune.Value is '[' or ']' or ':' or '*' or '?' or '/' or '\\') name.Append(' ');
            else if (!Rune.IsControl(rune) && rune.Value is not (0xFFFE or 0xFFFF)) name.Append(rune.ToString());
        }
        var text = name.ToString().Trim('\'', ' ');
        return text.Length == 0 ? "Лист" : text;
    }

    private static string Cut(string text, int length)
    {
        if (text.Length <= length) return text;
        if (char.IsHighSurrogate(text[length - 1])) length--;
        return text[..length].TrimEnd('\'', ' ');
    }
}
