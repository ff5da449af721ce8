using System.Globalization;
using System.Text.RegularExpressions;
using Eseur.Domain.Letters;

namespace Eseur.Admin.Features.Letters;

/// <summary>What a server said when it refused a letter.</summary>
internal static partial class Refusal
{
    private const string Unnamed = "Причина не названа.";

    /// <summary>How servers say that there is no such mailbox, where their numbers say only "no", or something else.</summary>
    private static readonly string[] NobodyThere =
    [
        "user unknown", "unknown user", "no such user", "user not found", "no such recipient", "recipient not found", "recipientnotfound", "unknown recipient",
        "recipient unknown", "invalid recipient", "no such mailbox", "mailbox not found", "invalid mailbox", "mailbox does not exist", "account does not exist",
        "account that you tried to reach does not exist", "user does not exist", "address does not exist", "no mailbox here", "нет такого",
    ];

    /// <param name="status">"5.1.1", or the three digits of SMTP.</param>
    /// <param name="words">The server's own.</param>
    public static DeliveryVerdict VerdictOf(string? status, string? words)
    {
        var exact = status?.Contains('.', StringComparison.Ordinal) == true ? status : null;
        var code = exact is null && int.TryParse(status, NumberStyles.None, CultureInfo.InvariantCulture, out var digits) ? digits : (int?)null;
        // What is said of the sender is not about this mailbox.
        if ((exact?[0] ?? status?.FirstOrDefault()) is '5' && words is not null && !words.Contains("sender", StringComparison.OrdinalIgnoreCase)
            && NobodyThere.Any(w => words.Contains(w, StringComparison.OrdinalIgnoreCase)))
            return DeliveryVerdict.AddressDead;
        return DeliveryVerdicts.Of(exact, code);
    }

    /// <summary>The server's words for keeping: one line, without addresses, whosever they are.</summary>
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
