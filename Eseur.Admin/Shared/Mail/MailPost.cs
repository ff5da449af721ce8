using Eseur.Admin.Shared.Mail.Smtp;

namespace Eseur.Admin.Shared.Mail;

/// <summary>Gives letters to the mail server; without one, outside production, to a folder.</summary>
public sealed class MailPost : IAsyncDisposable
{
    private readonly MailSettings settings;
    private readonly TimeProvider clock;
    private readonly ILogger<MailPost> log;
    private readonly SmtpPool pool;

    public MailPost(MailSettings settings, TimeProvider clock, ILogger<MailPost> log)
        : this(settings, clock, log, SmtpTerms.Usual)
    {
    }

    internal MailPost(MailSettings settings, TimeProvider clock, ILogger<MailPost> log, SmtpTerms terms) =>
        (this.settings, this.clock, this.log, pool) = (settings, clock, log, new SmtpPool(settings, terms, clock));

    public bool IsSetUp => settings.Host is not null || settings.Folder is not null;

    /// <summary>Over one of <see cref="MailSettings.Parallel"/> connections; waits for one where all are busy.</summary>
    /// <exception cref="SmtpRefusedException">This letter was refused.</exception>
    /// <exception cref="SmtpLostException">The connection failed under it.</exception>
    /// <exception cref="SmtpUnavailableException">No letter can be sent now.</exception>
    public Task<SmtpReply> SendAsync(OutgoingMail mail, CancellationToken cancel) => settings switch
    {
        { Host: not null } => pool.SendAsync(mail, cancel),
        { Folder: { } folder } => WriteAsync(folder, mail, cancel),
        _ => throw new SmtpUnavailableException("Почтовый сервер не задан: укажите его в настройке Mail:Host.", SmtpStage.Connect),
    };

    public async Task SendAsync(Letter letter, CancellationToken cancel)
    {
        if (!IsSetUp)
        {
            // Whom it was for is not said: logs are read by more people than letters are.
            log.LogError("A letter was not sent: the setting Mail:Host names no mail server.");
            return;
        }
        await SendAsync(Compose(letter), cancel);
    }

    private OutgoingMail Compose(Letter letter) => new()
    {
        EnvelopeFrom = settings.Confirmation,
        From = new Mailbox(settings.Confirmation, settings.SenderName),
        To = new Mailbox(letter.To, letter.ToName),
        Subject = letter.Subject,
        Text = letter.Text,
        Html = letter.Html,
        MessageId = $"{Guid.NewGuid():N}@{SmtpAddress.Read(settings.Confirmation)!.Domain}",
        // Programs that answer for people on holiday leave such letters alone.
        Headers = [new MailHeader("Auto-Submitted", "auto-generated")],
    };

    private async Task<SmtpReply> WriteAsync(string folder, OutgoingMail mail, CancellationToken cancel)
    {
        using var message = new MimeBuffer();
        MimeWriter.Write(message, mail, clock.GetUtcNow());
        Directory.CreateDirectory(folder);
        var name = Path.Combine(folder, string.Concat(mail.MessageId.Select(c => char.IsAsciiLetterOrDigit(c) || c is '@' or '.' or '-' ? c : '_')));
        await File.WriteAllBytesAsync(name + ".part", message.Written, cancel);
        File.Move(name + ".part", name + ".eml", overwrite: true);
        log.LogInformation("A letter was written into the folder of the setting Mail:Folder.");
        return new SmtpReply(250, Enhanced: null, "Записано в папку настройки Mail:Folder.");
    }

    public ValueTask DisposeAsync() => pool.DisposeAsync();
}
