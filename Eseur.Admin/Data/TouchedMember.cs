using Eseur.Domain.Changes;
using Eseur.Domain.Fields;
using Eseur.Domain.Members;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace Eseur.Admin.Data;

/// <summary>A card about to be saved with what hangs on it: tickets, ended memberships, past consents, the photograph.</summary>
internal sealed record TouchedMember(EntityEntry<Member> Entry, IReadOnlyList<EntityEntry> Parts)
{
    public static List<TouchedMember> Among(IEnumerable<EntityEntry> entries)
    {
        var all = entries.ToList();
        var parts = all.Where(e => e.Entity is Ticket or Membership or PastConsent or MemberPhoto && e.IsChanged()).ToLookup(OwnerId);
        var members = all.Where(e => e.Entity is Member).Select(e => e.Context.Entry((Member)e.Entity)).ToList();
        if (parts.Select(p => p.Key).Except(members.Select(KeyOf)).Take(1).ToList() is [var alone])
            throw new InvalidOperationException($"Parts of card {alone} changed without it: load the card as well.");
        return [.. members.Where(e => e.IsChanged() || parts.Contains(KeyOf(e))).Select(e => new TouchedMember(e, [.. parts[KeyOf(e)]]))];
    }

    public int OrganizationWas => Entry.Property(m => m.OrganizationId).OriginalValue;

    public bool WasOnRecord => Entry.State != EntityState.Added && Entry.Property(m => m.OffRecordOn).OriginalValue is null;

    /// <summary>An erasure is told by the names of what it emptied, without what stood there.</summary>
    public IEnumerable<ChangeLine> Lines() => IsErasure ? Told().Select(l => new ChangeLine(l.Field, null, null, null)) : Told();

    private bool IsErasure => Entry.Entity.IsErased && Entry.Property(m => m.ErasedOn).IsModified;

    private IEnumerable<ChangeLine> Told() =>
        EntryTexts.Changed(Entry, Catalogue.Card, property => property == nameof(Member.OrganizationId) ? property : null)
            .Select(c => new ChangeLine(c.Field, null, c.Was, c.Became)).Concat(Parts.SelectMany(PartLines));

    /// <summary>Adds to the counters of the organisations concerned what this save moves in them.</summary>
    public void CountInto(SortedDictionary<int, int[]> deltas)
    {
        if (Entry.State != EntityState.Added)
            Measures.Count((Member)Entry.OriginalValues.ToObject(), Of(OrganizationWas), -1);
        if (Entry.State != EntityState.Deleted)
            Measures.Count(Entry.Entity, Of(Entry.Entity.OrganizationId), +1);

        int[] Of(int organization) => deltas.TryGetValue(organization, out var sums) ? sums : deltas[organization] = new int[Measures.All.Count];
    }

    private static IEnumerable<ChangeLine> PartLines(EntityEntry part) => part.Entity switch
    {
        Ticket ticket => [new ChangeLine(CardParts.Ticket, TicketNumber.Format(ticket.Number), part.State == EntityState.Added ? null : TextOf(part.Property(nameof(Ticket.State)).OriginalValue), TextOf(ticket.State))],
        MemberPhoto => [new ChangeLine(CardParts.Photo, null, part.State == EntityState.Added ? null : "Фото", part.State == EntityState.Deleted ? null : "Фото")],
        _ => [],
    };

    private static string? TextOf(object? state) => state is TicketState known ? known.Label() : null;

    private static int KeyOf(EntityEntry<Member> entry) => entry.Property(m => m.Id).CurrentValue;

    private static int OwnerId(EntityEntry part)
    {
        var owner = part.Property(nameof(Ticket.MemberId));
        return (int)(part.State == EntityState.Deleted ? owner.OriginalValue : owner.CurrentValue)!;
    }
}
