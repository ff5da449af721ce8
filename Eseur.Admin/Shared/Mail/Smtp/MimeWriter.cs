using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Eseur.Admin.Shared.Mail.Smtp;

/// <summary>Writes a letter as RFC 5322 and MIME, seven bits wide (but for an address that only SMTPUTF8 carries).</summary>
internal static partial class MimeWriter
{
    /// <exception cref="ArgumentException">The Message-ID or an address is none.</exception>
    public static void Write(MimeBuffer to, OutgoingMail mail, DateTimeOffset date)
    {
        if (!MessageId().IsMatch(mail.MessageId))
            throw new ArgumentException("Not a Message-ID.", nameof(mail));
        Header(to, "From", mail.From);
        Header(to, "To", mail.To);
        Header(to, "Subject", mail.Subject);
        Header(to, "Date", date.UtcDateTime.ToString("ddd, dd MMM yyyy HH:mm:ss '+0000'", CultureInfo.InvariantCulture));
        Line(to, "Message-ID: <", mail.MessageId, ">");
        foreach (var header in mail.Headers)
            Header(to, header.Name, header.Value);
        Line(to, "MIME-Version: 1.0");
        // Neither base64 nor a header's name begins with "=_": no part can hold its own boundary.
        var mark = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(mail.MessageId)).AsSpan(0, 12));
        if (mail.Attachments.Count == 0)
            Bodies(to, mail, $"=_a_{mark}");
        else
            BodiesAndFiles(to, mail, mark);
    }

    private static void BodiesAndFiles(MimeBuffer to, OutgoingMail mail, string mark)
    {
        var boundary = $"=_m_{mark}";
        Multipart(to, "mixed", boundary);
        Line(to, "--", boundary);
        Bodies(to, mail, $"=_a_{mark}");
        foreach (var file in mail.Attachments)
        {
            Line(to, "--", boundary);
            Line(to, "Content-Type: ", ContentType().IsMatch(file.ContentType) ? file.ContentType : "application/octet-stream");
            Line(to, "Content-Transfer-Encoding: base64");
            to.Text("Content-Disposition: attachment;");
            FileName(to, file.FileName);
            to.EndLine();
            to.Base64(file.Content.Span);
        }
        Line(to, "--", boundary, "--");
    }

    private static void Bodies(MimeBuffer to, OutgoingMail mail, string boundary)
    {
        Multipart(to, "alternative", boundary);
        Body(to, boundary, "plain", mail.Text);
        Body(to, boundary, "html", mail.Html);
        Line(to, "--", boundary, "--");
    }

    private static void Body(MimeBuffer to, string boundary, string kind, string text)
    {
        Line(to, "--", boundary);
        Line(to, "Content-Type: text/", kind, "; charset=utf-8");
        Line(to, "Content-Transfer-Encoding: base64");
        to.EndLine();
        using var lines = new MimeBuffer();
        lines.Lines(text);
        to.Base64(lines.Written.Span);
    }

    private static void Multipart(MimeBuffer to, string kind, string boundary)
    {
        Line(to, "Content-Type: multipart/", kind, ";");
        Line(to, " boundary=\"", boundary, "\"");
        to.EndLine();
    }

    private static void Header(MimeBuffer to, string name, Mailbox mailbox)
    {
        var address = SmtpAddress.Read(mailbox.Address)?.ToString() ?? throw new ArgumentException($"{name} is no address.", nameof(mailbox));
        to.Text(name);
        to.Raw(": "u8);
        if (!string.IsNullOrWhiteSpace(mailbox.Name))
        {
            if (IsPlain(mailbox.Name, "()<>[]:;@\\,.\""))
                to.Words(mailbox.Name);
            else
                to.EncodedWords(mailbox.Name);
            to.Space(address.Length + 2);
        }
        to.Raw("<"u8);
        to.Text(address);
        Line(to, ">");
    }

    private static void Header(MimeBuffer to, string name, string value)
    {
        to.Text(name);
        to.Raw(": "u8);
        if (IsPlain(value, ""))
            to.Words(value);
        else
            to.EncodedWords(value);
        to.EndLine();
    }

    /// <summary>Readers take it as it stands.</summary>
    private static bool IsPlain(string value, string special) =>
        !value.AsSpan().ContainsAnyExceptInRange(' ', '~') && !value.Contains("=?", StringComparison.Ordinal) && value.Trim(' ').Length == value.Length
        && value.AsSpan().IndexOfAny(special) < 0 && value.Split(' ').Max(w => w.Length) < 900;

    /// <summary>RFC 2231: numbered pieces, each whole characters.</summary>
    private static void FileName(MimeBuffer to, string name)
    {
        const int pieceLength = 54;
        var pieces = new List<string> { "utf-8''" };
        foreach (var rune in (name.Length == 0 ? "file" : name).EnumerateRunes())
        {
            var safe = Rune.IsControl(rune) || rune.Value is '/' or '\\' ? new Rune('_') : rune;
            var text = Uri.EscapeDataString(safe.ToString()).Replace("'", "%27", StringComparison.Ordinal).Replace("(", "%28", StringComparison.Ordinal).Replace(")", "%29", StringComparison.Ordinal).Replace("*", "%2A", StringComparison.Ordinal);
            if (pieces[^1].Length + text.Length > pieceLength)
                pieces.Add("");
            pieces[^1] += text;
        }
        foreach (var (i, piece) in pieces.Index())
        {
            to.Fold();
            to.Text(pieces.Count == 1 ? $"filename*={piece}" : $"filename*{i}*={piece}{(i < pieces.Count - 1 ? ";" : "")}");
        }
        to.EndLine();
    }

    private static void Line(MimeBuffer to, params ReadOnlySpan<string> texts)
    {
        foreach (var text in texts)
            to.Text(text);
        to.EndLine();
    }

    [GeneratedRegex(@"^[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,120}@[A-Za-z0-9.:\[\]-]{1,255}\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex MessageId();

    [GeneratedRegex(@"^[A-Za-z0-9!#$&^_.+-]{1,60}/[A-Za-z0-9!#$&^_.+-]{1,100}(; ?charset=[A-Za-z0-9_-]{1,40})?\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ContentType();
}
