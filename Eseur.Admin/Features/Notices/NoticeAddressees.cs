using Eseur.Admin.Data;
using Eseur.Domain.Access;
using Eseur.Domain.Letters;
using Eseur.Domain.Notices;
using Eseur.Domain.Organizations;
using Eseur.Domain.Passports;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Admin.Features.Notices;

/// <summary>Somebody with an account.</summary>
/// <param name="IsInvited">Has not come in yet, and so reads letters only.</param>
internal sealed record Addressee(int Id, string Name, string? Email, bool IsInvited);

/// <summary>Whom a batch of causes concerns, read at once for all of them.</summary>
internal sealed class NoticeAddressees
{
    private static readonly RegistryRole[] Roles = [RegistryRole.Chairperson, RegistryRole.Apparatus, RegistryRole.Administrator];

    private Dictionary<int, (string Name, LevelGroup Level)> organizations = [];
    private Dictionary<int, Addressee> named = [];
    private ILookup<int, Addressee> holders = Array.Empty<Addressee>().ToLookup(_ => 0);
    private Dictionary<int, Recipient> chairpersons = [];
    private Dictionary<(int UserId, NoticeKind Kind), NoticeSetting> settings = [];

    public static async Task<NoticeAddressees> ReadAsync(RegistryContext context, IReadOnlyCollection<NoticeCause> causes, DateOnly today, CancellationToken cancel)
    {
        var (places, people) = (causes.Select(c => c.OrganizationId).OfType<int>().Distinct().ToList(), causes.Select(c => c.UserId).OfType<int>().Distinct().ToList());
        var known = await context.Organizations.AsNoTracking().Where(o => places.Contains(o.Id)).Select(o => new { o.Id, o.ShortName, o.Level }).ToListAsync(cancel);
        var held = await (from g in context.Grants.AsNoTracking().Where(Grant.HoldsOn(today))
                          join u in context.Users on g.UserId equals u.Id
                          where places.Contains(g.OrganizationId) && Roles.Contains(g.Role) && u.ClosedAt == null
                          orderby u.Id
                          select new { g.OrganizationId, User = new Addressee(u.Id, u.DisplayName, u.Email, u.PasswordHash == null) }).ToListAsync(cancel);
        var accounts = await context.Users.AsNoTracking().Where(u => people.Contains(u.Id) && u.ClosedAt == null)
            .Select(u => new Addressee(u.Id, u.DisplayName, u.Email, u.PasswordHash == null)).ToListAsync(cancel);
        var all = held.Select(h => h.User.Id).Concat(people).Distinct().ToList();
        var found = new NoticeAddressees
        {
            organizations = known.ToDictionary(o => o.Id, o => (o.ShortName, o.Level.Group())),
            named = accounts.ToDictionary(u => u.Id),
            holders = held.DistinctBy(h => (h.OrganizationId, h.User.Id)).ToLookup(h => h.OrganizationId, h => h.User),
            settings = await context.NoticeSettings.AsNoTracking().Where(s => all.Contains(s.UserId)).ToDictionaryAsync(s => (s.UserId, s.Kind), cancel),
        };
        found.chairpersons = await found.ChairpersonsAsync(context, [.. places.Where(p => !found.holders[p].Any())], cancel);
        return found;
    }

    public string? NameOf(int? organizationId) => organizationId is { } id && organizations.TryGetValue(id, out var known) ? known.Name : null;

    /// <summary>The people with accounts to tell; whoever did it knows already.</summary>
    public IEnumerable<Addressee> Of(NoticeCause cause) =>
        (cause.UserId is { } user ? named.TryGetValue(user, out var one) ? [one] : [] : holders[cause.OrganizationId ?? 0]).Where(a => a.Id != cause.ActorId);

    /// <summary>Whom to write where nobody has an account; null where somebody has, or the chairperson cannot be written to.</summary>
    public Recipient? ChairpersonFor(NoticeCause cause) =>
        cause is { UserId: null, OrganizationId: { } id } ? chairpersons.GetValueOrDefault(id) : null;

    public (bool ByEmail, bool InProgram) Wishes(Addressee person, NoticeKind kind)
    {
        var info = NoticeKinds.Of(kind);
        return info.MayBeOff && settings.TryGetValue((person.Id, kind), out var wish) ? (wish.ByEmail, wish.InProgram) : (info.ByEmail, info.InProgram);
    }

    private async Task<Dictionary<int, Recipient>> ChairpersonsAsync(RegistryContext context, IReadOnlyList<int> without, CancellationToken cancel)
    {
        if (without.Count == 0)
            return [];
        var current = await context.Set<Chairperson>().AsNoTracking().Where(c => without.Contains(c.OrganizationId) && c.LeftOn == null).OrderBy(c => c.ElectedOn).ThenBy(c => c.Id).ToListAsync(cancel);
        return current.GroupBy(c => c.OrganizationId).Where(g => organizations.ContainsKey(g.Key))
            .Select(g => (Place: g.Key, Person: g.Last()))
            .Where(c => Ways.To(c.Person, LetterChannel.Email).Obstacle == Obstacle.None)
            .ToDictionary(c => c.Place, c => new Recipient(RecipientKind.Chairperson, c.Person.Id, c.Place, organizations[c.Place].Level, c.Person.Name, c.Person.Email, Obstacle.None));
    }
}
