namespace Eseur.Admin.Shared.Mail.Reports;

/// <summary>
/// What a provider of mailboxes passes on when somebody there presses "spam", or takes it back (RFC 5965). Providers differ in
/// what they leave in of the letter and its recipient.
/// </summary>
/// <param name="Type">In small letters: "abuse", "not-spam", "fraud" and others.</param>
/// <param name="Senders">Addresses that may be the envelope sender of the letter it is about.</param>
/// <param name="Recipients">Addresses that the letter may have gone to.</param>
/// <param name="MessageId">Of the letter, without its brackets.</param>
/// <param name="Unsubscribe">The letter's own List-Unsubscribe.</param>
public sealed record ComplaintReport(string Type, IReadOnlyList<string> Senders, IReadOnlyList<string> Recipients, string? MessageId, string? Unsubscribe)
{
    public const string Abuse = "abuse";
    public const string NotSpam = "not-spam";

    /// <summary>A complaint is about one letter; whoever lists more of them is searched no further.</summary>
    private const int MostAddresses = 10;

    /// <summary>Null: no complaint.</summary>
    public static ComplaintReport? Of(MimePart message)
    {
        var report = message.All().FirstOrDefault(p => p.Type == "multipart/report" && "feedback-report".Equals(p.Parameter("report-type"), StringComparison.OrdinalIgnoreCase));
        if (report?.Parts.FirstOrDefault(p => p.Type == "message/feedback-report") is not { } part)
            return null;
        var feedback = MimeHeaders.Read(part.Content.Span.TrimStart("\r\n"u8), out _);
        if (feedback["Feedback-Type"] is not { } type)
            return null;
        var returned = ReturnedLetter.HeadersOf(report);
        return new ComplaintReport(
            type.Split(' ', '\t', '(', ';')[0].ToLowerInvariant(),
            Addresses([.. feedback.All("Original-Mail-From"), .. feedback.All("Original-Rcpt-To"), .. returned?.All("Return-Path") ?? []]),
            Addresses([.. feedback.All("Original-Rcpt-To"), .. returned?.All("To") ?? []]),
            ReturnedLetter.IdOf(returned),
            returned?["List-Unsubscribe"]);
    }

    private static List<string> Addresses(IEnumerable<string> values) =>
        [.. values.SelectMany(DeliveryReport.AddressesIn).Distinct(StringComparer.OrdinalIgnoreCase).Take(MostAddresses)];
}
