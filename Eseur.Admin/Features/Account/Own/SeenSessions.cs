using System.Collections.Concurrent;
using Eseur.Admin.Data;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Admin.Features.Account;

/// <summary>
/// When each device was last seen. Requests only note it here; once a minute those whose last word is older than five
/// minutes are written together, so no request waits for it and no session is written often.
/// </summary>
public sealed class SeenSessions(IDbContextFactory<RegistryContext> contexts, TimeProvider clock, ILogger<SeenSessions> log) : BackgroundService
{
    internal static readonly TimeSpan Exactness = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<Guid, DateTime> seen = new();

    public void Note(Guid session) => seen[session] = clock.GetUtcNow().UtcDateTime;

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await WriteAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await WriteAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The program ends; what is left is written by StopAsync.
        }
    }

    internal async Task WriteAsync(CancellationToken cancel = default)
    {
        var noted = seen.Keys.ToList();
        if (noted.Count == 0)
            return;
        try
        {
            await using var context = await contexts.OpenAsync(Actor.System("Сеансы"), cancel);
            foreach (var some in noted.Chunk(500))
            {
                var latest = some.Max(id => seen.GetValueOrDefault(id));
                var old = latest - Exactness;
                await context.Sessions.Where(s => some.Contains(s.Id) && s.EndedAt == null && s.SeenAt < old).ExecuteUpdateAsync(set => set.SetProperty(s => s.SeenAt, latest), cancel);
            }
            foreach (var id in noted)
                seen.TryRemove(id, out _);
        }
        catch (Exception e) when (!cancel.IsCancellationRequested)
        {
            // They stay noted, and the next minute writes them.
            log.LogWarning(e, "When devices were last seen could not be written.");
        }
    }
}
