using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Eseur.Admin.Data;
using Eseur.Admin.Live;
using Eseur.Admin.Live.Cards;
using Eseur.Admin.Shared;
using Eseur.Admin.Shared.Fields;
using Eseur.Domain.Access;
using Eseur.Domain.Completeness;
using Eseur.Domain.Members;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Admin.Features.Members.Register;

/// <summary>Answers the register of members: who is found, how many, and the lines of a page.</summary>
public sealed class MemberRegister(RegistryDatabase database, MemberIndex index, VisibleBoard board, OrganizationOrder organizations, TimeProvider clock)
{
    /// <summary>Ends when the index is in memory; until then nothing can be asked.</summary>
    public Task Ready => index.Ready;

    /// <summary>Everyone the filter means, what was saved a moment ago included.</summary>
    public async Task<FoundCards> FindAsync(MemberFilter filter, CancellationToken cancel = default)
    {
        await index.CatchUpAsync(cancel);
        var query = MemberQuery.Of(filter.Query);
        // Signs that are in nobody's name ask for nobody, not for everybody.
        IReadOnlyList<int>? ids = filter.Query is not null && query.Words.Count == 0 ? [] : null;
        if (query.IsNumber)
        {
            await using var context = await database.OpenAsync();
            ids = await query.FindAsync(context, cancel);
        }
        var today = clock.MoscowToday();
        // The number of a card tells nothing. Who asks for a person finds nobody whose card hides its person: a count of one would be an answer as well.
        var within = board.Within(filter.Under, filter.AsksForPersons && (query.Card is null || filter.AgeFrom is not null || filter.AgeTo is not null) ? Powers.Read | Powers.ReadPersons : Powers.Read);
        var key = query.IsNumber ? null : $"{today:O}{(filter with { Order = default, Descending = false }).ToQueryString()}{KeyOf(within)}";
        return index.Find(key, () => filter.Conditions(today) with
        {
            Ids = ids,
            Words = query.Words,
            Organizations = within,
        });
    }

    /// <summary>The numbers of a page's cards, in the filter's order; among cards whose people are hidden, in the order of numbers: any other would tell of names and birthdays.</summary>
    public int[] Page(FoundCards found, MemberFilter filter, int skip, int take) => MayOrder(filter)
        ? found.Page(skip, take, filter.Order, filter.Descending, filter.Order == CardOrder.Organization ? organizations.Places() : null)
        : found.PageByNumber(skip, take);

    /// <summary>Whether the list stands in the order asked for.</summary>
    public bool MayOrder(MemberFilter filter) => filter.AsksForPersons || board.ReadsAllPersons(filter.Under);

    /// <summary>Numbers of all cards the filter means, in its order: for acts and exports.</summary>
    public async Task<int[]> IdsAsync(MemberFilter filter, CancellationToken cancel = default)
    {
        var found = await FindAsync(filter, cancel);
        return Page(found, filter, 0, found.Count);
    }

    /// <summary>Lines of the named cards, in the same order; a card that is no more is left out.</summary>
    public async Task<IReadOnlyList<MemberRow>> RowsAsync(IReadOnlyList<int> ids, CancellationToken cancel = default)
    {
        if (ids.Count == 0)
            return [];
        await using var context = await database.OpenAsync();
        var cards = await context.Members.AsNoTracking().Where(m => ids.Contains(m.Id)).ToDictionaryAsync(m => m.Id, cancel);
        var tickets = await context.Tickets.AsNoTracking().Where(t => ids.Contains(t.MemberId) && t.State == TicketState.Issued)
            .GroupBy(t => t.MemberId).Select(g => new { g.Key, Number = g.Max(t => t.Number) }).ToDictionaryAsync(t => t.Key, t => t.Number, cancel);
        return [.. ids.Where(cards.ContainsKey).Select(id => Row(cards[id], tickets.TryGetValue(id, out var number) ? number : null, ViewOf(context, cards[id])))];
    }

    /// <summary>Answers are shared by those who see the same organisations, and by nobody else.</summary>
    private static string KeyOf(IReadOnlyList<int>? organizations) =>
        organizations is null ? "" : "|" + Convert.ToHexString(SHA256.HashData(MemoryMarshal.AsBytes<int>(organizations.Order().ToArray())));

    private PersonView ViewOf(RegistryContext context, Member member) => PersonView.Of(context.Actor, board.SubtreePath(member.OrganizationId));

    private static MemberRow Row(Member m, long? ticket, PersonView view) =>
        new(m.Id, view.CardName(m.Id, m.FullName), view.Value(m.BirthDate), m.Employment, m.OrganizationId, m.OffRecordOn, m.OffReason, Gaps.Of(m).Missing, view.Value(ticket), m.HasPlastic, m.HasVirtual);
}
