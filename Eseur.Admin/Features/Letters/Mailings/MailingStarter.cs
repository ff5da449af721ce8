using Eseur.Admin.Data;
using Eseur.Admin.Live;
using Eseur.Domain.Letters;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Admin.Features.Letters.Mailings;

/// <summary>Starts mailings whose hour has come and closes those whose letters are all settled. Any number of nodes may do so.</summary>
public sealed class MailingStarter(IDbContextFactory<RegistryContext> contexts, MailingLaunch queue, TimeProvider clock, ILogger<MailingStarter> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    /// <summary>A letter of a cancelled mailing that was on its way may be put off once more; none is on its way for longer.</summary>
    private static readonly TimeSpan LateReturns = TimeSpan.FromDays(3);

    private readonly BoardBell bell = new();

    /// <summary>Somebody on this node waits to see their mailing begin.</summary>
    public void Wake() => bell.Ring();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // A large mailing is queued, or withheld, for minutes, and the others do not wait for it.
        var busy = new Dictionary<int, Task>();
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                await TurnAsync(busy, stoppingToken);
                await bell.WaitAsync(Every, stoppingToken);
            }
        }
        finally
        {
            await Task.WhenAll(busy.Values);
        }
    }

    private async Task TurnAsync(Dictionary<int, Task> busy, CancellationToken cancel)
    {
        try
        {
            foreach (var id in await ToQueueAsync(cancel))
                Begin(id, StartAsync);
            foreach (var id in await ToWithholdAsync(cancel))
                Begin(id, WithholdAllAsync);
            await FinishAsync(cancel);
        }
        catch (Exception e) when (!cancel.IsCancellationRequested)
        {
            log.LogError(e, "Mailings could not be looked after.");
        }

        void Begin(int id, Func<int, CancellationToken, Task> act)
        {
            if (!busy.TryGetValue(id, out var known) || known.IsCompleted)
                busy[id] = Task.Run(() => act(id, cancel), CancellationToken.None);
        }
    }

    /// <summary>One turn, to the end of what it began.</summary>
    internal async Task RunAsync(CancellationToken cancel)
    {
        foreach (var id in await ToQueueAsync(cancel))
            await StartAsync(id, cancel);
        foreach (var id in await ToWithholdAsync(cancel))
            await WithholdAllAsync(id, cancel);
        await FinishAsync(cancel);
    }

    private async Task<IReadOnlyList<int>> ToQueueAsync(CancellationToken cancel)
    {
        await using var context = await contexts.OpenAsync(MailingLaunch.Mailer, cancel);
        return await MailingLaunch.ToQueue(context, clock.GetUtcNow().UtcDateTime).OrderBy(m => m.StartAt).Select(m => m.Id).ToListAsync(cancel);
    }

    private async Task<IReadOnlyList<int>> ToWithholdAsync(CancellationToken cancel)
    {
        var since = clock.GetUtcNow().UtcDateTime - LateReturns;
        await using var context = await contexts.OpenAsync(MailingLaunch.Mailer, cancel);
        return await context.Mailings.Where(m => m.State == MailingState.Cancelled && m.EndedAt > since).Select(m => m.Id).ToListAsync(cancel);
    }

    /// <summary>What of a cancelled mailing waits, batch by batch: whoever begins and falls leaves the rest to the next turn.</summary>
    private async Task WithholdAllAsync(int id, CancellationToken cancel)
    {
        try
        {
            var now = clock.GetUtcNow().UtcDateTime;
            await using var context = await contexts.OpenAsync(MailingLaunch.Mailer, cancel);
            var waiting = context.Letters.Where(l => l.MailingId == id && l.State == LetterState.Queued);
            var leftBehind = context.Letters.Where(l => l.MailingId == id && l.State == LetterState.Sending && l.LeaseUntil < now);
            // A statement that writes stands in everybody's way, and there is seldom anything to withhold.
            while (await waiting.AnyAsync(cancel))
                await waiting.OrderBy(l => l.NotBefore).ThenBy(l => l.Level).Take(queue.LettersAtOnce).WithholdAsync(Obstacle.Cancelled, now, cancel);
            if (await leftBehind.AnyAsync(cancel))
                await leftBehind.WithholdAsync(Obstacle.Cancelled, now, cancel);
        }
        catch (Exception e) when (!cancel.IsCancellationRequested)
        {
            // Two nodes may stand in each other's way; the next turn goes on.
            log.LogWarning(e, "Not all letters of cancelled mailing {Mailing} could be withheld.", id);
        }
        catch (OperationCanceledException)
        {
            // Whoever comes up next goes on.
        }
    }

    private async Task FinishAsync(CancellationToken cancel)
    {
        await using var context = await contexts.OpenAsync(MailingLaunch.Mailer, cancel);
        foreach (var mailing in await Done(context).ToListAsync(cancel))
            await FinishAsync(context, mailing, clock.GetUtcNow().UtcDateTime, cancel);
    }

    internal static IQueryable<Mailing> Done(RegistryContext context) => context.Mailings.Where(m => m.State == MailingState.Running && m.QueuedAt != null
        && !context.Letters.Any(l => l.MailingId == m.Id && (l.State == LetterState.Queued || l.State == LetterState.Sending)));

    private async Task StartAsync(int id, CancellationToken cancel)
    {
        try
        {
            if (await queue.StartAsync(id, cancel) is { } letters)
                log.LogInformation("Mailing {Mailing} is queued whole, {Letters} letters.", id, letters);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // Whoever comes up next goes on behind the last batch.
        }
        catch (Exception e)
        {
            // The next turn goes on behind the last batch; the others do not wait for it.
            log.LogError(e, "Mailing {Mailing} could not be queued.", id);
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
