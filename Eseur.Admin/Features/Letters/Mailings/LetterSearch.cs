using Eseur.Admin.Data;
using Eseur.Admin.Data.Access;
using Eseur.Admin.Shared;
using Eseur.Domain;
using Eseur.Domain.Access;
using Eseur.Domain.Letters;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Admin.Features.Letters.Mailings;

/// <summary>Letters by words: of the organisation, of the person, of the address.</summary>
internal static class LetterSearch
{
    /// <summary>Each word may stand in any of the three; a person's are looked into only where the acting person may read them.</summary>
    public static IQueryable<Letter> Words(RegistryContext context, IQueryable<Letter> letters, string? query)
    {
        var read = context.Organizations.Where(context.Actor, Powers.ReadPersons);
        foreach (var word in SearchText.Words(query))
        {
            // Letters keep names as they were written. Databases differ in what they know of Cyrillic, so the three ways a
            // name is written are asked for; of addresses, which are Latin, each of them minds no case.
            var (small, title, part) = (word.ToLower(Ru.Culture), Ru.Sentence(word.ToLower(Ru.Culture)), $"%{word}%");
            letters = letters.Where(l => context.Organizations.Any(o => o.Id == l.OrganizationId && o.SearchName.Contains(word))
                || ((l.RecipientKind == RecipientKind.Organization || read.Any(o => o.Id == l.OrganizationId))
                    && (EF.Functions.Like(l.Address!, part) || l.Name.Replace("ё", "е").Contains(small) || l.Name.Replace("Ё", "Е").Replace("ё", "е").Contains(title) || l.Name.Replace("Ё", "Е").Contains(word))));
        }
        return letters;
    }
}
