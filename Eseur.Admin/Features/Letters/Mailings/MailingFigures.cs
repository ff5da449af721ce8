using Eseur.Admin.Data;
using Eseur.Domain.Letters;
using Eseur.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Admin.Features.Letters.Mailings;

/// <summary>What became of letters, counted by the database.</summary>
public sealed class MailingFigures(RegistryDatabase database, TimeProvider clock)
{
    private const int DomainsShown = 20;
    private const int ReasonsShown = 20;

    /// <summary>How far back the speed of the sending is looked at.</summary>
    private static readonly TimeSpan Lately = TimeSpan.FromMinutes(2);

    /// <returns>Null for a mailing that the acting person may not see.</returns>
    public async Task<FigureTable?> OfAsync(int mailingId, CancellationToken cancel = default)
    {
        await using var context = await database.OpenAsync();
        return await context.Mailings.AnyAsync(m => m.Id == mailingId, cancel)
            ? await ReadAsync(context.Letters.Where(l => l.MailingId == mailingId), cancel)
            : null;
    }

    /// <returns>Null for a mailing that the acting person may not see.</returns>
    public async Task<MailingProgress?> ProgressAsync(int mailingId, CancellationToken cancel = default)
    {
        await using var context = await database.OpenAsync();
        if (await context.Mailings.AsNoTracking().Where(m => m.Id == mailingId).Select(m => new { m.State, m.StartedAt }).SingleOrDefaultAsync(cancel) is not { } mailing)
            return null;
        var now = clock.GetUtcNow().UtcDateTime;
        // At its beginning a mailing is younger than what is looked back at.
        var since = mailing.StartedAt > now - Lately ? mailing.StartedAt.Value : now - Lately;
        return Progress(mailing.State, now - since, await Counted(context.Letters.Where(l => l.MailingId == mailingId), now, since).SingleOrDefaultAsync(cancel) ?? new ProgressCounts(0, 0, 0, 0, null));
    }

    private static MailingProgress Progress(MailingState state, TimeSpan over, ProgressCounts counts)
    {
        var perMinute = over <= TimeSpan.Zero ? 0 : counts.Lately / over.TotalMinutes;
        var left = counts.Due == 0 || perMinute <= 0 ? (TimeSpan?)null : TimeSpan.FromMinutes(counts.Due / perMinute);
        return new MailingProgress(state, counts.Total, counts.Due, counts.Later, perMinute, state == MailingState.Running ? left : null, counts.Next);
    }

    internal static IQueryable<ProgressCounts> Counted(IQueryable<Letter> letters, DateTime now, DateTime since) => letters.GroupBy(_ => 1).Select(g => new ProgressCounts(
        g.Count(),
        g.Count(l => l.State == LetterState.Sending || (l.State == LetterState.Queued && l.NotBefore <= now)),
        g.Count(l => l.State == LetterState.Queued && l.NotBefore > now),
        g.Count(l => l.SentAt >= since || (l.State == LetterState.Bounced && l.SettledAt >= since)),
        g.Min(l => l.State == LetterState.Queued && l.NotBefore > now ? l.NotBefore : (DateTime?)null)));

    private static async Task<FigureTable> ReadAsync(IQueryable<Letter> letters, CancellationToken cancel)
    {
        var counts = await ByState(letters).ToListAsync(cancel);
        var domains = await ByDomain(letters).Take(DomainsShown).ToListAsync(cancel);
        var reasons = await ByReason(letters).Take(ReasonsShown).ToListAsync(cancel);
        return new FigureTable(
            [.. counts.GroupBy(c => c.Level).OrderBy(g => g.Key).Select(g => LevelFigures.Of(g.Key, g))],
            domains,
            reasons);
    }

    internal static IQueryable<LetterCount> ByState(IQueryable<Letter> letters) =>
        letters.GroupBy(l => new { l.Level, l.State, l.Obstacle, Foreseen = l.Forecast == Obstacle.None }).Select(g => new LetterCount(g.Key.Level, g.Key.State, g.Key.Obstacle, g.Key.Foreseen, g.Count()));

    /// <summary>Where most letters are lost comes first.</summary>
    internal static IQueryable<DomainFigures> ByDomain(IQueryable<Letter> letters) => letters
        .Where(l => l.Domain != null && (l.State == LetterState.Sent || l.State == LetterState.Delivered || l.State == LetterState.Bounced || l.State == LetterState.Failed))
        .GroupBy(l => l.Domain)
        .Select(g => new { Domain = g.Key!, All = g.Count(), Delivered = g.Count(l => l.State == LetterState.Delivered), Lost = g.Count(l => l.State == LetterState.Bounced || l.State == LetterState.Failed) })
        .OrderByDescending(d => d.Lost).ThenByDescending(d => d.All).ThenBy(d => d.Domain)
        .Select(d => new DomainFigures(d.Domain, d.All, d.Delivered, d.Lost));

    internal static IQueryable<ReasonFigures> ByReason(IQueryable<Letter> letters) => letters
        .Where(l => l.State == LetterState.Bounced || l.State == LetterState.Failed)
        .GroupBy(l => new { l.State, l.Status })
        .Select(g => new { g.Key.State, g.Key.Status, Count = g.Count(), Example = g.Max(l => l.Reason) })
        .OrderByDescending(r => r.Count).ThenBy(r => r.Status)
        .Select(r => new ReasonFigures(r.State, r.Status, r.Count, r.Example));
}
