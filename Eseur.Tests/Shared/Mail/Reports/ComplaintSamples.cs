using System.Text;

namespace Eseur.Tests.Shared.Mail.Reports;

/// <summary>Complaints in the shapes that providers pass them on in; addresses, numbers and words are made up.</summary>
internal static class ComplaintSamples
{
    public const string Verp = ReportSamples.Verp;
    public const string MessageId = "0f8fad5bd9cb469fa16570867728950e@registry.example";
    public const string Recipient = "anna@school.example";
    public const string Link = "https://registry.example/unsubscribe/2s.abcdefghijklmnop";

    /// <summary>By the name of who writes so: everything is left in, only the head with the link, only the head without the recipient's link.</summary>
    public static readonly IReadOnlyDictionary<string, byte[]> Abuse = new Dictionary<string, byte[]>(StringComparer.Ordinal)
    {
        ["Yahoo"] = ReportSamples.Bytes($"""
            Received: from cfl.mail.yahoo.example by mail.registry.example; Sun, 22 Nov 2026 05:00:01 +0000
            From: Yahoo! Mail AntiSpam Feedback <feedback@arf.mail.yahoo.example>
            To: complaints@registry.example
            Subject: FW: =?utf-8?B?0J3QvtCy0L7RgdGC0Lg=?=
            MIME-Version: 1.0
            Content-Type: multipart/report; report-type=feedback-report;
             boundary="_----0123456789abcdef===_37/20-12345"

            --_----0123456789abcdef===_37/20-12345
            Content-Type: text/plain; charset=US-ASCII
            Content-Disposition: inline

            This is an email abuse report for an email message received from registry.example.

            --_----0123456789abcdef===_37/20-12345
            Content-Type: message/feedback-report
            Content-Disposition: inline

            Feedback-Type: abuse
            User-Agent: Yahoo!-Mail-Feedback/2.0
            Version: 0.1
            Original-Mail-From: <{Verp}>
            Original-Rcpt-To: {Recipient}
            Received-Date: Sun, 22 Nov 2026 04:00:00 PST
            Reported-Domain: registry.example
            Authentication-Results: mta.yahoo.example from=registry.example; domainkeys=neutral (no sig); dkim=pass (ok)

            --_----0123456789abcdef===_37/20-12345
            Content-Type: message/rfc822
            Content-Disposition: inline

            X-Apparently-To: {Recipient}; Sun, 22 Nov 2026 04:00:00 +0000
            Return-Path: <{Verp}>
            Message-ID: <{MessageId}>
            To: {Recipient}
            List-Unsubscribe: <{Link}>
            List-Unsubscribe-Post: List-Unsubscribe=One-Click
            Content-Type: text/plain; charset=utf-8

            Здравствуйте!

            --_----0123456789abcdef===_37/20-12345--
            """),
        ["Mail.ru"] = ReportSamples.Bytes($"""
            Return-path: <>
            From: fbl@corp.mail.example
            To: complaints@registry.example
            Subject: =?utf-8?B?0JbQsNC70L7QsdCw?=
            Auto-Submitted: auto-generated
            MIME-Version: 1.0
            Content-Type: multipart/report; boundary*0="part-one-"; boundary*1="part-two"; report-type="feedback-report"

            --part-one-part-two
            Content-Type: text/plain; charset=koi8-r
            Content-Transfer-Encoding: quoted-printable

            =E1=C2=D5=DA
            --part-one-part-two
            Content-Type: message/feedback-report

            Feedback-Type: abuse
            User-Agent: MailRuFBL/1.0
            Version: 1
            Original-Rcpt-To: redacted
            --part-one-part-two
            Content-Type: text/rfc822-headers
            Content-Transfer-Encoding: base64

            {Convert.ToBase64String(Encoding.UTF8.GetBytes($"Message-ID: <{MessageId}>\r\nList-Unsubscribe: <mailto:stop@registry.example>,\r\n <{Link}>\r\nSubject: =?utf-8?B?0J3QvtCy0L7RgdGC0Lg=?=\r\n"))}
            --part-one-part-two--
            """),
        ["Yandex"] = ReportSamples.Bytes($"""
            Received: from fbl1.mail.yandex.example by mail.registry.example with ESMTP; Sun, 22 Nov 2026 08:00:02 +0300
            From: fbl@yandex.example
            To: complaints@registry.example
            Subject: complaint about message
            MIME-Version: 1.0
            Content-Type: multipart/mixed; boundary=outer

            --outer
            Content-Type: multipart/report; report-type=Feedback-Report; boundary="=_a1b2c3_=="

            --=_a1b2c3_==
            Content-Type: text/plain; charset="utf-8"
            Content-Transfer-Encoding: base64

            0J/QuNGB0YzQvNC+INC90LUg0LTQvtGB0YLQsNCy0LvQtdC90L4=
            --=_a1b2c3_==
            Content-Type: Message/Feedback-Report

            FEEDBACK-TYPE: Abuse (spam button)
            USER-AGENT: Yandex/1.0
            VERSION: 1

            --=_a1b2c3_==
            Content-Type: message/rfc822

            MESSAGE-ID: <{MessageId}>
            To: =?utf-8?B?0JDQvdC90LA=?= <{Recipient.ToUpperInvariant()}>
            Subject: =?utf-8?B?0J3QvtCy0L7RgdGC0Lg=?=

            text
            --=_a1b2c3_==--
            --outer--
            """),
    };

    public static byte[] Of(string type, string senders = "", string returned = "") => ReportSamples.Bytes($"""
        From: fbl@provider.example
        To: complaints@registry.example
        Content-Type: multipart/report; report-type=feedback-report; boundary=b

        --b
        Content-Type: message/feedback-report

        Feedback-Type: {type}
        User-Agent: Test/1
        Version: 1
        {senders}

        --b
        Content-Type: text/rfc822-headers

        Subject: x
        {returned}

        --b--
        """);
}
