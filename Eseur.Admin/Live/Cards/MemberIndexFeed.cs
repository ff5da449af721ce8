namespace Eseur.Admin.Live.Cards;

/// <summary>Fills the index after the start, and keeps what there is to catch up with small while nobody asks.</summary>
internal sealed class MemberIndexFeed(MemberIndex index, TimeProvider clock, ILogger<MemberIndexFeed> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    private static readonly TimeSpan AfterFault = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The server answers meanwhile; lists say that they are being prepared.
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            var pause = Pause;
            try
            {
                if (!index.Ready.IsCompleted)
                    await index.LoadAsync(stoppingToken);
                while (!await index.CatchUpAsync(stoppingToken))
                {
                }
                await index.MergeAsync(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                // The database may be away for a moment; lists keep what they know and catch up later.
                log.LogError(e, "The index of members could not read what changed.");
                pause = AfterFault;
            }
            await Task.Delay(pause, clock, stoppingToken);
        }
    }
}
