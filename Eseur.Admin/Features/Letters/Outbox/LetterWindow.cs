using Eseur.Admin.Data;
using Eseur.Domain.Letters;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Admin.Features.Letters;

/// <summary>A letter of which no report came back within the window has arrived.</summary>
internal sealed class LetterWindow(IDbContextFactory<RegistryContext> contexts, SendingSettings settings, TimeProvider clock, ILogger<LetterWindow> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, clock);
        do
        {
            try
            {
                await SettleAsync(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogError(e, "Letters past their window could not be settled.");
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    public async Task SettleAsync(CancellationToken cancel)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var before = now - settings.Window;
        await using var context = await contexts.OpenAsync(LetterRecord.Sender, cancel);
        await context.Letters.Where(l => l.State == LetterState.Sent && l.SentAt <= before).ExecuteUpdateAsync(set => set
            .SetProperty(l => l.State, LetterState.Delivered).SetProperty(l => l.SettledAt, now).SetProperty(l => l.Words, (string?)null), cancel);
    }
}
