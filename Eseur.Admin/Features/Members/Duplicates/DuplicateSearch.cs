using System.Linq.Expressions;
using Eseur.Admin.Data;
using Eseur.Admin.Live;
using Eseur.Domain.Members;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Admin.Features.Members.Duplicates;

/// <summary>
/// Cards, on record or off, that may be of the person who is being put on record. The database only answers equalities
/// that an index holds; likeness is judged in memory by <see cref="Likeness"/>.
/// </summary>
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
    /// <returns>Likeliest first.</returns>
    public async Task<IReadOnlyList<DuplicateRow>> FindAsync(PersonTraits person, int organizationId, CancellationToken cancel = default)
    {
        await using var context = await database.OpenAsync();
        return await FindAsync(context, person, organizationId, cancel);
    }

    /// <summary>The same inside the caller's transaction.</summary>
    public async Task<IReadOnlyList<DuplicateRow>> FindAsync(RegistryContext context, PersonTraits person, int organizationId, CancellationToken cancel = default)
    {
        var region = RegionOf(organizationId);
        var found = new List<DuplicateRow>();
        foreach (var card in (await Cards(context, person).ToListAsync(cancel)).DistinctBy(c => c.Id))
        {
            var near = card.OrganizationId == organizationId ? Nearness.SameOrganization
                : region is not null && RegionOf(card.OrganizationId) == region ? Nearness.SameRegion : Nearness.Elsewhere;
            if (Likeness.Of(person, card.Traits, near) is { } likeness)
                found.Add(DuplicateRow.Of(card, likeness, organizationId, board));
        }
        var sorted = found.OrderByDescending(r => r.Likeness.IsStrong).ThenByDescending(r => r.Likeness.Score).ThenBy(r => r.MemberId).ToList();
        return [.. sorted.Take(Math.Max(MostShown, sorted.Count(r => r.Likeness.IsStrong)))];
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

        IQueryable<Member> Where(Expression<Func<Member, bool>> rule, int most) => context.Members.AsNoTracking().Where(m => m.ErasedOn == null).Where(rule).OrderBy(m => m.Id).Take(most);
    }

    /// <summary>The organisation directly under the union that this one belongs to.</summary>
    private int? RegionOf(int organizationId) => board.PathTo(organizationId) is { Count: > 1 } path ? path[1].Id : null;
}
