using Eseur.Admin.Features.Account;
using Eseur.Admin.Shared.Mail;
using Eseur.Admin.Shared.Mail.Channels;
using Eseur.Admin.Shared.Mail.Smtp;
using Eseur.Domain.Letters;

namespace Eseur.Admin.Features.Letters;

/// <summary>One letter from its lease to what became of it.</summary>
internal sealed class LetterDispatch(IServiceScopeFactory scopes, LetterChannels channels, LetterRecord record, ReturnedLetters returned, SendingSettings settings, TimeProvider clock, ILogger<LetterDispatch> log)
{
    /// <summary>A letter this close to the end of its lease may be another node's before the server has answered.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(2);

    /// <summary>Kept of a lease for the server's answer to the whole letter: given up before it, the letter would go twice.</summary>
    private static readonly TimeSpan Answer = TimeSpan.FromMinutes(1);

    /// <summary>How much of a letter's files a slow line takes in one <see cref="Answer"/>.</summary>
    private const long Piece = 256 * 1024;

    /// <summary>SMTP's "exceeded storage allocation", which says something of the letter and not of its sender.</summary>
    private const int TooLarge = 552;

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <returns>False when the mail server took no letters at all.</returns>
    public async Task<bool> SendAsync(Letter letter, LetterLease lease, CancellationToken cancel)
    {
        // The last letters of a lease need as much patience as the first.
        if (letter.LeaseUntil!.Value - Now < settings.Lease / 2 && !await record.ProlongAsync(letter, Now + settings.Lease, cancel))
            return true;
        var left = letter.LeaseUntil!.Value - Margin - Now;
        try
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            patience.CancelAfter(left > 2 * Answer ? left - Answer : left / 2);
            return await TryAsync(letter, lease, patience.Token, cancel);
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancel.IsCancellationRequested)
        {
            // One letter that cannot be written must not hold up the others; the log does not say whose it is.
            log.LogError(e is OperationCanceledException ? null : e, "Letter {Letter} could not be sent: {Kind}.", letter.Id, e.GetType().Name);
            await record.WriteAsync(letter, l => l.PutOff(null, "Письмо не удалось составить или передать; пробуем ещё.", Now), cancel);
            return true;
        }
    }

    private async Task<bool> TryAsync(Letter letter, LetterLease lease, CancellationToken patience, CancellationToken cancel)
    {
        var recipient = lease.RecipientOf(letter);
        if (recipient is { Obstacle: not Obstacle.None })
        {
            await record.WriteAsync(letter, l => l.Meet(recipient, consented: false, Now), cancel);
            return true;
        }
        await using var scope = scopes.CreateScope(LetterRecord.Sender);
        if (await scope.ServiceProvider.GetRequiredKeyedService<ILetterAuthor>(letter.Kind).WriteAsync(letter, lease, patience) is not { } written)
        {
            if (letter.Kind == LetterKind.NewPassword)
                await record.ForgetAsync(letter, cancel);
            else
                await record.WriteAsync(letter, l => l.Suppress(Obstacle.NoPerson, Now), cancel);
            return true;
        }
        return await HandOverAsync(letter, recipient, written, patience, cancel);
    }

    private async Task<bool> HandOverAsync(Letter letter, Recipient? recipient, WrittenLetter written, CancellationToken patience, CancellationToken cancel)
    {
        if (await record.MayGoAsync(letter, cancel) is not true and var may)
        {
            if (may is false)
                await record.WriteAsync(letter, l => l.GiveBack(Now), cancel);
            return true;
        }
        // A body is not broken off half-way, so the lease has to last as long as a slow line needs for the files.
        var needed = Answer * (1 + (written.Files.Sum(f => (long)f.Content.Length) / Piece));
        if (needed > Answer && letter.LeaseUntil!.Value - Now < needed && !await record.ProlongAsync(letter, Now + needed, cancel))
            return true;
        try
        {
            await channels.Of(letter.Channel).SendAsync(written, letter, patience);
        }
        catch (SmtpUnavailableException e)
        {
            log.LogWarning("The mail server takes no letters: {Stage} {Code} {Status}.", e.Stage, e.Reply?.Code, e.Reply?.Enhanced);
            await record.WriteAsync(letter, l => l.GiveBack(Now), cancel);
            return false;
        }
        catch (SmtpRefusedException e) when (e.Stage == SmtpStage.Sender && e.Reply is { Code: >= 500 and not TooLarge, Enhanced: not "5.3.4" })
        {
            // Our own address is refused: so would be every letter, and none is to blame.
            log.LogError("The mail server does not take letters from the registry's address: {Code} {Status}.", e.Reply.Code, e.Reply.Enhanced);
            await record.WriteAsync(letter, l => l.GiveBack(Now), cancel);
            return false;
        }
        catch (SmtpRefusedException e)
        {
            await record.WriteAsync(letter, l => Refuse(l, written, e), cancel);
            if (letter.State == LetterState.Bounced)
                await returned.RefusedAsync(letter, cancel);
            return true;
        }
        catch (SmtpLostException e)
        {
            await record.WriteAsync(letter, l => l.PutOff(null, e.MayHaveArrived
                ? "Связь с почтовым сервером прервалась, когда письмо было передано: оно могло дойти. Отправим ещё раз."
                : "Связь с почтовым сервером прервалась; пробуем ещё.", Now), cancel);
            return true;
        }
        await record.WriteAsync(letter, l =>
        {
            l.Readdress(written.To);
            if (recipient is not null)
                l.Meet(recipient, consented: recipient.Kind != RecipientKind.Organization, Now);
            l.MarkSent(Now);
            // Who asked is known by the account's number only to the letter's author: nothing of it is kept.
            if (l.Kind == LetterKind.NewPassword)
                l.Erase();
        }, cancel);
        return true;
    }

    private void Refuse(Letter letter, WrittenLetter written, SmtpRefusedException refused)
    {
        letter.Readdress(written.To);
        var (code, status, words) = refused.Reply;
        // A bare 550 to the recipient's name is about the mailbox; to anything else it is about the letter.
        status ??= refused.Stage == SmtpStage.Recipient ? code.ToString(System.Globalization.CultureInfo.InvariantCulture) : $"{code / 100}.0.0";
        if (DeliveryVerdicts.Of(status, code) == DeliveryVerdict.Later)
            letter.PutOff(status, words, Now);
        else
            letter.MarkBounced(status, words, Now);
    }
}
