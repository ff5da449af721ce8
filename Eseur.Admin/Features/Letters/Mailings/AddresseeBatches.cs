using Eseur.Admin.Data;
using Eseur.Admin.Features.Letters.Writing;
using Eseur.Admin.Shared;
using Eseur.Admin.Shared.Fields;
using Eseur.Admin.Shared.Mail;
using Eseur.Domain.Letters;
using Eseur.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Admin.Features.Letters.Mailings;

/// <summary>
/// Whom letters are for and what they may say of them. Letters that one lease took are written one after another, so all of
/// a mailing's among them are read at once.
/// </summary>
internal sealed class AddresseeBatches(IDbContextFactory<RegistryContext> contexts, ReferenceStore references, PublicAddress address, TimeProvider clock)
{
    /// <summary>A batch is used up before a few more leases are taken.</summary>
    private const int Most = 8;

    private readonly List<(Guid Lease, int Mailing, Task<IReadOnlyDictionary<long, (Recipient, Addressee)>> Batch)> batches = [];

    /// <returns>Null where there is nobody any more.</returns>
    public async Task<(Recipient Recipient, Addressee Addressee)?> FindAsync(Letter letter, bool readsChairperson, CancellationToken cancel)
    {
        var batch = letter.Lease is { } lease ? BatchOf(lease, letter.MailingId!.Value, readsChairperson) : ReadAsync([letter], readsChairperson, cancel);
        return (await batch.WaitAsync(cancel)).TryGetValue(letter.Id, out var found) ? found : null;
    }

    private Task<IReadOnlyDictionary<long, (Recipient, Addressee)>> BatchOf(Guid lease, int mailing, bool readsChairperson)
    {
        lock (batches)
        {
            if (batches.Find(b => b.Lease == lease && b.Mailing == mailing && !b.Batch.IsFaulted).Batch is { } known)
                return known;
            var batch = Task.Run(() => ReadAsync(lease, mailing, readsChairperson));
            batches.Insert(0, (lease, mailing, batch));
            if (batches.Count > Most)
                batches.RemoveAt(Most);
            return batch;
        }
    }

    private async Task<IReadOnlyDictionary<long, (Recipient, Addressee)>> ReadAsync(Guid lease, int mailing, bool readsChairperson)
    {
        await using var context = await contexts.OpenAsync(MailingLaunch.Mailer);
        var letters = await context.Letters.AsNoTracking().Where(l => l.Lease == lease && l.MailingId == mailing).ToListAsync();
        return await ReadAsync(context, letters, readsChairperson, CancellationToken.None);
    }

    private async Task<IReadOnlyDictionary<long, (Recipient, Addressee)>> ReadAsync(IReadOnlyList<Letter> letters, bool readsChairperson, CancellationToken cancel)
    {
        await using var context = await contexts.OpenAsync(MailingLaunch.Mailer, cancel);
        return await ReadAsync(context, letters, readsChairperson, cancel);
    }

    private async Task<IReadOnlyDictionary<long, (Recipient, Addressee)>> ReadAsync(RegistryContext context, IReadOnlyList<Letter> letters, bool readsChairperson, CancellationToken cancel)
    {
        var root = address.Root ?? throw new InvalidOperationException($"Letters lead to the registry: the setting {PublicAddress.Setting} is missing.");
        var people = await RecipientBook.ReadNowAsync(context, letters, clock.MoscowToday(), cancel);
        int[] places = [.. people.Values.Select(r => r.OrganizationId).OfType<int>().Distinct()];
        IQueryable<Organization> organizations = context.Organizations.AsNoTracking().Include(o => o.Counter);
        if (readsChairperson)
            organizations = organizations.Include(o => o.Chairpersons);
        var found = await organizations.Where(o => places.Contains(o.Id)).ToDictionaryAsync(o => o.Id, cancel);
        int?[] above = [.. found.Values.Select(o => o.SuperiorId).Distinct()];
        var superiors = await context.Organizations.Where(o => above.Contains(o.Id)).Select(o => new { o.Id, o.ShortName }).ToDictionaryAsync(o => o.Id, o => o.ShortName, cancel);
        int[] cards = [.. letters.Where(l => l.RecipientKind == RecipientKind.Member).Select(l => l.RecipientId).Distinct()];
        var members = cards.Length == 0 ? [] : await context.Members.AsNoTracking().Where(m => cards.Contains(m.Id)).ToDictionaryAsync(m => m.Id, cancel);
        return people.Where(p => p.Value.Obstacle == Obstacle.None && found.ContainsKey(p.Value.OrganizationId!.Value)).ToDictionary(p => p.Key, p =>
        {
            var (recipient, organization) = (p.Value, found[p.Value.OrganizationId!.Value]);
            return (recipient, new Addressee(recipient.Kind, recipient.Kind == RecipientKind.Organization ? null : recipient.Name, organization, recipient.Kind == RecipientKind.Member ? members.GetValueOrDefault(recipient.Id) : null,
                organization.SuperiorId is { } superior ? superiors.GetValueOrDefault(superior) : null, references.Book, root, PersonView.Of(MailingLaunch.Mailer, organization.Path)));
        });
    }
}
