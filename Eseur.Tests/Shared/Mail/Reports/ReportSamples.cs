using System.Text;

namespace Eseur.Tests.Shared.Mail.Reports;

/// <summary>Reports in the shapes that servers write them in; addresses, numbers and words are made up.</summary>
internal static class ReportSamples
{
    public const string Verp = "bounces+2s.abcdefghijklmnop@registry.example";
    public const string MessageId = "0f8fad5b-d9cb-469f-a165-70867728950e@registry.example";

    /// <summary>By the name of who writes so.</summary>
    public static readonly IReadOnlyDictionary<string, byte[]> Failed = new Dictionary<string, byte[]>(StringComparer.Ordinal)
    {
        ["Postfix"] = Bytes($"""
            Return-Path: <>
            X-Original-To: {Verp}
            Delivered-To: bounces@registry.example
            Received: by mail.registry.example (Postfix)
            	id 4AbCd1234Z; Sun, 22 Nov 2026 08:00:01 +0300 (MSK)
            Date: Sun, 22 Nov 2026 08:00:01 +0300 (MSK)
            From: MAILER-DAEMON@mail.registry.example (Mail Delivery System)
            Subject: Undelivered Mail Returned to Sender
            To: {Verp}
            Auto-Submitted: auto-replied
            MIME-Version: 1.0
            Content-Type: multipart/report; report-type=delivery-status;
            	boundary="4AbCd1234Y.1795323601/mail.registry.example"

            This is a MIME-encapsulated message.

            --4AbCd1234Y.1795323601/mail.registry.example
            Content-Description: Notification
            Content-Type: text/plain; charset=us-ascii

            The message could not be delivered.

            --4AbCd1234Y.1795323601/mail.registry.example
            Content-Description: Delivery report
            Content-Type: message/delivery-status

            Reporting-MTA: dns; mail.registry.example
            Original-Envelope-Id: letter-100
            X-Postfix-Queue-ID: 4AbCd1234Y
            X-Postfix-Sender: rfc822; {Verp}
            Arrival-Date: Sun, 22 Nov 2026 08:00:00 +0300 (MSK)

            Final-Recipient: rfc822; anna@school.example
            Original-Recipient: rfc822;anna@school.example
            Action: failed
            Status: 5.1.1
            Remote-MTA: dns; mx.school.example
            Diagnostic-Code: smtp; 550 5.1.1 <anna@school.example>: Recipient address
                rejected: User unknown in local recipient table

            --4AbCd1234Y.1795323601/mail.registry.example
            Content-Description: Undelivered Message Headers
            Content-Type: text/rfc822-headers

            Return-Path: <{Verp}>
            Message-ID: <{MessageId}>
            Subject: =?utf-8?B?0J/QuNGB0YzQvNC+?=

            --4AbCd1234Y.1795323601/mail.registry.example--
            """),
        ["Exim"] = Bytes($"""
            Return-path: <>
            Envelope-to: {Verp}
            Received: from Debian-exim by mx.school.example with local (Exim 4.96)
             id 1rAbCd-0001Zz-2x for {Verp}; Sun, 22 Nov 2026 05:00:01 +0000
            X-Failed-Recipients: anna@school.example
            Auto-Submitted: auto-replied
            From: Mail Delivery System <Mailer-Daemon@mx.school.example>
            To: {Verp}
            Content-Type: multipart/report; report-type=delivery-status; boundary=1795323601-eximdsn-1804289383
            MIME-Version: 1.0
            Subject: Mail delivery failed: returning message to sender

            --1795323601-eximdsn-1804289383
            Content-type: text/plain; charset=us-ascii

            A message that you sent could not be delivered to one or more of its recipients.

            --1795323601-eximdsn-1804289383
            Content-type: message/delivery-status

            Reporting-MTA: dns; mx.school.example

            Action: failed
            Final-Recipient: rfc822;anna@school.example
            Status: 5.0.0
            Remote-MTA: dns; mail.inside.school.example
            Diagnostic-Code: smtp; 550-5.1.1 [203.0.113.5] The e-mail account that you tried to reach is not here.

            --1795323601-eximdsn-1804289383
            Content-type: message/rfc822

            Return-path: <{Verp}>
            From: =?utf-8?B?0KDQtdC10YHRgtGA?= <registry@registry.example>
            Message-ID: <{MessageId}>

            Words of the letter.

            --1795323601-eximdsn-1804289383--
            """),
        ["Exchange"] = Bytes($"""
            From: <postmaster@school.example>
            To: <{Verp}>
            Date: Sun, 22 Nov 2026 08:00:01 +0300
            Content-Type: multipart/report; report-type=delivery-status;
            	boundary="8f1c2f3e-5a4b-4d7e-9c0a-1b2c3d4e5f60"
            X-MS-Exchange-Message-Is-Ndr:
            Message-ID: <ndr-1@school.example>
            Subject: Undeliverable: letter
            Auto-Submitted: auto-replied

            --8f1c2f3e-5a4b-4d7e-9c0a-1b2c3d4e5f60
            Content-Type: multipart/alternative; differences=Content-Type;
            	boundary="inner-8f1c2f3e"

            --inner-8f1c2f3e
            Content-Type: text/plain; charset="us-ascii"
            Content-Transfer-Encoding: quoted-printable

            Delivery has failed to these recipients or groups:=20

            --inner-8f1c2f3e
            Content-Type: text/html; charset="us-ascii"
            Content-Transfer-Encoding: base64

            PGh0bWw+PC9odG1sPg==

            --inner-8f1c2f3e--

            --8f1c2f3e-5a4b-4d7e-9c0a-1b2c3d4e5f60
            Content-Type: message/delivery-status

            Reporting-MTA: dns;EXCH01.school.example
            Received-From-MTA: dns;mail.registry.example
            Arrival-Date: Sun, 22 Nov 2026 05:00:00 +0000

            Original-Recipient: rfc822;anna@school.example
            Final-Recipient: rfc822;anna@school.example
            Action: failed
            Status: 5.1.10
            Diagnostic-Code: smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup

            --8f1c2f3e-5a4b-4d7e-9c0a-1b2c3d4e5f60
            Content-Type: message/rfc822

            Received: from mail.registry.example (203.0.113.9) by EXCH01.school.example
            Message-ID: <{MessageId}>
            Subject: letter

            --8f1c2f3e-5a4b-4d7e-9c0a-1b2c3d4e5f60--
            """),
        ["Gmail"] = Bytes($"""
            Delivered-To: {Verp}
            Return-Path: <>
            Auto-Submitted: auto-replied
            Message-ID: <6559d1aa.df0a0220.1a2b3.0001.GMR@mx.google.example>
            Content-Type: multipart/report; boundary="0000000000001a2b3c060a0b0c0d"; report-type=delivery-status
            To: {Verp}
            From: Mail Delivery Subsystem <mailer-daemon@google.example>
            Subject: Delivery Status Notification (Failure)

            --0000000000001a2b3c060a0b0c0d
            Content-Type: multipart/related; boundary="0000000000001a2b43060a0b0c0f"

            --0000000000001a2b43060a0b0c0f
            Content-Type: multipart/alternative; boundary="0000000000001a2b4a060a0b0c10"

            --0000000000001a2b4a060a0b0c10
            Content-Type: text/plain; charset="UTF-8"
            Content-Transfer-Encoding: base64

            QWRyZXMgbmUgbmFpZGVu

            --0000000000001a2b4a060a0b0c10--
            --0000000000001a2b43060a0b0c0f--
            --0000000000001a2b3c060a0b0c0d
            Content-Type: message/delivery-status

            Reporting-MTA: dns; google.example
            Received-From-MTA: dns; registry@registry.example
            Arrival-Date: Sat, 21 Nov 2026 21:00:00 -0800 (PST)
            X-Original-Message-ID: <{MessageId}>

            Final-Recipient: rfc822; anna@school.example
            Action: failed
            Status: 5.1.1
            Remote-MTA: dns; gmail-smtp-in.l.google.example. (2001:db8::1a, the server for the domain school.example.)
            Diagnostic-Code: smtp; 550-5.1.1 The email account that you tried to reach does not exist. 550 5.1.1 https://support.google.example
            Last-Attempt-Date: Sat, 21 Nov 2026 21:00:01 -0800 (PST)

            --0000000000001a2b3c060a0b0c0d
            Content-Type: message/rfc822

            X-Received: by 2002:a17:90a with SMTP id a1; Sat, 21 Nov 2026 21:00:00 -0800 (PST)
            Return-Path: <{Verp}>
            Message-ID: <{MessageId}>

            ----- Message truncated -----

            --0000000000001a2b3c060a0b0c0d--
            """),
        ["Yandex"] = Bytes($"""
            Received: from forward500.mail.yandex.example by mxback.mail.yandex.example with LMTP;
            	Sun, 22 Nov 2026 08:00:02 +0300
            X-Yandex-Front: forward500.mail.yandex.example
            Return-Path: <>
            From: mailer-daemon@yandex.example
            To: {Verp.ToUpperInvariant()}
            Subject: =?utf-8?B?0J3QtdC00L7RgdGC0LDQstC70LXQvdC90L7QtSDRgdC+0L7QsdGJ0LXQvdC40LU=?=
            MIME-Version: 1.0
            Content-Type: multipart/report; report-type="delivery-status"; boundary="=_a1b2c3_=="
            Auto-Submitted: auto-replied

            --=_a1b2c3_==
            Content-Type: text/plain; charset="utf-8"
            Content-Transfer-Encoding: base64

            0J/QuNGB0YzQvNC+INC90LUg0LTQvtGB0YLQsNCy0LvQtdC90L4=
            --=_a1b2c3_==
            Content-Type: message/delivery-status

            Reporting-MTA: dns; forward500.mail.yandex.example
            X-Yandex-Queue-ID: A1B2C3D4E5
            X-Yandex-Sender: rfc822; {Verp}

            Final-Recipient: rfc822; anna@school.example
            Original-Recipient: rfc822;anna@school.example
            Action: failed
            Status: 5.1.1
            Remote-MTA: dns; mx.yandex.example
            Diagnostic-Code: smtp; 550 5.1.1 No such user!

            --=_a1b2c3_==
            Content-Type: message/rfc822

            Return-Path: {Verp}
            MESSAGE-ID: <{MessageId}>
            Subject: =?utf-8?B?0J/QuNGB0YzQvNC+?=

            --=_a1b2c3_==--
            """),
        ["Mail.ru"] = Bytes($"""
            X-Envelope-To: {Verp}
            Return-path: <>
            From: mailer-daemon@corp.mail.example
            To: {Verp}
            Subject: Mail failure.
            Auto-Submitted: auto-generated
            Content-Type: multipart/report; report-type=delivery-status;
             boundary*0="part-one-"; boundary*1="part-two"
            MIME-Version: 1.0

            --part-one-part-two
            Content-Type: text/plain; charset=koi8-r
            Content-Transfer-Encoding: quoted-printable

            =F0=C9=D3=D8=CD=CF =CE=C5 =C4=CF=D3=D4=C1=D7=CC=C5=CE=CF

            --part-one-part-two
            Content-Type: message/delivery-status
            Content-Transfer-Encoding: 7bit


            Reporting-MTA: dns; f500.i.mail.example


            Final-Recipient: rfc822;anna@school.example
            Action: failed (bad destination mailbox address)
            Status: 5.0.0 (undefined status)
            Remote-MTA: dns; mxs.mail.example
            Diagnostic-Code: smtp; 550 5.1.1 from 94.100.180.31: Message was not accepted -- invalid mailbox

            --part-one-part-two
            Content-Type: text/rfc822-headers

            Message-Id: {MessageId}
            From: registry@registry.example
            --part-one-part-two--
            """),
    };

