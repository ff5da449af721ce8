using System.Runtime.CompilerServices;
using Eseur.Admin.Data;
using Eseur.Domain.Completeness;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Admin.Features.Completeness;

/// <summary>A counter row that did not say what its records say, of gaps or of the statistical report.</summary>
public sealed record CounterDifference(int OrganizationId, string Name, GapBits Was, GapBits Becomes, bool ReportDiffers = false);

/// <summary>Counts every passport anew from its records and mends the counters. In a healthy registry it finds nothing.</summary>
public sealed class Recount(IDbContextFactory<RegistryContext> contexts)
{
    private const int Page = 2000;

    public async IAsyncEnumerable<CounterDifference> RunAsync(IProgress<int>? counted = null, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        var last = 0;
        for (var done = 0; ;)
        {
            var page = await ReadAsync(last, cancel);
            if (page.Count == 0)
                yield break;
            foreach (var difference in page.Where(d => d.Was != d.Becomes || d.ReportDiffers))
            {
                if (await MendAsync(difference.OrganizationId, cancel))
                    yield return difference;
            }
            last = page[^1].OrganizationId;
            counted?.Report(done += page.Count);
        }
    }

    private async Task<List<CounterDifference>> ReadAsync(int after, CancellationToken cancel)
    {
        await using var context = await contexts.OpenAsync(Actor.System("Пересчёт"), cancel);
        var page = await context.Organizations.AsNoTracking().WithPassport().Where(o => o.Id > after).OrderBy(o => o.Id).Take(Page).ToListAsync(cancel);
        return [.. page.Select(o => new CounterDifference(o.Id, o.ShortName, o.Counter.Bits, Gaps.Of(o), o.Counter.Reported != o.Reported))];
    }

    /// <summary>Counts once more in a transaction of its own: somebody may have saved since the page was read.</summary>
    private async Task<bool> MendAsync(int id, CancellationToken cancel)
    {
        await using var context = await contexts.OpenAsync(Actor.System("Пересчёт"), cancel);
        await using var transaction = await context.Database.BeginTransactionAsync(cancel);
        // Every save writes the organisation's row: while it is held here, none can end between the counting and the mending.
        await context.Organizations.Where(o => o.Id == id).ExecuteUpdateAsync(set => set.SetProperty(o => o.Version, o => o.Version), cancel);
        var organization = await context.Organizations.AsNoTracking().WithPassport().SingleAsync(o => o.Id == id, cancel);
        var (applicable, missing) = Gaps.Of(organization);
        var (members, workers, students, pensioners) = organization.Reported;
        var mended = await context.Counters
            .Where(c => c.OrganizationId == id && (c.Applicable != applicable || c.Missing != missing
                || c.ReportedMembers != members || c.ReportedWorkers != workers || c.ReportedStudents != students || c.ReportedPensioners != pensioners))
            .ExecuteUpdateAsync(set => set.SetProperty(c => c.Applicable, applicable).SetProperty(c => c.Missing, missing)
                .SetProperty(c => c.ReportedMembers, members).SetProperty(c => c.ReportedWorkers, workers)
                .SetProperty(c => c.ReportedStudents, students).SetProperty(c => c.ReportedPensioners, pensioners), cancel);
        await transaction.CommitAsync(cancel);
        return mended > 0;
    }
}
