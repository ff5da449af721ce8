using Eseur.Admin.Data;
using Eseur.Admin.Data.Access;
using Eseur.Admin.Features.Account;
using Eseur.Domain.Letters;
using Eseur.Domain.References;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Admin.Features.Letters.Mailings;

/// <summary>
/// Queues the letters of one mailing, batch by batch: on SQLite every other writer waits for a transaction's end. Each batch
/// moves the mailing's place on in its own transaction, so whoever goes on after a fall, on any node, goes on behind it; whoever
/// comes second finds the place moved and writes nothing. Letters leave while others are still being queued: none depends on
/// those that follow it.
/// </summary>
public sealed class MailingLaunch(IDbContextFactory<RegistryContext> contexts, IServiceScopeFactory scopes, AccessBook access, TimeProvider clock)
{
    public static readonly Actor Mailer = Actor.System("Рассылки");

    /// <summary>Moved on with each batch. A node that needs longer for one loses the mailing to another, and no letter by it.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    /// <summary>Some dozens of milliseconds that others wait.</summary>
    internal int LettersAtOnce { get; set; } = 1000;

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>Mailings whose hour has come, and those whose queueing was left in the middle.</summary>
    internal static IQueryable<Mailing> ToQueue(RegistryContext context, DateTime now) => context.Mailings.Where(m =>
        (m.State == MailingState.Planned && m.StartAt <= now)
        || ((m.State == MailingState.Running || m.State == MailingState.Paused) && m.QueuedAt == null && m.QueueingUntil < now));

    /// <summary>Starts a planned mailing, or goes on with one that was left in the middle, until everybody's letter is queued.</summary>
    /// <returns>How many letters there are, those withheld included; null when another node queues them, the mailing was cancelled, or its author may not send it any more.</returns>
    public async Task<int?> StartAsync(int id, CancellationToken cancel)
    {
        await using var context = await contexts.OpenAsync(Mailer, cancel);
        if (await context.Mailings.SingleOrDefaultAsync(m => m.Id == id && (m.State == MailingState.Planned || m.State == MailingState.Running || m.State == MailingState.Paused), cancel) is not { QueuedAt: null } mailing)
            return null;
        try
        {
            // Recipients are read as the author may read them on this day.
            await using var scope = scopes.CreateScope(await AuthorAsync(mailing, cancel));
            if (!await MayStillAsync(scope.ServiceProvider, mailing.OrganizationId, cancel))
            {
                await StopAsync(context, mailing, cancel);
                return null;
            }
            if (mailing.State != MailingState.Planned && !await TakeOverAsync(context, mailing, cancel))
                return null;
            var (count, people) = await scope.ServiceProvider.GetRequiredService<AudienceReader>()
                .ReadAfterAsync(MailingAudience.Parse(mailing.Audience), mailing.Channel, mailing.OrganizationId, mailing.QueuedUpTo, cancel);
            return await BeginAsync(context, mailing, mailing.LettersQueued + count, cancel) ? await QueueAsync(context, mailing, people, cancel) : null;
        }
        catch (DbUpdateConcurrencyException)
        {
            return null;
        }
    }

    private async Task StopAsync(RegistryContext context, Mailing mailing, CancellationToken cancel)
    {
        if (mailing.State == MailingState.Planned)
        {
            mailing.Unplan();
            context.Act = "Рассылка возвращена в черновики: у автора больше нет на неё права";
        }
        else
        {
            mailing.Cancel(Now);
            context.Act = "Рассылка остановлена, не все письма были поставлены в очередь: у автора больше нет на неё права";
        }
        await context.SaveChangesAsync(cancel);
    }

    private async Task<bool> TakeOverAsync(RegistryContext context, Mailing mailing, CancellationToken cancel)
    {
        var (now, until) = (Now, Now + Lease);
        return await Standing(context, mailing, mailing.QueuedUpTo).Where(m => m.QueueingUntil < now).ExecuteUpdateAsync(set => set.SetProperty(m => m.QueueingUntil, until), cancel) == 1;
    }