    public static readonly byte[] Delayed = Bytes($"""
        From: MAILER-DAEMON@mail.registry.example (Mail Delivery System)
        Subject: Delayed Mail (still being retried)
        To: {Verp}
        Content-Type: multipart/report; report-type=delivery-status; boundary="b"

        --b
        Content-Type: message/delivery-status

        Reporting-MTA: dns; mail.registry.example

        Final-Recipient: rfc822; anna@school.example
        Action: delayed
        Status: 4.4.1
        Diagnostic-Code: X-Postfix; connect to mx.school.example[198.51.100.7]:25: Connection timed out
        Will-Retry-Until: Fri, 27 Nov 2026 08:00:00 +0300 (MSK)

        --b--
        """);

    /// <summary>The account of the message as a whole stands last, and one recipient's action is of no standard.</summary>
    public static readonly byte[] Several = Bytes($"""
        To: {Verp}
        Content-Type: multipart/report; boundary=b

        --b
        Content-Type: message/delivery-status
        Content-Transfer-Encoding: base64

        {Convert.ToBase64String(Encoding.ASCII.GetBytes("Final-Recipient: rfc822;a@one.example\nAction: failed\nStatus: 5.2.2\n\nFinal-Recipient: rfc822;b@two.example\nAction: RELAYED\nStatus: 2.0.0\n\nFinal-Recipient: rfc822;c@three.example\nAction: vanished\n\nAction: delivered\nFinal-Recipient: <d@four.example>\n\nReporting-MTA: dns; mx.example\n"))}
        --b--
        """);

