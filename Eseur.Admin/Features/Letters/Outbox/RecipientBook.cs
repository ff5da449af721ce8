using Eseur.Admin.Data;
using Eseur.Admin.Features.Letters.Mailings;
using Eseur.Domain.Letters;
using Eseur.Domain.Organizations;
using Eseur.Domain.Passports;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Admin.Features.Letters;

/// <summary>What the registry says now of people whom letters wait for.</summary>
internal static class RecipientBook
{
    /// <summary>
    /// By the letter's number. A letter is to the person it was queued for: whoever has left the office meanwhile gets none,
    /// and whoever came after was not among those it was meant for. Letters to accounts are not here: whoever writes their
    /// words knows the account.
    /// </summary>
    /// <param name="today">In Moscow.</param>
    public static async Task<Dictionary<long, Recipient>> ReadNowAsync(RegistryContext context, IReadOnlyList<Letter> letters, DateOnly today, CancellationToken cancel)
    {
        var found = new Dictionary<long, Recipient>();
        foreach (var group in letters.Where(l => l.RecipientKind != RecipientKind.User).GroupBy(l => l.RecipientKind))
        {
            int[] ids = [.. group.Select(l => l.RecipientId).Distinct()];
            var people = await Known(context, group.Key, ids, today).ToDictionaryAsync(p => p.Id, cancel);
            foreach (var letter in group)
            {
                found[letter.Id] = people.TryGetValue(letter.RecipientId, out var person)
                    ? person.By(letter.RecipientKind, letter.Channel)
                    : new Recipient(letter.RecipientKind, letter.RecipientId, letter.OrganizationId, letter.Level, letter.Name, null, Obstacle.NoPerson);
            }
        }
        return found;
    }

    private static IQueryable<KnownPerson> Known(RegistryContext context, RecipientKind kind, int[] ids, DateOnly today) => kind switch
    {
        RecipientKind.Chairperson => KnownPerson.Chairpersons(context, ids),
        RecipientKind.Activist => KnownPerson.Activists(context.Organizations.Where(o => o.Status == OrganizationStatus.Active), context.Set<Activist>().AsNoTracking().Where(a => ids.Contains(a.Id)), today),
        RecipientKind.Organization => KnownPerson.Mailboxes(context.Organizations.AsNoTracking().Where(o => ids.Contains(o.Id) && o.Status == OrganizationStatus.Active)),
        _ => KnownPerson.Members(context, ids),
    };
}
