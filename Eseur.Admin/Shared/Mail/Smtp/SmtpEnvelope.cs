using System.Globalization;
using System.Text;

namespace Eseur.Admin.Shared.Mail.Smtp;

/// <summary>Whose letter it is and for whom, as the server is told.</summary>
internal sealed record SmtpEnvelope(SmtpAddress? From, SmtpAddress To, string Id)
{
    /// <exception cref="SmtpRefusedException">No server, or not this one, would take it: the reply is our own.</exception>
    public static SmtpEnvelope Of(OutgoingMail mail, SmtpExtensions offered) => new(
        mail.EnvelopeFrom.Length == 0 ? null : Address(mail.EnvelopeFrom, SmtpStage.Sender, "5.1.7", offered),
        Address(mail.To.Address, SmtpStage.Recipient, "5.1.3", offered),
        mail.MessageId.Split('@')[0]);

    /// <summary>MAIL, RCPT and DATA.</summary>
    /// <exception cref="SmtpRefusedException">The letter is larger than the server takes.</exception>
    public string[] Commands(long size, SmtpExtensions offered)
    {
        if (offered.Size > 0 && size > offered.Size)
            throw new SmtpRefusedException(new SmtpReply(552, "5.3.4", $"Письмо больше, чем принимает почтовый сервер: {size} из {offered.Size} байт."), SmtpStage.Sender);
        var sender = new StringBuilder($"MAIL FROM:<{From}>");
        var recipient = new StringBuilder($"RCPT TO:<{To}>");
        if (offered.SaysSize)
            sender.Append(CultureInfo.InvariantCulture, $" SIZE={size}");
        if (To.NeedsUtf8 || From is { NeedsUtf8: true })
            sender.Append(" BODY=8BITMIME SMTPUTF8");
        if (offered.Dsn)
        {
            sender.Append(" RET=HDRS ENVID=").Append(XText(Id));
            recipient.Append(" NOTIFY=FAILURE,DELAY");
            if (!To.NeedsUtf8)
                recipient.Append(" ORCPT=rfc822;").Append(XText(To.ToString()));
        }
        return [sender.Append("\r\n").ToString(), recipient.Append("\r\n").ToString(), "DATA\r\n"];
    }

    private static SmtpAddress Address(string text, SmtpStage stage, string status, SmtpExtensions offered) => SmtpAddress.Read(text) switch
    {
        null => throw new SmtpRefusedException(new SmtpReply(553, status, "Это не адрес электронной почты."), stage),
        { NeedsUtf8: true } when !offered.Utf8 => throw new SmtpRefusedException(new SmtpReply(553, "5.6.7", "Почтовый сервер не принимает адреса с нелатинскими буквами перед @."), stage),
        var address => address,
    };

    /// <summary>RFC 3461: + and = have a meaning of their own there.</summary>
    private static string XText(string text) => string.Concat(text.Select(c => c is '+' or '=' or < '!' or > '~' ? $"+{(int)c:X2}" : c.ToString()));
}
