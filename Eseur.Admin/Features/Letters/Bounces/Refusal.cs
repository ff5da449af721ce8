using System.Globalization;
using Eseur.Domain.Letters;

namespace Eseur.Admin.Features.Letters;

/// <summary>What a server said when it refused a letter.</summary>
internal static class Refusal
{
    /// <summary>How servers say that there is no such mailbox, where their numbers say only "no", or something else.</summary>
    private static readonly string[] NobodyThere =
    [
        "user unknown", "unknown user", "no such user", "user not found", "no such recipient", "recipient not found", "recipientnotfound", "unknown recipient",
        "recipient unknown", "invalid recipient", "no such mailbox", "mailbox not found", "invalid mailbox", "mailbox does not exist", "account does not exist",
        "account that you tried to reach does not exist", "user does not exist", "address does not exist", "no mailbox here", "нет такого",
    ];

    /// <summary>A plain "no" with such words is about us or our letter, whatever stands before them.</summary>
    private static readonly string[] AboutUs = ["sender", "relay", "spam", "block", "blacklist", "policy", "quota", "too many"];

    /// <param name="status">"5.1.1", or the three digits of SMTP.</param>
    /// <param name="words">The server's own.</param>
    public static DeliveryVerdict VerdictOf(string? status, string? words)
    {
        var exact = status?.Contains('.', StringComparison.Ordinal) == true ? status : null;
        var code = exact is null && int.TryParse(status, NumberStyles.None, CultureInfo.InvariantCulture, out var digits) ? digits : (int?)null;
        if (status?.FirstOrDefault() != '5')
            return DeliveryVerdicts.Of(exact, code);
        if (Says(AboutUs))
            return exact is null || exact.EndsWith(".0.0", StringComparison.Ordinal) ? DeliveryVerdict.Refused : DeliveryVerdicts.Of(exact, code);
        return Says(NobodyThere) ? DeliveryVerdict.AddressDead : DeliveryVerdicts.Of(exact, code);

        bool Says(string[] any) => words is not null && any.Any(w => words.Contains(w, StringComparison.OrdinalIgnoreCase));
    }
}
