using System.Globalization;
using Eseur.Admin.Data;
using Eseur.Admin.Features.Dashboard;
using Eseur.Admin.Live;
using Eseur.Admin.Shared;
using Eseur.Domain.Access;
using Eseur.Domain.Changes;
using Eseur.Domain.Completeness;
using Eseur.Domain.Fields;
using Eseur.Domain.Notices;
using Eseur.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Admin.Features.Notices;

/// <summary>
/// Once a week tells each organisation that somebody works for what became of its passport, and the five places that are the
/// most useful to fill. Where nothing is empty and nothing has changed, nothing is told.
/// </summary>
internal sealed class WeeklyDigest(IDbContextFactory<RegistryContext> contexts, CompletenessBoard board, TimeProvider clock)
{
    public const int MostUseful = 5;

    private const int AtOnce = 500;

    private static readonly RegistryRole[] Roles = [RegistryRole.Chairperson, RegistryRole.Apparatus];
    private static readonly Actor Digest = Actor.System("Паспорт за неделю");

    /// <returns>How many organisations are told.</returns>
    public async Task<int> RunAsync(CancellationToken cancel = default)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var (told, last) = (0, 0);
        while (await PortionAsync(now, last, cancel) is { Count: > 0 } portion)
        {
            told += await contexts.AddNewAsync(Digest, [.. portion.Select(p => CauseOf(p, now)).OfType<NoticeCause>()], cancel);
            last = portion[^1].Id;
        }
        return told;
    }

    /// <summary>Organisations with somebody to tell, with what is missing now and what was a week ago.</summary>
    private async Task<IReadOnlyList<Week>> PortionAsync(DateTime now, int after, CancellationToken cancel)
    {
        var since = now.AddDays(-7);
        await using var context = await contexts.OpenAsync(Digest, cancel);
        var held = context.Grants.Where(Grant.HoldsOn(Ru.MoscowDay(now)));
        var found = await (from o in context.Organizations.AsNoTracking()
                           join c in context.Counters on o.Id equals c.OrganizationId
                           where o.Id > after && o.Status == OrganizationStatus.Active
                               && held.Any(g => g.OrganizationId == o.Id && Roles.Contains(g.Role) && context.Users.Any(u => u.Id == g.UserId && u.ClosedAt == null))
                           orderby o.Id
                           select new { o.Id, c.Missing }).Take(AtOnce).ToListAsync(cancel);
        var ids = found.Select(f => f.Id).ToArray();
        var before = await (from c in context.Changes.AsNoTracking()
                            where EF.Parameter(ids).Contains(c.OrganizationId!.Value) && c.MemberId == null && c.Subject == ChangeSubject.Organization && c.At < since
                            group c by c.OrganizationId!.Value into g
                            select g.Max(c => c.Id)).ToListAsync(cancel);
        var lasts = before.ToArray();
        var missing = await context.Changes.AsNoTracking().Where(c => EF.Parameter(lasts).Contains(c.Id)).Select(c => new { Id = c.OrganizationId!.Value, c.Missing }).ToDictionaryAsync(c => c.Id, c => c.Missing, cancel);
        // Of an organisation without a past nothing can be said to be new.
        return [.. found.Select(f => new Week(f.Id, missing.GetValueOrDefault(f.Id, f.Missing), f.Missing))];
    }

    private NoticeCause? CauseOf(Week week, DateTime now)
    {
        var lines = Lines(week.Id, week.Before, week.Now, board.TryRead(week.Id, out var node) ? node : null);
        if (lines.Count == 0)
            return null;
        var day = Ru.ToMoscow(now);
        var link = week.Now == 0 && node?.ChildCount > 0 ? DashboardLinks.Dashboard(week.Id) : DashboardLinks.Passport(week.Id);
        return new NoticeCause(NoticeKind.WeeklyGaps, now, "Паспорт за неделю", NoticeText.Of(lines), link)
        {
            Key = string.Create(CultureInfo.InvariantCulture, $"week:{ISOWeek.GetYear(day)}-{ISOWeek.GetWeekOfYear(day):00}:{week.Id}"),
            OrganizationId = week.Id,
        };
    }

    /// <param name="id">The organisation.</param>
    /// <param name="before">Bits that were missing a week ago.</param>
    /// <param name="now">Bits that are missing now.</param>
    /// <param name="node">For the totals of those below; null while the board does not know the organisation.</param>
    /// <returns>Nothing where there is nothing to tell.</returns>
    internal static IReadOnlyList<NoticeLine> Lines(int id, long before, long now, NodeView? node)
    {
        var catalogue = Catalogue.Passport;
        var (appeared, closed, open) = (catalogue.MissingIn(now & ~before).ToList(), catalogue.MissingIn(before & ~now).Count(), catalogue.MissingIn(now).ToList());
        var lines = new List<NoticeLine>();
        if (appeared.Count > 0)
            lines.Add(new NoticeLine($"Новое незаполненное за неделю: {string.Join(", ", appeared.Select(g => g.Title))}."));
        if (closed > 0)
            lines.Add(new NoticeLine($"Заполнено за неделю: {closed}. Спасибо!"));
        if (open.Count > 0)
            lines.Add(new NoticeLine(open.Count > MostUseful ? $"Не заполнено: {open.Count}. Полезнее всего заполнить:" : $"Осталось заполнить: {open.Count}."));
        else if (closed > 0)
            lines.Add(new NoticeLine("Паспорт заполнен целиком."));
        lines.AddRange(open.Take(MostUseful).Select(g => new NoticeLine($"{g.Title} (вкладка «{catalogue.TabOf(g).Title}»)", DashboardLinks.Field(id, g))));
        if (node is { ChildCount: > 0 } && Below(node) is { } below)
            lines.Add(new NoticeLine(below, DashboardLinks.Dashboard(id)));
        return lines;
    }

    /// <summary>Null where everything below is filled.</summary>
    private static string? Below(NodeView node)
    {
        var missing = node.Figures.Unfilled(Catalogue.Passport).Part - node.Own.MissingCount;
        var isCounted = node.Level != OrganizationLevel.Nation;
        var organizations = node.Figures.Total - (isCounted ? 1 : 0);
        return missing <= 0 ? null
            : $"Ниже: не заполнено {Ru.Number(missing)} {Ru.Plural(missing, "место", "места", "мест")} в паспортах {Ru.Number(organizations)} {Ru.Plural(organizations, "организации", "организаций", "организаций")}";
    }

    private sealed record Week(int Id, long Before, long Now);
}
