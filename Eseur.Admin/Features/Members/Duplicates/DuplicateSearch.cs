using System.Linq.Expressions;
using Eseur.Admin.Data;
using Eseur.Admin.Data.Access;
using Eseur.Admin.Live;
using Eseur.Domain.Access;
using Eseur.Domain.Members;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Admin.Features.Members.Duplicates;

/// <summary>
/// Cards, on record or off, that may be of the person who is being put on record. The database only answers equalities
/// that an index holds; likeness is judged in memory by <see cref="Likeness"/>.
/// </summary>
/// <remarks>
/// The only search that looks past the scope: a person has one card in the whole union. <see cref="DuplicateRow"/> says
/// what of an outside card is told.
/// </remarks>
public sealed class DuplicateSearch(RegistryDatabase database, CompletenessBoard board)
{
    /// <summary>More cards than a person will read; every strong one is shown whatever their number.</summary>
    public const int MostShown = 8;

    /// <summary>Some two hundred people of the union share a birthday; many more do where an import wrote one day for an unknown one.</summary>
    private const int MostOfDay = 1000;

    /// <summary>A telephone or an e-mail in more cards than this is an office's and says nothing of a person.</summary>
    private const int MostOfContact = 50;

    /// <summary>The commonest full name of the whole union has fewer bearers.</summary>
    private const int MostNamesakes = 500;

    /// <param name="person">As typed so far; what is not known is not looked for.</param>
    /// <param name="organizationId">Where the person is to be on record: namesakes near by are likelier.</param>
    /// <param name="cancel">A newer question has come.</param>
    /// <returns>Likeliest first. Of outside cards only strong likenesses: that somebody of a name is a member somewhere is nobody's business.</returns>
    public async Task<IReadOnlyList<DuplicateRow>> FindAsync(PersonTraits person, int organizationId, CancellationToken cancel = default)
    {
        await using var context = await database.OpenAsync();
        return await FindAsync(context, person, organizationId, cancel);
    }

    /// <summary>The same inside the caller's transaction.</summary>
    public async Task<IReadOnlyList<DuplicateRow>> FindAsync(RegistryContext context, PersonTraits person, int organizationId, CancellationToken cancel = default)
    {
        // Asked by whoever may put people on record there, of nobody else: it is no way to look for strangers.
        if (!await context.Organizations.Where(context.Actor, Powers.Write).AnyAsync(o => o.Id == organizationId, cancel))
            return [];
        var found = new List<(LookedUpCard Card, Likeness Likeness, bool MayRead)>();
        foreach (var card in (await Cards(context, person).ToListAsync(cancel)).DistinctBy(c => c.Id))
        {
            var mayRead = MayRead(context, card.OrganizationId);
            if (LikenessOf(card, person, organizationId) is { } likeness && (mayRead || likeness.IsStrong))
                found.Add((card, likeness, mayRead));
        }
        var sorted = found.OrderByDescending(r => r.Likeness.IsStrong).ThenByDescending(r => r.Likeness.Score).ThenBy(r => r.Card.Id).ToList();
        return [.. sorted.Take(Math.Max(MostShown, sorted.Count(r => r.Likeness.IsStrong))).Select(r => DuplicateRow.Of(r.Card, r.Likeness, organizationId, r.MayRead, board))];
    }

    /// <summary>Whether the person typed is strongly like the one of this card: whoever does not know whom they ask for is not answered.</summary>
    public async Task<bool> IsStronglyLikeAsync(RegistryContext context, PersonTraits person, int organizationId, int memberId)
    {
        // Past the scope: the answer is a yes to what was typed, or nothing.
        var card = await context.Members.IgnoreQueryFilters([RegistryContext.ScopeFilter]).AsNoTracking().Where(m => m.Id == memberId).Select(LookedUpCard.Read).SingleOrDefaultAsync();
        return card is not null && LikenessOf(card, person, organizationId)?.IsStrong == true;
    }

    /// <summary>One round trip: each part is a lookup of its own, so none of them becomes a scan.</summary>
    internal static IQueryable<LookedUpCard> Cards(RegistryContext context, PersonTraits person)
    {
        var key = person.NameKey;
        var lookups = new List<IQueryable<Member>> { Where(m => m.NameKey == key, MostNamesakes) };
        if (person.BirthDate is { } birth)
            lookups.Add(Where(m => m.BirthDate == birth, MostOfDay));
        if (person.Phone is { Length: > 0 } phone)
            lookups.Add(Where(m => m.Phone == phone, MostOfContact));
        if (person.Email is { Length: > 0 } email)
            lookups.Add(Where(m => m.Email == email, MostOfContact));
        return lookups.Select(l => l.Select(LookedUpCard.Read)).Aggregate((all, next) => all.Concat(next));

        // Past the scope: the person may be on record anywhere in the union.
        IQueryable<Member> Where(Expression<Func<Member, bool>> rule, int most) =>
            context.Members.IgnoreQueryFilters([RegistryContext.ScopeFilter]).AsNoTracking().Where(m => m.ErasedOn == null).Where(rule).OrderBy(m => m.Id).Take(most);
    }

    private Likeness? LikenessOf(LookedUpCard card, PersonTraits person, int organizationId)
    {
        var near = card.OrganizationId == organizationId ? Nearness.SameOrganization
            : RegionOf(organizationId) is { } region && RegionOf(card.OrganizationId) == region ? Nearness.SameRegion : Nearness.Elsewhere;
        return Likeness.Of(person, card.Traits, near);
    }

    private bool MayRead(RegistryContext context, int organizationId) => context.Actor is { Scope.IsEverything: true } || (board.SubtreePath(organizationId) is { } path && context.Actor?.MayReadPersons(path) == true);

    /// <summary>The organisation directly under the union that this one belongs to.</summary>
    private int? RegionOf(int organizationId) => board.PathTo(organizationId) is { Count: > 1 } path ? path[1].Id : null;
}
