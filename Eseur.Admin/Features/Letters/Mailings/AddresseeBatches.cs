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
internal sealed class AddresseeBatches(IDbContextFactory<RegistryContext> contexts, ReferenceStore references, PublicAddress address)
{
    /// <summary>A lease is used up before a few more are taken. It may hold letters of many mailings.</summary>
    private const int MostLeases = 4;

    private readonly List<(LetterLease Lease, int Mailing, Task<IReadOnlyDictionary<long, Addressee>> Batch)> batches = [];

    /// <returns>Null where there is nobody any more.</returns>
    public async Task<Addressee?> FindAsync(Letter letter, LetterLease lease, bool readsChairperson, CancellationToken cancel) =>
        (await BatchOf(lease, letter.MailingId!.Value, readsChairperson).WaitAsync(cancel)).GetValueOrDefault(letter.Id);

    private Task<IReadOnlyDictionary<long, Addressee>> BatchOf(LetterLease lease, int mailing, bool readsChairperson)
    {
        lock (batches)
        {
            if (batches.Find(b => ReferenceEquals(b.Lease, lease) && b.Mailing == mailing && !b.Batch.IsFaulted).Batch is { } known)
                return known;
            var batch = Task.Run(() => ReadAsync(lease, mailing, readsChairperson));
            batches.Add((lease, mailing, batch));
            var oldest = batches[0].Lease;
            if (batches.Select(b => b.Lease).Distinct(ReferenceEqualityComparer.Instance).Count() > MostLeases)
                batches.RemoveAll(b => ReferenceEquals(b.Lease, oldest));
            return batch;
        }
    }

    private async Task<IReadOnlyDictionary<long, Addressee>> ReadAsync(LetterLease lease, int mailing, bool readsChairperson)
    {
        var root = address.Root ?? throw new InvalidOperationException($"Letters lead to the registry: the setting {PublicAddress.Setting} is missing.");
        await using var context = await contexts.OpenAsync(MailingLaunch.Mailer);
        var people = lease.Letters.Where(l => l.MailingId == mailing && lease.RecipientOf(l) is { Obstacle: Obstacle.None }).ToDictionary(l => l.Id, l => lease.RecipientOf(l)!);
        int[] places = [.. people.Values.Select(r => r.OrganizationId!.Value).Distinct()];
        IQueryable<Organization> organizations = context.Organizations.AsNoTracking().Include(o => o.Counter);
        if (readsChairperson)
            organizations = organizations.Include(o => o.Chairpersons);
        var found = await organizations.Where(o => places.Contains(o.Id)).ToDictionaryAsync(o => o.Id);
        int?[] above = [.. found.Values.Select(o => o.SuperiorId).Distinct()];
        var superiors = await context.Organizations.Where(o => above.Contains(o.Id)).Select(o => new { o.Id, o.ShortName }).ToDictionaryAsync(o => o.Id, o => o.ShortName);
        int[] cards = [.. people.Values.Where(r => r.Kind == RecipientKind.Member).Select(r => r.Id).Distinct()];
        var members = cards.Length == 0 ? [] : await context.Members.AsNoTracking().Where(m => cards.Contains(m.Id)).ToDictionaryAsync(m => m.Id);
        return people.Where(p => found.ContainsKey(p.Value.OrganizationId!.Value)).ToDictionary(p => p.Key, p =>
        {
            var (recipient, organization) = (p.Value, found[p.Value.OrganizationId!.Value]);
            return new Addressee(recipient.Kind, recipient.Kind == RecipientKind.Organization ? null : recipient.Name, organization, recipient.Kind == RecipientKind.Member ? members.GetValueOrDefault(recipient.Id) : null,
                organization.SuperiorId is { } superior ? superiors.GetValueOrDefault(superior) : null, references.Book, root, PersonView.Of(MailingLaunch.Mailer, organization.Path));
        });
    }
}
