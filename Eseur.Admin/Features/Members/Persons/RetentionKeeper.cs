using Eseur.Admin.Shared;

namespace Eseur.Admin.Features.Members.Persons;

/// <summary>Every night, while nobody works, erases what is past its time of keeping.</summary>
internal sealed class RetentionKeeper(MemberRetention retention, RetentionSettings settings, TimeProvider clock, ILogger<RetentionKeeper> log) : BackgroundService
{
    private static readonly TimeSpan AtNight = TimeSpan.FromHours(3);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (settings.OffRecordYears is not null)
        {
            await Task.Delay(UntilNext(), clock, stoppingToken);
            try
            {
                var (erased, left) = await retention.EraseAsync(stoppingToken);
                log.LogInformation("The time of keeping is over for {Erased} cards, which are erased; {Left} could not be.", erased, left);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // What was not erased tonight is erased tomorrow.
                log.LogError(e, "Cards past their time of keeping could not be erased.");
            }
        }
    }

    /// <summary>To three in the morning, Moscow time.</summary>
    internal TimeSpan UntilNext()
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var next = Ru.MoscowMidnight(Ru.MoscowDay(now)) + AtNight;
        return (next > now ? next : Ru.MoscowMidnight(Ru.MoscowDay(now).AddDays(1)) + AtNight) - now;
    }
}
