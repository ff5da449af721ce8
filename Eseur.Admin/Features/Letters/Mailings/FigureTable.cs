using Eseur.Domain.Completeness;
using Eseur.Domain.Letters;
using Eseur.Domain.Organizations;

namespace Eseur.Admin.Features.Letters.Mailings;

internal sealed record LetterCount(LevelGroup Level, LetterState State, Obstacle Obstacle, bool Foreseen, int Count);

internal sealed record ProgressCounts(int Total, int Due, int Later, int Lately, DateTime? Next);

/// <summary>What became of letters.</summary>
/// <param name="Levels">From above; only those that had letters.</param>
/// <param name="Domains">Those where most letters are lost.</param>
/// <param name="Reasons">Of those that came back or were given up, the most frequent first.</param>
public sealed record FigureTable(IReadOnlyList<LevelFigures> Levels, IReadOnlyList<DomainFigures> Domains, IReadOnlyList<ReasonFigures> Reasons)
{
    /// <summary>Of all levels.</summary>
    public LevelFigures All => LevelFigures.Sum(Levels);
}

/// <param name="Level"><see cref="LevelGroup.None"/> for the sum of all.</param>
/// <param name="Recipients">Of all kinds, those whom nothing could be sent included: the slide's shares are of these.</param>
/// <param name="Foreseen">How many were to arrive by the forecast.</param>
/// <param name="Waiting">Queued or on their way to the first server.</param>
/// <param name="OnTheWay">Taken over by the next server; no report has come and the window is not over.</param>
/// <param name="Withheld">Not sent, by the reason.</param>
public sealed record LevelFigures(LevelGroup Level, int Recipients, int Foreseen, int Waiting, int OnTheWay, int Delivered, int Bounced, int Failed, IReadOnlyDictionary<Obstacle, int> Withheld)
{
    public int Sent => OnTheWay + Delivered + Bounced;

    public int Suppressed => Withheld.Values.Sum();

    /// <summary>As the union's slides measure it: of all recipients, not of the letters sent.</summary>
    public Share Arrived => new(Delivered, Recipients);

    public Share Expected => new(Foreseen, Recipients);

    /// <summary>By how many points the forecast was wrong, more than zero where less arrived; null until all letters are settled.</summary>
    public decimal? Error => Waiting + OnTheWay > 0 || Recipients == 0 ? null : Expected.Cut() - Arrived.Cut();

    /// <summary>Of the union's test of 15,000 letters in 2021, in percent; null where the slide has no figure. Source: reference "national-2022", mailTest2021.</summary>
    public static int? Slide(LevelGroup level) => level switch { LevelGroup.Primary => 49, LevelGroup.Territorial => 72, _ => null };

    internal static LevelFigures Of(LevelGroup level, IEnumerable<LetterCount> counts)
    {
        var rows = counts.ToList();
        return new LevelFigures(level, rows.Sum(r => r.Count), rows.Where(r => r.Foreseen).Sum(r => r.Count), In(LetterState.Queued) + In(LetterState.Sending), In(LetterState.Sent),
            In(LetterState.Delivered), In(LetterState.Bounced), In(LetterState.Failed),
            rows.Where(r => r.State == LetterState.Suppressed).GroupBy(r => r.Obstacle).OrderBy(g => g.Key).ToDictionary(g => g.Key, g => g.Sum(r => r.Count)));

        int In(LetterState state) => rows.Where(r => r.State == state).Sum(r => r.Count);
    }

    internal static LevelFigures Sum(IReadOnlyCollection<LevelFigures> levels) => new(LevelGroup.None, levels.Sum(l => l.Recipients), levels.Sum(l => l.Foreseen), levels.Sum(l => l.Waiting),
        levels.Sum(l => l.OnTheWay), levels.Sum(l => l.Delivered), levels.Sum(l => l.Bounced), levels.Sum(l => l.Failed),
        levels.SelectMany(l => l.Withheld).GroupBy(w => w.Key).OrderBy(g => g.Key).ToDictionary(g => g.Key, g => g.Sum(w => w.Value)));
}

/// <param name="Letters">That were given to it, whatever became of them.</param>
/// <param name="Lost">Came back or were given up.</param>
public sealed record DomainFigures(string Domain, int Letters, int Delivered, int Lost);

/// <param name="Status">The server's code; null where it gave none.</param>
/// <param name="Example">What it said, once; without the mailbox's name.</param>
public sealed record ReasonFigures(LetterState State, string? Status, int Letters, string? Example);

/// <summary>How far the sending has come.</summary>
/// <param name="Total">All letters, those that are not sent included.</param>
/// <param name="Due">Waiting for their turn, or just being sent.</param>
/// <param name="Later">Waiting for their hour.</param>
/// <param name="PerMinute">As it goes now.</param>
/// <param name="Left">For those that are due; null while nothing moves.</param>
/// <param name="NextAt">When the next wave begins, UTC.</param>
/// <param name="Queueing">How many letters are in the outbox, and of how many; null once all are.</param>
public sealed record MailingProgress(MailingState State, int Total, int Due, int Later, double PerMinute, TimeSpan? Left, DateTime? NextAt, Share? Queueing = null)
{
    /// <summary>Of all letters, those still to be queued included.</summary>
    public Share Done => new(Total - Due - Later, Math.Max(Total, Queueing?.Whole ?? 0));
}
