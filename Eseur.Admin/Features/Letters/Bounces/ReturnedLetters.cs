using Eseur.Admin.Data;
using Eseur.Admin.Shared;
using Eseur.Admin.Shared.Mail.Reports;
using Eseur.Domain.Letters;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Admin.Features.Letters;

/// <summary>
/// What reports of delivery, and complaints, mean for letters and addresses. Anybody may send one, so a report counts only if it
/// came to the address that the letter was sent from: a number with a secret that its recipient's servers alone have seen. A
/// complaint comes to a mailbox of its own, and has to name the letter as truly.
/// </summary>
internal sealed class ReturnedLetters(IDbContextFactory<RegistryContext> contexts, Unsubscription unsubscription, TimeProvider clock, ILogger<ReturnedLetters> log)
{
    private const int MostTries = 5;

    private static readonly Actor Postman = Actor.System("Возвраты писем");

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    public async Task<ReportOutcome> TakeAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancel)
    {
        if (MimePart.Read(bytes) is not { } message)
            return ReportOutcome.Aside;
        if (ComplaintReport.Of(message) is { } complaint)
            return await TakeAsync(complaint, cancel);
        if (DeliveryReport.Of(message) is not { Kind: not ReportKind.NotAReport } report)
            return ReportOutcome.Aside;
        if (report.Kind == ReportKind.AutomaticAnswer)
            return ReportOutcome.Done;
        var named = report.CameTo.Select(VerpAddress.Parse).FirstOrDefault(n => n is not null);
        return await SaveAsync(named, letter => Apply(letter, report), cancel) ? ReportOutcome.Done : ReportOutcome.Aside;
    }

    private async Task<ReportOutcome> TakeAsync(ComplaintReport complaint, CancellationToken cancel) => complaint.Type switch
    {
        ComplaintReport.Abuse => await unsubscription.ComplainAsync(complaint, cancel) ? ReportOutcome.Done : ReportOutcome.Aside,
        // Consents are given by people, in words: taken back is a complaint, not a refusal.
        ComplaintReport.NotSpam => ReportOutcome.Done,
        _ => ReportOutcome.Aside,
    };

    /// <summary>
    /// The next server refused the letter while it was handed over, which is written already: its address is looked at as after
    /// a report. An address that could not be marked is marked when the next letter comes back.
    /// </summary>
    public async Task RefusedAsync(Letter letter, CancellationToken cancel)
    {
        try
        {
            await SaveAsync((letter.Id, letter.Secret), now => now.State == LetterState.Bounced, cancel);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            log.LogError(e, "The address of letter {Letter} could not be marked.", letter.Id);
        }
    }

    /// <param name="apply">Returns whether the letter came back.</param>
    /// <returns>Whether there is such a letter.</returns>
    private async Task<bool> SaveAsync((long, string)? named, Func<Letter, bool> apply, CancellationToken cancel)
    {
        for (var tried = 1; ; tried++)
        {
            await using var context = await contexts.OpenAsync(Postman, cancel);
            if (await context.Letters.NamedAsync(named, cancel) is not { } letter)
                return false;
            try
            {
                if (apply(letter))
                    await AddressMarks.FailAsync(context, letter, letter.Status, clock.MoscowToday(), cancel);
                await context.SaveChangesAsync(cancel);
                return true;
            }
            catch (DbUpdateConcurrencyException) when (tried < MostTries)
            {
                // Somebody saved the letter, the passport or the card at this moment: read anew.
                log.LogInformation("Letter {Letter} came back while its recipient was being changed; tried again.", letter.Id);
            }
        }
    }

    private bool Apply(Letter letter, DeliveryReport report)
    {
        var own = report.Recipients.Where(r => IsOf(letter, r)).ToList();
        // Behind a forwarding the report names addresses that the registry does not know.
        var recipients = own.Count > 0 ? own : report.Recipients;
        var failed = recipients.FirstOrDefault(r => r.Action == DeliveryAction.Failed);
        if (failed is not null)
        {
            // A letter that came back, or was withheld after a try, stays what it is; the address is looked at all the same.
            if (letter.State is LetterState.Suppressed)
                letter.Told(failed.Status, failed.Diagnostic);
            else if (letter.State is not LetterState.Bounced)
                letter.MarkBounced(failed.Status, failed.Diagnostic, Now);
            // A letter tried more than once may have gone elsewhere before: a report that names no address of ours marks none.
            return own.Count > 0 || letter.Tries <= 1;
        }
        if (recipients.FirstOrDefault(r => r.Action == DeliveryAction.Delayed) is { } delayed)
        {
            if (!letter.IsSettled)
                letter.Told(delayed.Status, delayed.Diagnostic);
        }
        else if (recipients.Any(r => r.Action is DeliveryAction.Delivered or DeliveryAction.Relayed))
        {
            letter.MarkDelivered(Now);
        }
        return false;
    }

    private static bool IsOf(Letter letter, RecipientReport recipient) => letter.Address is { } address
        && (address.Equals(recipient.OriginalRecipient, StringComparison.OrdinalIgnoreCase) || address.Equals(recipient.FinalRecipient, StringComparison.OrdinalIgnoreCase));
}