    private async Task<bool> BeginAsync(RegistryContext context, Mailing mailing, int letters, CancellationToken cancel)
    {
        if (mailing.State != MailingState.Planned)
            return await Standing(context, mailing, mailing.QueuedUpTo).ExecuteUpdateAsync(set => set.SetProperty(m => m.LettersToQueue, letters), cancel) == 1;
        // Another node that has the same mailing fails here.
        mailing.Start(Now, letters, Now + Lease);
        await context.SaveChangesAsync(cancel);
        return true;
    }

    private async Task<int?> QueueAsync(RegistryContext context, Mailing mailing, IAsyncEnumerable<AudienceMember> people, CancellationToken cancel)
    {
        // A prepared statement lives as long as its connection stays the same.
        await context.Database.OpenConnectionAsync(cancel);
        using var insert = context.BulkInsert(BulkTable.WithoutKeys(context.Model.FindEntityType(typeof(Letter))!));
        var (batch, upTo, queued, place) = (new List<object>(LettersAtOnce), mailing.QueuedUpTo, mailing.LettersQueued, 0);
        try
        {
            await foreach (var person in people.WithCancellation(cancel))
            {
                if (batch.Count >= LettersAtOnce && person.Place != place && !await WriteAsync())
                    return null;
                batch.Add(LetterTo(person, mailing));
                place = person.Place;
            }
            if (batch.Count > 0 && !await WriteAsync())
                return null;
            var now = Now;
            return await Standing(context, mailing, upTo).ExecuteUpdateAsync(set => set.SetProperty(m => m.QueuedAt, now).SetProperty(m => m.QueueingUntil, (DateTime?)null).SetProperty(m => m.LettersToQueue, m => m.LettersQueued), cancel) == 1 ? queued : null;
        }
        catch
        {
            // Nobody has to wait for the lease of a node that is still there.
            await Standing(context, mailing, upTo).ExecuteUpdateAsync(set => set.SetProperty(m => m.QueueingUntil, DateTime.UnixEpoch), CancellationToken.None);
            throw;
        }

        async Task<bool> WriteAsync()
        {
            var (count, until) = (batch.Count, Now + Lease);
            await using var transaction = await context.Database.BeginTransactionAsync(cancel);
            if (await Standing(context, mailing, upTo).ExecuteUpdateAsync(set => set.SetProperty(m => m.QueuedUpTo, place).SetProperty(m => m.LettersQueued, m => m.LettersQueued + count).SetProperty(m => m.QueueingUntil, until), cancel) == 0)
                return false;
            await insert.WriteAsync(batch, cancel);
            await transaction.CommitAsync(cancel);
            (upTo, queued) = (place, queued + count);
            batch.Clear();
            return true;
        }
    }

    /// <summary>The mailing as long as nobody else has moved it on, and it was not cancelled. Past its version: a person's pause must not be refused for it.</summary>
    private static IQueryable<Mailing> Standing(RegistryContext context, Mailing mailing, int upTo) => context.Mailings.Where(m => m.Id == mailing.Id
        && (m.State == MailingState.Running || m.State == MailingState.Paused) && m.QueuedAt == null && m.QueuedUpTo == upTo);

    private static Letter LetterTo(AudienceMember person, Mailing mailing)
    {
        var (now, start) = (mailing.StartedAt!.Value, mailing.StartAt!.Value);
        var notBefore = mailing.LocalHour is { } hour ? RegionTime.Next(start, hour, person.RegionCode) : start;
        return Letter.To(person.Recipient, LetterKind.Mailing, now, notBefore, mailingId: mailing.Id, channel: mailing.Channel);
    }

    private async Task<Actor> AuthorAsync(Mailing mailing, CancellationToken cancel) => mailing.UserId is { } user
        ? new Actor(mailing.Author, user, await access.ScopeOfAsync(user, cancel))
        : Mailer;

    private static async Task<bool> MayStillAsync(IServiceProvider author, int organizationId, CancellationToken cancel)
    {
        await using var context = await author.GetRequiredService<RegistryDatabase>().OpenAsync();
        return await context.Organizations.Where(context.Actor, Eseur.Domain.Access.Powers.Write).AnyAsync(o => o.Id == organizationId, cancel);
    }
}
