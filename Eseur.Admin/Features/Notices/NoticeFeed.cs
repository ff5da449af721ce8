using Eseur.Admin.Data;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Admin.Features.Notices;

/// <summary>
/// One question to the database for everybody whose pages are open on this node: notices come from any node, and are read on
/// any.
/// </summary>
internal sealed class NoticeFeed(IDbContextFactory<RegistryContext> contexts, NoticeNews news, TimeProvider clock, ILogger<NoticeFeed> log) : BackgroundService
{
    private const int AtOnce = 2000;

    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await news.Bell.WaitAsync(Patience, stoppingToken);
                await LookAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                // Badges keep the last figures and catch up later.
                log.LogError(e, "Unread notices could not be counted.");
                await Task.Delay(AfterFailure, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    public async Task LookAsync(CancellationToken cancel = default)
    {
        var people = news.People;
        if (people.Count == 0)
            return;
        var unread = new Dictionary<int, Unread>();
        await using var context = await contexts.OpenAsync(Actor.System("Уведомления"), cancel);
        foreach (var ids in people.Chunk(AtOnce))
        {
            foreach (var person in await context.Notices.Where(n => n.ReadAt == null && EF.Parameter(ids).Contains(n.UserId)).GroupBy(n => n.UserId)
                .Select(g => new { UserId = g.Key, Count = g.Count(), Last = g.Max(n => n.Id) }).ToListAsync(cancel))
                unread[person.UserId] = new Unread(person.Count, person.Last);
        }
        news.Publish(unread);
    }
}