    public static readonly byte[] Holiday = Bytes($"""
        From: Anna <anna@school.example>
        To: {Verp}
        Subject: Out of office
        Auto-Submitted: auto-replied (vacation)
        Content-Type: text/plain; charset=utf-8

        Back on Monday. Action: failed
        """);

    public static readonly byte[] ReadReceipt = Bytes($"""
        To: {Verp}
        Content-Type: multipart/report; report-type=disposition-notification; boundary=b

        --b
        Content-Type: message/disposition-notification

        Final-Recipient: rfc822; anna@school.example
        Disposition: manual-action/MDN-sent-manually; displayed

        --b--
        """);

    public static readonly byte[] PlainBounce = Bytes($"""
        From: MAILER-DAEMON@old.example
        To: {Verp}
        Subject: failure notice

        Hi. This is the program at old.example. anna@school.example: user unknown (#5.1.1)
        """);

    /// <summary>Somebody passes on a report that came to them: what is attached is not this letter's own word.</summary>
    public static readonly byte[] PassedOn =
    [
        .. Bytes($"""
            From: somebody@school.example
            To: {Verp}
            Content-Type: multipart/mixed; boundary=outer

            --outer
            Content-Type: message/rfc822


            """),
        .. Failed["Postfix"],
        .. Bytes("\n--outer--\n"),
    ];

    /// <summary>A report of one recipient, as short as can be.</summary>
    public static byte[] Of(string to, string recipient, string action, string status, string diagnostic) => Bytes($"""
        From: MAILER-DAEMON@mx.example
        To: {to}
        Content-Type: multipart/report; report-type=delivery-status; boundary=b

        --b
        Content-Type: message/delivery-status

        Reporting-MTA: dns; mx.example

        Final-Recipient: rfc822; {recipient}
        Action: {action}
        Status: {status}
        Diagnostic-Code: smtp; {diagnostic}

        --b--
        """);

    public static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text.ReplaceLineEndings("\n"));

    public static byte[] WithCrLf(byte[] bytes) => Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(bytes).Replace("\n", "\r\n", StringComparison.Ordinal));
}
