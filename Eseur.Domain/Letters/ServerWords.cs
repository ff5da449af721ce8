using System.Text.RegularExpressions;

namespace Eseur.Domain.Letters;

internal static partial class ServerWords
{
    private const string Unnamed = "Причина не названа.";

    /// <summary>A server's words for keeping: one line, without addresses, whosever they are.</summary>
    public static string Clean(string? words)
    {
        if (string.IsNullOrWhiteSpace(words))
            return Unnamed;
        var line = Blanks().Replace(Addresses().Replace(words, "…"), " ").Trim();
        return line.Length <= Letter.ReasonLength ? line : line[..(Letter.ReasonLength - 1)] + "…";
    }

    [GeneratedRegex("""<?[^\s<>(),;:"\[\]]+@[^\s<>(),;:"]+>?""", RegexOptions.NonBacktracking)]
    private static partial Regex Addresses();

    [GeneratedRegex("""[\s\p{C}]+""", RegexOptions.NonBacktracking)]
    private static partial Regex Blanks();
}
