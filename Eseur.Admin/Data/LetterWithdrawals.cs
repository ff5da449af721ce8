using Eseur.Domain.Letters;
using Eseur.Domain.Members;
using Eseur.Domain.Organizations;
using Eseur.Domain.Passports;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace Eseur.Admin.Data;

/// <summary>
/// What a save takes from the queue: letters to people who withdrew their consent, left, or have no address that
/// works any more, those included that a node has taken and not begun. Letters on their way are not called back; waiting ones
/// whose address was corrected follow it.
/// </summary>
internal sealed class LetterWithdrawals
{
    private static readonly HashSet<string> Watched = new(StringComparer.Ordinal)
    {
        nameof(Chairperson.Email), nameof(Chairperson.EmailFailedOn), nameof(Chairperson.Phone), nameof(Chairperson.MemberId), nameof(Chairperson.LeftOn),
        nameof(Chairperson.ConsentEmail), nameof(Chairperson.ConsentSms), nameof(Chairperson.ConsentPush), nameof(Member.ConsentOn), nameof(Member.OffRecordOn),
    };

    private readonly List<Way> ways = [];
    private readonly HashSet<string> dead = new(StringComparer.OrdinalIgnoreCase);

    public bool IsEmpty => ways.Count == 0;

    public static LetterWithdrawals Of(IEnumerable<EntityEntry> entries)
    {
        var withdrawals = new LetterWithdrawals();
        foreach (var entry in entries.Where(e => e.State is EntityState.Modified or EntityState.Deleted))
        {
            if (Ways.KindOf(entry.Entity) is { } kind && (entry.State == EntityState.Deleted || entry.Properties.Any(p => p.IsModified && Watched.Contains(p.Metadata.Name))))
                withdrawals.Add(kind, entry);
        }
        return withdrawals;
    }

    /// <param name="now">UTC.</param>
    public async Task ApplyAsync(RegistryContext context, DateTime now, CancellationToken cancel)
    {
        if (IsEmpty || !await Waiting(context).AnyAsync(cancel))
            return;
        foreach (var blocked in ways.Where(w => w.Obstacle != Obstacle.None).GroupBy(w => (w.Kind, w.Channel, w.Obstacle)))
        {
            var ((kind, channel, obstacle), ids) = (blocked.Key, blocked.Select(w => w.Id).ToList());
            await Waiting(context).Where(l => l.RecipientKind == kind && l.Channel == channel && ids.Contains(l.RecipientId)).WithholdAsync(obstacle, now, cancel);
        }
        foreach (var open in ways.Where(w => w is { Obstacle: Obstacle.None, IsMoved: true }))
        {
            var domain = Letter.DomainOf(open.Address);
            await Waiting(context).Where(l => l.State == LetterState.Queued && l.RecipientKind == open.Kind && l.RecipientId == open.Id && l.Channel == open.Channel)
                .ExecuteUpdateAsync(set => set.SetProperty(l => l.Address, open.Address).SetProperty(l => l.Domain, domain), cancel);
        }
        // The same mailbox may be written down for several people: what comes back from one comes back from all. Addresses are
        // kept in small letters; one that an import left otherwise is met at its own sending.
        var returned = dead.SelectMany(a => new[] { a, a.ToLowerInvariant() }).Distinct().ToList();
        await Waiting(context).Where(l => l.Channel == LetterChannel.Email && l.Address != null && returned.Contains(l.Address)).WithholdAsync(Obstacle.Returned, now, cancel);
    }

    private void Add(RecipientKind kind, EntityEntry entry)
    {
        var id = (int)entry.Property(nameof(Organization.Id)).CurrentValue!;
        foreach (var channel in Enum.GetValues<LetterChannel>())
        {
            var (address, obstacle) = entry.State == EntityState.Deleted ? (null, Obstacle.NoPerson) : Ways.To(entry.Entity, channel);
            ways.Add(new Way(kind, id, channel, address, obstacle, IsModified(AddressOf(channel))));
        }
        if (IsModified(nameof(Chairperson.EmailFailedOn)) && entry.CurrentValues[nameof(Chairperson.EmailFailedOn)] is not null && entry.CurrentValues[nameof(Chairperson.Email)] is string email)
            dead.Add(email);

        bool IsModified(string name) => entry.State == EntityState.Modified && entry.Properties.Any(p => p.Metadata.Name == name && p.IsModified);
    }

    private static string AddressOf(LetterChannel channel) => channel switch
    {
        LetterChannel.Email => nameof(Chairperson.Email),
        LetterChannel.Sms => nameof(Chairperson.Phone),
        _ => nameof(Chairperson.MemberId),
    };

    /// <summary>
    /// The scope of whoever saves the person does not matter: a letter of any organisation may wait for the person. Letters to
    /// accounts are their writers' business.
    /// </summary>
    private static IQueryable<Letter> Waiting(RegistryContext context) =>
        context.Letters.IgnoreQueryFilters([RegistryContext.ScopeFilter]).Where(l => (l.State == LetterState.Queued || l.State == LetterState.Sending) && l.RecipientKind != RecipientKind.User);

    /// <param name="IsMoved">The address is another one than before.</param>
    private sealed record Way(RecipientKind Kind, int Id, LetterChannel Channel, string? Address, Obstacle Obstacle, bool IsMoved);
}
