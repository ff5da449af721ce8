using Eseur.Admin.Data;
using Eseur.Domain.Letters;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Admin.Features.Letters.Mailings;

/// <summary>Starts mailings whose hour has come and closes those whose letters are all settled. Any number of nodes may do so.</summary>
public sealed class MailingStarter(IDbContextFactory<RegistryContext> contexts, MailingLaunch queue, TimeProvider clock, ILogger<MailingStarter> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    /// <summary>A letter of a cancelled mailing that was on its way may be put off once more; none is on its way for longer.</summary>
    private static readonly TimeSpan LateReturns = TimeSpan.FromDays(3);

    private readonly SemaphoreSlim bell = new(0, 1);

    /// <summary>Somebody on this node waits to see their mailing begin.</summary>
    public void Wake()
    {
        try
        {
            bell.Release();
        }
        catch (SemaphoreFullException)
        {
            // It is awake.
        }
    }

    public override void Dispose()
    {
        bell.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await RunAsync(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogError(e, "Mailings could not be looked after.");
            }
            await bell.WaitAsync(Every, stoppingToken);
        }
    }

    /// <summary>One turn.</summary>
    internal async Task RunAsync(CancellationToken cancel)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        await using var context = await contexts.OpenAsync(MailingLaunch.Mailer, cancel);
        foreach (var id in await context.Mailings.Where(m => m.State == MailingState.Planned && m.StartAt <= now).OrderBy(m => m.StartAt).Select(m => m.Id).ToListAsync(cancel))
            await StartAsync(id, cancel);
        var cancelled = context.Mailings.Where(m => m.State == MailingState.Cancelled && m.EndedAt > now - LateReturns).Select(m => (int?)m.Id);
        // A statement that writes stands in everybody's way, and there is seldom anything to withhold.
        if (await cancelled.AnyAsync(cancel))
            await context.Letters.Where(l => cancelled.Contains(l.MailingId) && (l.State == LetterState.Queued || (l.State == LetterState.Sending && l.LeaseUntil < now)))
                .WithholdAsync(Obstacle.Cancelled, now, cancel);
        foreach (var mailing in await Done(context).ToListAsync(cancel))
            await FinishAsync(context, mailing, now, cancel);
    }

    internal static IQueryable<Mailing> Done(RegistryContext context) => context.Mailings.Where(m => m.State == MailingState.Running
        && !context.Letters.Any(l => l.MailingId == m.Id && (l.State == LetterState.Queued || l.State == LetterState.Sending)));

    private async Task StartAsync(int id, CancellationToken cancel)
    {
        try
        {
            if (await queue.StartAsync(id, cancel) is { } letters)
                log.LogInformation("Mailing {Mailing} has begun with {Letters} letters.", id, letters);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // Nothing of it is queued; the next turn tries again, and the others do not wait for it.
            log.LogError(e, "Mailing {Mailing} could not be started.", id);
        }
    }

    private async Task FinishAsync(RegistryContext context, Mailing mailing, DateTime now, CancellationToken cancel)
    {
        mailing.Finish(now);
        try
        {
            await context.SaveChangesAsync(cancel);
        }
        catch (DbUpdateConcurrencyException)
        {
            // Paused, cancelled or finished elsewhere in this moment.
            log.LogDebug("Mailing {Mailing} was changed by somebody else.", mailing.Id);
        }
        finally
        {
            context.ChangeTracker.Clear();
        }
    }
}
