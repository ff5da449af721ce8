using Eseur.Admin.Data;
using Eseur.Domain.Letters;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Admin.Features.Letters;

/// <summary>Writes what became of a letter, for as long as it is this node's.</summary>
internal sealed class LetterRecord(IDbContextFactory<RegistryContext> contexts, TimeProvider clock, ILogger<LetterRecord> log)
{
    public static readonly Actor Sender = Actor.System("Отправка писем");

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>
    /// A letter that went out and is not recorded goes out again, so the database is asked until the lease ends.
    /// </summary>
    public async Task WriteAsync(Letter letter, Action<Letter> became, CancellationToken cancel)
    {
        var until = letter.LeaseUntil;
        await using var context = await contexts.OpenAsync(Sender, cancel);
        context.Attach(letter);
        became(letter);
        while (true)
        {
            try
            {
                await context.SaveChangesAsync(cancel);
                return;
            }
            catch (DbUpdateConcurrencyException e)
            {
                var entry = e.Entries[0];
                var stands = await entry.GetDatabaseValuesAsync(cancel);
                // Withdrawn while the server was already reading it: what happened is what is written.
                if (stands?.GetValue<LetterState>(nameof(Letter.State)) != LetterState.Suppressed || letter.State is not (LetterState.Sent or LetterState.Bounced))
                {
                    log.LogWarning("Letter {Letter} was taken over or withdrawn while this node was busy with it.", letter.Id);
                    return;
                }
                entry.OriginalValues.SetValues(stands);
                if (stands.GetValue<string?>(nameof(Letter.Reason)) == Letter.Complaint)
                    letter.Complain(clock.GetUtcNow().UtcDateTime);
            }
            catch (Exception e) when (e is DbUpdateException or System.Data.Common.DbException && clock.GetUtcNow().UtcDateTime + Pause < until)
            {
                log.LogWarning(e, "What became of letter {Letter} could not be written; tried again.", letter.Id);
                await Task.Delay(Pause, clock, cancel);
            }
        }
    }

    /// <summary>
    /// Asked last before the letter goes: whether it still is this node's, and its mailing still runs. Between its lease and its
    /// turn somebody may have withdrawn a consent.
    /// </summary>
    /// <returns>Null for a letter that was withdrawn, false for one whose mailing waits.</returns>
    public async Task<bool?> MayGoAsync(Letter letter, CancellationToken cancel)
    {
        await using var context = await contexts.OpenAsync(Sender, cancel);
        return await context.Letters.Where(l => l.Id == letter.Id && l.Lease == letter.Lease && l.State == LetterState.Sending)
            .Select(l => (bool?)(l.MailingId == null || context.Mailings.Any(m => m.Id == l.MailingId && m.State == MailingState.Running))).SingleOrDefaultAsync(cancel);
    }

    /// <returns>False when the letter is not this node's any more.</returns>
    public async Task<bool> ProlongAsync(Letter letter, DateTime until, CancellationToken cancel)
    {
        await using var context = await contexts.OpenAsync(Sender, cancel);
        var isOurs = await context.Letters.Where(l => l.Id == letter.Id && l.Lease == letter.Lease && l.State == LetterState.Sending)
            .ExecuteUpdateAsync(set => set.SetProperty(l => l.LeaseUntil, until), cancel) == 1;
        if (isOurs)
            letter.Prolong(until);
        return isOurs;
    }

    /// <summary>There was nobody to write to, and nothing of the letter is worth keeping.</summary>
    public async Task ForgetAsync(Letter letter, CancellationToken cancel)
    {
        await using var context = await contexts.OpenAsync(Sender, cancel);
        await context.Letters.Where(l => l.Id == letter.Id && l.Lease == letter.Lease).ExecuteDeleteAsync(cancel);
    }

    /// <summary>Letters that nothing was tried with go back to the others.</summary>
    public async Task ReleaseAsync(IReadOnlyCollection<Guid> leases)
    {
        await using var context = await contexts.OpenAsync(Sender);
        await ReleaseAsync(context.Letters.Where(l => l.Lease != null && leases.Contains(l.Lease.Value)));
    }

    /// <summary>Some of what a lease took.</summary>
    public async Task ReleaseAsync(Guid lease, IReadOnlyCollection<long> ids)
    {
        await using var context = await contexts.OpenAsync(Sender);
        await ReleaseAsync(context.Letters.Where(l => l.Lease == lease && ids.Contains(l.Id)));
    }

    private static Task<int> ReleaseAsync(IQueryable<Letter> letters) => letters.Where(l => l.State == LetterState.Sending).ExecuteUpdateAsync(set => set
        .SetProperty(l => l.State, LetterState.Queued).SetProperty(l => l.Lease, (Guid?)null).SetProperty(l => l.LeaseUntil, (DateTime?)null));
}
