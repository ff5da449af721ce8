using Eseur.Admin.Shared.Mail.Channels;
using Eseur.Admin.Shared.Mail.Smtp;
using Eseur.Domain.Letters;

namespace Eseur.Admin.Shared.Mail;

/// <summary>Gives letters to the mail server; without one, outside production, to a folder.</summary>
public sealed class MailPost : ILetterChannel, IAsyncDisposable
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

    public LetterChannel Channel => LetterChannel.Email;

    public bool IsSetUp => settings.Host is not null || settings.Folder is not null;

    /// <exception cref="SmtpRefusedException">This letter was refused.</exception>
    /// <exception cref="SmtpLostException">The connection failed under it.</exception>
    /// <exception cref="SmtpUnavailableException">No letter can be sent now.</exception>
    public Task<SmtpReply> SendAsync(OutgoingMail mail, CancellationToken cancel) => settings switch
    {
        { Host: not null } => pool.SendAsync(mail, cancel),
        { Folder: { } folder } => WriteAsync(folder, mail, cancel),
        _ => throw new SmtpUnavailableException("Почтовый сервер не задан: укажите его в настройке Mail:Host.", SmtpStage.Connect),
    };

    /// <inheritdoc cref="SendAsync(OutgoingMail, CancellationToken)"/>
    public Task SendAsync(WrittenLetter written, Letter letter, CancellationToken cancel) => SendAsync(Compose(written, letter.Key, letter.Id, letter.Secret), cancel);

    /// <param name="key">The letter's Message-ID, the same for every try.</param>
    /// <param name="id">With <paramref name="secret"/>, what a report of its return knows it by.</param>
    public OutgoingMail Compose(WrittenLetter written, Guid key, long id, string secret)
    {
        var sender = written.IsOfSignIn ? settings.Confirmation : settings.Registry;
        return new OutgoingMail
        {
            EnvelopeFrom = settings.EnvelopeFrom(sender, id, secret),
            From = new Mailbox(sender, settings.SenderName),
            To = new Mailbox(written.To, written.ToName),
            Subject = written.Subject,
            Text = written.Text,
            Html = written.Html,
            MessageId = $"{key:N}@{SmtpAddress.Read(sender)!.Domain}",
            Headers = [.. Headers(written)],
            Attachments = [.. written.Files.Select(f => new MailAttachment(f.Name, f.ContentType, f.Content))],
        };
    }

    private static IEnumerable<MailHeader> Headers(WrittenLetter written)
    {
        // Programs that answer for people on holiday leave such letters alone.
        yield return new MailHeader("Auto-Submitted", "auto-generated");
        if (written.Unsubscribe is not { } address)
            yield break;
        yield return new MailHeader("List-Unsubscribe", $"<{address.AbsoluteUri}>");
        yield return new MailHeader("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
    }

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
