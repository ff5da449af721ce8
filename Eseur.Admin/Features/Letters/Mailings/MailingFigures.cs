using Eseur.Admin.Data;
using Eseur.Admin.Data.Access;
using Eseur.Admin.Features.Organizations;
using Eseur.Domain.Access;
using Eseur.Domain.Completeness;
using Eseur.Domain.Letters;
using Eseur.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Admin.Features.Letters.Mailings;

/// <summary>What became of letters, counted by the database.</summary>
public sealed class MailingFigures(RegistryDatabase database, MailingSums sums)
{
    private const int DomainsShown = 20;
    private const int ReasonsShown = 20;

    /// <summary>Not older than a page's look at it. What servers said is left out for whoever may not read about all of whom they said it.</summary>
    /// <returns>Null for a mailing that the acting person may not see.</returns>
    public async Task<FigureTable?> OfAsync(int mailingId, CancellationToken cancel = default)
    {
        if (await LookAsync(mailingId, cancel) is not var (mailing, sum))
            return null;
        return sum.Figures.Reasons.Count == 0 || await MayQuoteAsync(mailing, cancel) ? sum.Figures
            : sum.Figures with { Reasons = [.. sum.Figures.Reasons.Select(r => r with { Example = null })] };
    }

    /// <returns>Null for a mailing that the acting person may not see.</returns>
    public async Task<MailingProgress?> ProgressAsync(int mailingId, CancellationToken cancel = default) =>
        await LookAsync(mailingId, cancel) is var (mailing, sum) ? Progress(mailing, sum.Over, sum.Progress) : null;

    /// <summary>Whether the person may see it, and how far it has come, is asked each time; the letters are summed for all who look.</summary>
    private async Task<(Mailing Mailing, MailingSum Sum)?> LookAsync(int mailingId, CancellationToken cancel)
    {
        await using var context = await database.OpenAsync();
        return await context.Mailings.AsNoTracking().SingleOrDefaultAsync(m => m.Id == mailingId, cancel) is { } mailing
            ? (mailing, await sums.OfAsync(context.Actor!, mailingId, mailing.Version, mailing.StartedAt, cancel))
            : null;
    }

    /// <summary>As the list of letters decides it line by line; a sum does not know whose words it quotes.</summary>
    private async Task<bool> MayQuoteAsync(Mailing mailing, CancellationToken cancel)
    {
        if (MailingAudience.Parse(mailing.Audience).To == RecipientKind.Organization)
            return true;
        await using var context = await database.OpenAsync();
        var scope = context.Actor!.Scope;
        if (!scope.MayAnywhere(Powers.ReadPersons))
            return false;
        if (scope.Patterns(Powers.Read).All(scope.Patterns(Powers.ReadPersons).Contains))
            return true;
        var path = await context.Organizations.Where(o => o.Id == mailing.OrganizationId).Select(o => o.Path).SingleAsync(cancel);
        var written = context.Organizations.InSubtree(path);
        return await written.CountAsync(cancel) == await written.Where(context.Actor, Powers.ReadPersons).CountAsync(cancel);
    }

    private static MailingProgress Progress(Mailing mailing, TimeSpan over, ProgressCounts counts)
    {
        var queueing = mailing is { IsUnderWay: true, QueuedAt: null } ? new Share(mailing.LettersQueued, Math.Max(mailing.LettersQueued, mailing.LettersToQueue)) : (Share?)null;
        var perMinute = over <= TimeSpan.Zero ? 0 : counts.Lately / over.TotalMinutes;
        var left = counts.Due == 0 || perMinute <= 0 ? (TimeSpan?)null : TimeSpan.FromMinutes(counts.Due / perMinute);
        // What follows is not due yet, so nobody can say when the last one goes.
        return new MailingProgress(mailing.State, counts.Total, counts.Due, counts.Later, perMinute, mailing.State == MailingState.Running && queueing is null ? left : null, counts.Next, queueing);
    }

    internal static IQueryable<ProgressCounts> Counted(IQueryable<Letter> letters, DateTime now, DateTime since) => letters.GroupBy(_ => 1).Select(g => new ProgressCounts(
        g.Count(),
        g.Count(l => l.State == LetterState.Sending || (l.State == LetterState.Queued && l.NotBefore <= now)),
        g.Count(l => l.State == LetterState.Queued && l.NotBefore > now),
        g.Count(l => l.SentAt >= since || (l.State == LetterState.Bounced && l.SettledAt >= since)),
        g.Min(l => l.State == LetterState.Queued && l.NotBefore > now ? l.NotBefore : (DateTime?)null)));

    internal static async Task<FigureTable> ReadAsync(IQueryable<Letter> letters, CancellationToken cancel)
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
        .Select(g => new { g.Key.State, g.Key.Status, Count = g.Count(), Example = g.Max(l => l.Reason == Letter.Complaint ? null : l.Reason) })
        .OrderByDescending(r => r.Count).ThenBy(r => r.Status)
        .Select(r => new ReasonFigures(r.State, r.Status, r.Count, r.Example));
}
