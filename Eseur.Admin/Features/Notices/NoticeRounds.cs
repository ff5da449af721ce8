using Eseur.Admin.Features.Letters.Mailings;
using Eseur.Admin.Shared;

namespace Eseur.Admin.Features.Notices;

/// <summary>At nine in the morning in Moscow: reminders, on Mondays digests, and what is old goes.</summary>
internal sealed class NoticeRounds(TermWatch terms, FilledRequests filled, WeeklyDigest digest, NoticeRetention retention, NoticeRhythm rhythm, TimeProvider clock, ILogger<NoticeRounds> log) : BackgroundService
{
    private static readonly TimeSpan Morning = TimeSpan.FromHours(9);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromMinutes(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        DateOnly? done = null;
        while (rhythm.Rounds && !stoppingToken.IsCancellationRequested)
        {
            var pause = UntilNext(done);
            if (pause == TimeSpan.Zero)
            {
                try
                {
                    done = await GoAsync(stoppingToken);
                }
                catch (Exception e) when (!stoppingToken.IsCancellationRequested)
                {
                    log.LogError(e, "Reminders and digests could not be made; tried again in {Pause}.", AfterFailure);
                    pause = AfterFailure;
                }
            }
            await Task.Delay(pause, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <param name="done">The day of the last round.</param>
    /// <returns>Nothing to wait where today's round is due: a program that was started at noon goes at noon.</returns>
    internal TimeSpan UntilNext(DateOnly? done)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var today = Ru.MoscowDay(now);
        var next = Ru.MoscowMidnight(done == today ? today.AddDays(1) : today) + Morning;
        return next > now ? next - now : TimeSpan.Zero;
    }

    /// <summary>Does what the day asks for. A second time, or on another node, there is nothing left to do.</summary>
    internal async Task<DateOnly> GoAsync(CancellationToken cancel = default)
    {
        var today = clock.MoscowToday();
        var failures = new List<Exception>();
        var reminded = await TryAsync(terms.RunAsync);
        var answered = await TryAsync(filled.RunAsync);
        var told = today.DayOfWeek == DayOfWeek.Monday ? await TryAsync(digest.RunAsync) : 0;
        var deleted = await TryAsync(retention.RunAsync);
        log.LogInformation("Reminders of terms: {Reminded}; people told of requests filled: {Answered}; weekly digests: {Told}; old notices deleted: {Deleted}.", reminded, answered, told, deleted);
        return failures.Count == 0 ? today : throw new AggregateException(failures);

        // None of them waits for another that fails day after day.
        async Task<int> TryAsync(Func<CancellationToken, Task<int>> act)
        {
            try
            {
                return await act(cancel);
            }
            catch (Exception e) when (!cancel.IsCancellationRequested)
            {
                failures.Add(e);
                return 0;
            }
        }
    }
}
