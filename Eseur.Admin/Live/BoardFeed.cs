using Eseur.Admin.Data;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Admin.Live;

/// <summary>
/// Brings the board what was saved, by this process or any other on the same database: both are read the same way,
/// from the counter rows numbered after the last one seen.
/// </summary>
internal sealed class BoardFeed(IDbContextFactory<RegistryContext> contexts, CompletenessBoard board, BoardNews news, BoardBell bell, ILogger<BoardFeed> log) : BackgroundService
{
    /// <summary>Another process's save is seen within half a second, so the table is asked four times a second and more.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(150);

    /// <summary>Fills the board before the first page is served.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await CatchUpAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await bell.WaitAsync(Patience, stoppingToken);
                news.Publish(await CatchUpAsync(stoppingToken));
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                // The database may be away for a moment; dashboards keep the last figures and catch up later.
                log.LogError(e, "The board could not read what changed.");
                await Task.Delay(TimeSpan.FromSeconds(2), stoppingToken);
            }
        }
    }

    internal async Task<IReadOnlySet<int>> CatchUpAsync(CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var rows = await BoardRow.From(context, context.CountersSince(board.Sequence)).ToListAsync(cancel);
        return rows.Count == 0 ? new HashSet<int>() : board.Apply(rows);
    }
}
