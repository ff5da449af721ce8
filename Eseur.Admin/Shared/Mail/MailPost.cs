using System.Net;
using System.Net.Mail;
using System.Net.Mime;
using System.Text;

namespace Eseur.Admin.Shared.Mail;

/// <summary>Gives one letter to the mail server; without one, outside production, to a folder.</summary>
public sealed class MailPost(MailSettings settings, ILogger<MailPost> log)
{
    private const string SenderName = "Реестр Профсоюза";

    /// <summary>A server that says nothing for so long will not answer.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    public bool IsSetUp => settings.Host is not null || settings.Folder is not null;

    /// <exception cref="SmtpException">The server refused the letter or did not answer.</exception>
    public async Task SendAsync(WrittenLetter letter, Guid key, CancellationToken cancel)
    {
        if (!IsSetUp)
        {
            // Whom it was for is not said: logs are read by more people than letters are.
            log.LogError("A letter was not sent: the setting Mail:Host names no mail server.");
            return;
        }
        using var message = Compose(letter, key);
        using var server = Connect();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(Patience);
        await server.SendMailAsync(message, patience.Token);
        if (settings.Host is null)
            log.LogInformation("A letter was written into the folder of the setting Mail:Folder.");
    }

    private SmtpClient Connect()
    {
        if (settings.Host is null)
        {
            Directory.CreateDirectory(settings.Folder!);
            return new SmtpClient { DeliveryMethod = SmtpDeliveryMethod.SpecifiedPickupDirectory, PickupDirectoryLocation = settings.Folder };
        }
        return new SmtpClient(settings.Host, settings.Port)
        {
            EnableSsl = settings.Tls == MailEncryption.StartTls,
            Credentials = settings.UserName is null ? null : new NetworkCredential(settings.UserName, settings.Password),
        };
    }

    private MailMessage Compose(WrittenLetter letter, Guid key)
    {
        var message = new MailMessage(new MailAddress(settings.Confirmation, SenderName, Encoding.UTF8), new MailAddress(letter.To, letter.ToName, Encoding.UTF8))
        {
            Subject = letter.Subject, SubjectEncoding = Encoding.UTF8,
            Body = letter.Text, BodyEncoding = Encoding.UTF8, BodyTransferEncoding = TransferEncoding.Base64,
        };
        // Programs that answer for people on holiday leave such letters alone.
        message.Headers.Add("Auto-Submitted", "auto-generated");
        message.Headers.Add("Message-ID", $"<{key:N}@{message.From!.Host}>");
        message.AlternateViews.Add(new AlternateView(new MemoryStream(Encoding.UTF8.GetBytes(letter.Html)), new ContentType("text/html; charset=utf-8")) { TransferEncoding = TransferEncoding.Base64 });
        return message;
    }
}
