using Eseur.Admin.Data;
using Eseur.Admin.Data.Access;
using Eseur.Admin.Features.Account;
using Eseur.Domain.Letters;
using Eseur.Domain.References;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Admin.Features.Letters.Mailings;

/// <summary>Queues all letters of one mailing, or none: with its start, in one transaction.</summary>
public sealed class MailingLaunch(IDbContextFactory<RegistryContext> contexts, IServiceScopeFactory scopes, AccessBook access, TimeProvider clock)
{
    public static readonly Actor Mailer = Actor.System("Рассылки");

    private const int LettersAtOnce = 4096;

    /// <returns>How many letters there are, those withheld included; null when it was not this node that started it, or its author may not send it any more.</returns>
    public async Task<int?> StartAsync(int id, CancellationToken cancel)
    {
        await using var context = await contexts.OpenAsync(Mailer, cancel);
        if (await context.Mailings.SingleOrDefaultAsync(m => m.Id == id && m.State == MailingState.Planned, cancel) is not { } mailing)
            return null;
        try
        {
            // Recipients are read as the author may read them on this day.
            await using var scope = scopes.CreateScope(await AuthorAsync(mailing, cancel));
            if (!await MayStillAsync(scope.ServiceProvider, mailing.OrganizationId, cancel))
            {
                mailing.Unplan();
                context.Act = "Рассылка возвращена в черновики: у автора больше нет на неё права";
                await context.SaveChangesAsync(cancel);
                return null;
            }
            return await QueueAllAsync(context, mailing, await RecipientsAsync(scope.ServiceProvider.GetRequiredService<AudienceReader>(), mailing, cancel), cancel);
        }
        catch (DbUpdateConcurrencyException)
        {
            return null;
        }
    }

    /// <summary>
    /// Organisations are some tens of thousands, and are read before the transaction: on SQLite every other writer waits for its
    /// end. Members may be millions, and are read as they are queued.
    /// </summary>
    private static async Task<IAsyncEnumerable<AudienceMember>> RecipientsAsync(AudienceReader audiences, Mailing mailing, CancellationToken cancel)
    {
        var audience = MailingAudience.Parse(mailing.Audience);
        var people = audiences.ReadAsync(audience, mailing.Channel, mailing.OrganizationId, cancel);
        if (audience.To != RecipientKind.Member)
            return (await people.ToListAsync(cancel)).ToAsyncEnumerable();
        await audiences.Ready.WaitAsync(cancel);
        return people;
    }

    private async Task<int> QueueAllAsync(RegistryContext context, Mailing mailing, IAsyncEnumerable<AudienceMember> people, CancellationToken cancel)
    {
        await using var transaction = await context.Database.BeginTransactionAsync(cancel);
        // Before any letter: another node that has the same mailing waits here, and then finds it begun.
        mailing.Start(clock.GetUtcNow().UtcDateTime);
        await context.SaveChangesAsync(cancel);
        var queued = await QueueAsync(context, mailing, people, cancel);
        await transaction.CommitAsync(cancel);
        return queued;
    }

    private static async Task<int> QueueAsync(RegistryContext context, Mailing mailing, IAsyncEnumerable<AudienceMember> people, CancellationToken cancel)
    {
        var (now, start, queued) = (mailing.StartedAt!.Value, mailing.StartAt!.Value, 0);
        using var insert = context.BulkInsert(BulkTable.WithoutKeys(context.Model.FindEntityType(typeof(Letter))!));
        var batch = new List<object>(LettersAtOnce);
        await foreach (var (recipient, region) in people.WithCancellation(cancel))
        {
            var notBefore = mailing.LocalHour is { } hour ? RegionTime.Next(start, hour, region) : start;
            batch.Add(Letter.To(recipient, LetterKind.Mailing, now, notBefore, mailingId: mailing.Id, channel: mailing.Channel));
            if (batch.Count == LettersAtOnce)
                await WriteAsync();
        }
        await WriteAsync();
        return queued;

        async Task WriteAsync()
        {
            await insert.WriteAsync(batch, cancel);
            queued += batch.Count;
            batch.Clear();
        }
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
