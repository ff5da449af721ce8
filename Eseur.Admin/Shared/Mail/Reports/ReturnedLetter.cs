namespace Eseur.Admin.Shared.Mail.Reports;

/// <summary>The letter, or its head, that a report has with it.</summary>
internal static class ReturnedLetter
{
    private const int LongestId = 998;

    public static MimeHeaders? HeadersOf(MimePart report)
    {
        var returned = report.All().FirstOrDefault(p => p.Type is "message/rfc822" or "text/rfc822-headers" or "message/rfc822-headers" or "message/global" or "message/global-headers");
        // Some servers put an empty line before what they return.
        return returned is null ? null : MimeHeaders.Read(returned.Content.Span.TrimStart("\r\n"u8), out _);
    }

    /// <summary>Without its brackets.</summary>
    public static string? IdOf(MimeHeaders? returned) => returned?["Message-ID"] is { } id && id.Trim().Trim('<', '>') is { Length: > 0 and <= LongestId } bare ? bare : null;
}
