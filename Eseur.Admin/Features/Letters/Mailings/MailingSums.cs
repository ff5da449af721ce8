using Eseur.Admin.Data;
using Eseur.Domain.Access;
using Eseur.Domain.Letters;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Admin.Features.Letters.Mailings;

/// <summary>
/// What the letters of a mailing come to, summed once for all who look at the same moment and may read the same: an open page
/// asks every two seconds, and a sum of hundreds of thousands takes a good part of one.
/// </summary>
public sealed class MailingSums(IDbContextFactory<RegistryContext> contexts, TimeProvider clock)
{
    /// <summary>Less than pages wait between two looks.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1.5);

    /// <summary>How far back the speed of the sending is looked at.</summary>
    private static readonly TimeSpan Lately = TimeSpan.FromMinutes(2);

    private readonly Dictionary<(int Mailing, int Version, string Scope), Reading> readings = [];

    /// <param name="actor">Who looks, and may see the mailing: only letters that they may read are counted.</param>
    /// <param name="version">Of the mailing: whoever pauses it sees no figures from before.</param>
    /// <param name="startedAt">At its beginning a mailing is younger than what is looked back at.</param>
    internal Task<MailingSum> OfAsync(Actor actor, int mailing, int version, DateTime? startedAt, CancellationToken cancel)
    {
        var scope = actor.Scope.IsWhole(Powers.Read) ? "*" : string.Join('\n', actor.Scope.Patterns(Powers.Read).Order(StringComparer.Ordinal));
        lock (readings)
        {
            foreach (var (key, reading) in readings.Where(r => !r.Value.IsFresh(clock)).ToList())
                readings.Remove(key);
            if (!readings.TryGetValue((mailing, version, scope), out var known))
                readings[(mailing, version, scope)] = known = new Reading(clock, () => ReadAsync(actor, mailing, startedAt));
            return known.Sum.WaitAsync(cancel);
        }
    }

    private async Task<MailingSum> ReadAsync(Actor actor, int mailing, DateTime? startedAt)
    {
        await using var context = await contexts.OpenAsync(actor);
        var letters = context.Letters.Where(l => l.MailingId == mailing);
        var now = clock.GetUtcNow().UtcDateTime;
        var since = startedAt > now - Lately ? startedAt.Value : now - Lately;
        var progress = await MailingFigures.Counted(letters, now, since).SingleOrDefaultAsync() ?? new ProgressCounts(0, 0, 0, 0, null);
        return new MailingSum(progress, now - since, await MailingFigures.ReadAsync(letters, CancellationToken.None));
    }

    /// <summary>Whoever came first must not break it off for the others, so it runs to its end.</summary>
    private sealed class Reading
    {
        private readonly long began;
        private long ended;

        public Reading(TimeProvider clock, Func<Task<MailingSum>> read)
        {
            began = clock.GetTimestamp();
            Sum = Task.Run(async () =>
            {
                try
                {
                    return await read();
                }
                finally
                {
                    Volatile.Write(ref ended, clock.GetTimestamp());
                }
            });
        }

        public Task<MailingSum> Sum { get; }

        /// <summary>What took long to sum is kept as long again: no mailing is so large that the database does nothing else.</summary>
        public bool IsFresh(TimeProvider clock)
        {
            if (!Sum.IsCompleted)
                return true;
            var took = clock.GetElapsedTime(began, Volatile.Read(ref ended));
            return Sum.IsCompletedSuccessfully && clock.GetElapsedTime(ended) < (took > Fresh ? took : Fresh);
        }
    }
}

/// <param name="Over">For how long letters were looked back at.</param>
internal sealed record MailingSum(ProgressCounts Progress, TimeSpan Over, FigureTable Figures);
