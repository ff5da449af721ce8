using Eseur.Admin.Data;
using Eseur.Admin.Data.Access;
using Eseur.Domain.Access;
using Eseur.Domain.Changes;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Admin.Features.Audit;

/// <summary>Who opened one card, for those who hold it.</summary>
public sealed class CardReadings(RegistryDatabase database, IDbContextFactory<RegistryContext> contexts)
{
    /// <summary>Newest first; null for a card whose person the acting one may not read.</summary>
    /// <param name="before">Only those before this number.</param>
    public async Task<IReadOnlyList<Reading>?> ReadAsync(int memberId, long? before, int take, CancellationToken cancel = default)
    {
        await using (var own = await database.OpenAsync())
        {
            if (!await own.Members.AnyAsync(m => m.Id == memberId && own.Organizations.Where(own.Actor, Powers.ReadPersons).Any(o => o.Id == m.OrganizationId), cancel))
                return null;
        }
        // Readings are the auditor's; of this one card its holder may know as well, and that they hold it was asked above.
        await using var context = await contexts.OpenAsync(Actor.System("Обращения к карточке"), cancel);
        return await context.Readings.AsNoTracking().Where(r => r.MemberId == memberId && (before == null || r.Id < before)).OrderByDescending(r => r.Id).Take(take).ToListAsync(cancel);
    }
}
