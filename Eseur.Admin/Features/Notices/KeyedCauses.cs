using Eseur.Admin.Data;
using Eseur.Domain.Notices;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Admin.Features.Notices;

internal static class KeyedCauses
{
    private const int Tries = 3;

    /// <summary>Adds those that are not there yet; another node may be doing the same.</summary>
    /// <param name="causes">Each with its <see cref="NoticeCause.Key"/>.</param>
    /// <returns>How many were added.</returns>
    public static async Task<int> AddNewAsync(this IDbContextFactory<RegistryContext> contexts, Actor actor, IReadOnlyCollection<NoticeCause> causes, CancellationToken cancel)
    {
        if (causes.Count == 0)
            return 0;
        var keys = causes.Select(c => c.Key).ToArray();
        for (var attempt = 1; ; attempt++)
        {
            await using var context = await contexts.OpenAsync(actor, cancel);
            var there = await context.NoticeCauses.Where(c => EF.Parameter(keys).Contains(c.Key)).Select(c => c.Key).ToHashSetAsync(cancel);
            var fresh = causes.Where(c => !there.Contains(c.Key)).ToList();
            context.AddRange(fresh);
            try
            {
                await context.SaveChangesAsync(cancel);
                return fresh.Count;
            }
            catch (DbUpdateException) when (attempt < Tries)
            {
                // The other node was quicker with some of them.
            }
        }
    }
}
