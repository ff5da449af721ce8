using System.Text.RegularExpressions;

namespace Eseur.Admin.Shared.Mail.Reports;

public enum ReportKind
{
    /// <summary>A letter somebody or something else wrote; a returned letter without a machine's account of it is one too.</summary>
    NotAReport,

    /// <summary>A holiday's answer or a receipt: written by a machine, says nothing of delivery.</summary>
    AutomaticAnswer,

    /// <summary>Has a delivery status of at least one recipient.</summary>
    Delivery,
}

public enum DeliveryAction { Failed, Delayed, Delivered, Relayed, Expanded }

/// <summary>What became of a letter for one recipient.</summary>
/// <param name="FinalRecipient">As the reporting server knows it: behind a forwarding not the address that was written to.</param>
/// <param name="OriginalRecipient">The address that was written to, where the server kept it.</param>
/// <param name="Status">Of RFC 3463, the most exact the server gave: "5.1.1"; null where it gave none.</param>
/// <param name="Diagnostic">The words of the server that refused.</param>
/// <param name="RemoteMta">That server.</param>
public sealed record RecipientReport(string? FinalRecipient, string? OriginalRecipient, DeliveryAction Action, string? Status, string? Diagnostic, string? RemoteMta);

/// <summary>A report of delivery (RFC 3464), or another letter that came in its place.</summary>
/// <param name="CameTo">Addresses it was sent to: one of them is the envelope sender of the letter it tells of.</param>
/// <param name="EnvelopeId">What the letter was sent with as ENVID.</param>
/// <param name="MessageId">Of the letter it tells of, without its brackets.</param>
public sealed partial record DeliveryReport(ReportKind Kind, IReadOnlyList<string> CameTo, string? ReportingMta, string? EnvelopeId, IReadOnlyList<RecipientReport> Recipients, string? MessageId)
{
    private const int MostRecipients = 1000;
    private const int MostAddresses = 100;

    /// <summary>Fields that say whom it came to, the most exact first.</summary>
    private static readonly string[] Receivers = ["Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To", "To"];

    /// <summary>Null: these bytes cannot be read as a message.</summary>
    public static DeliveryReport? Read(ReadOnlyMemory<byte> bytes) => MimePart.Read(bytes) is { } message ? Of(message) : null;

    public static DeliveryReport Of(MimePart message)
    {
        var to = Receivers.SelectMany(message.Headers.All).SelectMany(AddressesIn).Take(MostAddresses).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        var groups = StatusOf(message) is { } status ? Groups(status.Content) : [];
        var recipients = groups.Select(Recipient).OfType<RecipientReport>().Take(MostRecipients).ToList();
        if (recipients.Count == 0)
            return new DeliveryReport(IsAutomatic(message) ? ReportKind.AutomaticAnswer : ReportKind.NotAReport, to, null, null, [], null);
        return new DeliveryReport(ReportKind.Delivery, to, Typed(First("Reporting-MTA")), First("Original-Envelope-Id"), recipients, ReturnedLetter.IdOf(ReturnedLetter.HeadersOf(message)));

        string? First(string name) => groups.Select(g => g[name]).FirstOrDefault(v => v is not null);
    }

    internal static IEnumerable<string> AddressesIn(string value) => Addresses().Matches(value).Select(m => m.Value);

    private static MimePart? StatusOf(MimePart message) => message.All()
        .FirstOrDefault(p => p.Type == "multipart/report" && (p.Parameter("report-type") ?? "delivery-status").Equals("delivery-status", StringComparison.OrdinalIgnoreCase))?
        .Parts.FirstOrDefault(p => p.Type is "message/delivery-status" or "message/global-delivery-status");

    private static List<MimeHeaders> Groups(ReadOnlyMemory<byte> status)
    {
        var groups = new List<MimeHeaders>();
        while (!status.IsEmpty && groups.Count <= MostRecipients)
        {
            var group = MimeHeaders.Read(status.Span, out var length);
            if (!group.IsEmpty)
                groups.Add(group);
            status = status[length..];
        }
        return groups;
    }

    private static RecipientReport? Recipient(MimeHeaders group)
    {
        if (ActionOf(group["Action"]) is not { } action)
            return null;
        var diagnostic = Typed(group["Diagnostic-Code"]);
        return new RecipientReport(Typed(group["Final-Recipient"]), Typed(group["Original-Recipient"]), action, StatusOf(group["Status"], diagnostic), diagnostic, Typed(group["Remote-MTA"]));
    }

    private static DeliveryAction? ActionOf(string? value) => value?.Split(' ', '\t', '(', ';')[0].ToLowerInvariant() switch
    {
        "failed" => DeliveryAction.Failed,
        "delayed" => DeliveryAction.Delayed,
        "delivered" => DeliveryAction.Delivered,
        "relayed" => DeliveryAction.Relayed,
        "expanded" => DeliveryAction.Expanded,
        _ => null,
    };

    /// <summary>Servers that only say "5.0.0" often quote the exact status in the words of the one that refused.</summary>
    private static string? StatusOf(string? status, string? diagnostic)
    {
        var said = status is null ? null : Found(status);
        if (said is not null && !said.EndsWith(".0.0", StringComparison.Ordinal))
            return said;
        var quoted = diagnostic is null ? null : Found(diagnostic);
        return quoted is not null && (said is null || quoted[0] == said[0]) ? quoted : said;

        // Four such numbers are an address of a server, not a status.
        static string? Found(string text) => StatusCodes().Matches(text).FirstOrDefault(m => text.ElementAtOrDefault(m.Index - 1) is not '.' && text.ElementAtOrDefault(m.Index + m.Length) is not '.')?.Value;
    }

    /// <summary>The value after its kind: "rfc822; anna@example.org".</summary>
    private static string? Typed(string? value)
    {
        if (value is null)
            return null;
        var semicolon = value.IndexOf(';', StringComparison.Ordinal);
        var text = semicolon is < 0 or > 30 ? value : value[(semicolon + 1)..];
        return text.Trim().Trim('<', '>') is { Length: > 0 } kept ? kept : null;
    }

    private static bool IsAutomatic(MimePart message)
    {
        var headers = message.Headers;
        return headers["Auto-Submitted"]?.StartsWith("no", StringComparison.OrdinalIgnoreCase) == false
            || headers["X-Autoreply"] is not null || headers["X-Autorespond"] is not null
            || headers["Precedence"]?.Equals("auto_reply", StringComparison.OrdinalIgnoreCase) == true
            || "disposition-notification".Equals(message.Parameter("report-type"), StringComparison.OrdinalIgnoreCase);
    }

    [GeneratedRegex("""[^\s<>(),;:"@\[\]]{1,128}@[^\s<>(),;:"@]{1,255}""", RegexOptions.NonBacktracking)]
    private static partial Regex Addresses();

    [GeneratedRegex("""\b[245]\.[0-9]{1,3}\.[0-9]{1,3}\b""", RegexOptions.NonBacktracking)]
    private static partial Regex StatusCodes();
}
