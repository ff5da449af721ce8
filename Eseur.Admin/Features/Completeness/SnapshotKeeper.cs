using Eseur.Admin.Data;
using Eseur.Admin.Live;
using Eseur.Admin.Shared;
using Eseur.Domain.Completeness;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Admin.Features.Completeness;

/// <summary>
/// Keeps each day's figures of the nation, regions and territories. The row of a day is what the day came to: it is
/// written at start, renewed every hour so that a stopped program loses an hour at most, and closed at midnight in Moscow.
/// </summary>
internal sealed class SnapshotKeeper(IDbContextFactory<RegistryContext> contexts, CompletenessBoard board, TimeProvider clock, ILogger<SnapshotKeeper> log) : BackgroundService
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    /// <summary>Woken later than this after midnight, the board no longer shows what the ended day came to.</summary>
    private static readonly TimeSpan Lateness = TimeSpan.FromMinutes(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        DateOnly? last = null;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                last = await KeepAsync(last, stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // A day without its row is a shorter line on a chart; the next hour tries again.
                log.LogError(e, "The day's figures could not be kept.");
            }
            await Task.Delay(UntilNext(), clock, stoppingToken);
        }
    }

    /// <summary>An hour, or less when the day ends sooner.</summary>
    internal TimeSpan UntilNext()
    {
        // One look at the clock: midnight between two of them would leave less than nothing to wait.
        var now = clock.GetUtcNow().UtcDateTime;
        var left = Ru.MoscowMidnight(Ru.MoscowDay(now).AddDays(1)) - now;
        return left < Hour ? left : Hour;
    }

    /// <summary>Writes today's rows, and closes <paramref name="last"/> when it has just ended. Returns today.</summary>
    internal async Task<DateOnly> KeepAsync(DateOnly? last, CancellationToken cancel = default)
    {
        var today = clock.MoscowToday();
        if (last < today && clock.GetUtcNow().UtcDateTime - Ru.MoscowMidnight(last.Value.AddDays(1)) < Lateness)
            await WriteAsync(last.Value, cancel);
        await WriteAsync(today, cancel);
        return today;
    }

    private async Task WriteAsync(DateOnly day, CancellationToken cancel)
    {
        try
        {
            await WriteOnceAsync(day, cancel);
        }
        catch (DbUpdateException)
        {
            // Another process wrote some of the same rows between our reading and writing; now they are there to be renewed.
            await WriteOnceAsync(day, cancel);
        }
    }

    /// <summary>One read by key, then only what differs in one transaction: most hours most rows stay as they are.</summary>
    private async Task WriteOnceAsync(DateOnly day, CancellationToken cancel)
    {
        var superiors = board.Superiors();
        var ids = superiors.Select(s => s.Id).ToArray();
        await using var context = await contexts.OpenAsync(Actor.System("Снимки дня"), cancel);
        var kept = await context.Snapshots.Where(s => EF.Parameter(ids).Contains(s.OrganizationId) && s.Day == day).ToDictionaryAsync(s => s.OrganizationId, cancel);
        foreach (var superior in superiors)
        {
            var (missing, applicable, members) = (superior.Figures.MissingByBit(), superior.Figures.ApplicableByBit(), superior.Members.ByMeasure());
            if (kept.TryGetValue(superior.Id, out var snapshot))
                snapshot.Replace(missing, applicable, members);
            else
                context.Add(new Snapshot(superior.Id, day, missing, applicable, members));
        }
        await context.SaveChangesAsync(cancel);
    }
}
