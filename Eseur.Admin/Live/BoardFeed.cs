namespace Eseur.Admin.Live;

/// <summary>
/// Keeps the board up with the database. Saves of this process and of others come the same way: from the counter rows
/// numbered after the last one seen.
/// </summary>
internal sealed class BoardFeed(BoardCatchUp catchUp, BoardNews news, BoardBell bell, ILogger<BoardFeed> log) : BackgroundService
{
    /// <summary>Another process's save is seen within half a second, so the table is asked four times a second and more.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(150);

    /// <summary>Fills the board before the first page is served.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await catchUp.RunAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await bell.WaitAsync(Patience, stoppingToken);
                news.Publish(await catchUp.RunAsync(stoppingToken));
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
}
