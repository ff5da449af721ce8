using Eseur.Domain.Members;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;

namespace Eseur.Admin.Data;

/// <summary>By how much a save of cards moves the counters of their organisations.</summary>
internal sealed class CounterDeltas
{
    // In the order of organisations: two transfers in opposite directions must not wait for each other.
    private readonly SortedDictionary<int, int[]> byOrganization = [];

    public bool IsEmpty => byOrganization.Count == 0;

    public static CounterDeltas Of(IEnumerable<EntityEntry> entries)
    {
        var deltas = new CounterDeltas();
        foreach (var touched in TouchedMember.Among(entries))
            touched.CountInto(deltas.byOrganization);
        return deltas;
    }

    public async Task ApplyAsync(RegistryContext context, CancellationToken cancel)
    {
        var sql = context.GetService<ISqlGenerationHelper>();
        foreach (var (organization, sums) in byOrganization)
        {
            // Where nothing moves, such as in a corrected name, the row is written all the same: its new number is the news of the save.
            var moved = Measures.All.Where(m => sums[m.Index] != 0).DefaultIfEmpty(Measures.Total).ToList();
            // Relative to what stands in the row: the lost update of a read-and-write cannot happen.
            var set = moved.Select((m, i) => $"{sql.DelimitIdentifier(m.Column)} = {sql.DelimitIdentifier(m.Column)} + {{{i + 1}}}");
            var statement = $"UPDATE {sql.DelimitIdentifier(nameof(RegistryContext.MemberCounters))} SET {string.Join(", ", set)} WHERE {sql.DelimitIdentifier(nameof(MemberCounter.OrganizationId))} = {{0}}";
            var written = await context.Database.ExecuteSqlRawAsync(statement, [organization, .. moved.Select(m => (object)sums[m.Index])], cancel);
            if (written != 1)
                throw new InvalidOperationException($"Organisation {organization} has no counter of members.");
        }
    }
}
