using Eseur.Admin.Data;
using Eseur.Admin.Features.Dashboard;
using Eseur.Admin.Shared;
using Eseur.Domain.Access;
using Eseur.Domain.Changes;
using Eseur.Domain.Notices;
using Eseur.Domain.Organizations;
using Eseur.Domain.Passports;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Admin.Features.Notices;

/// <summary>Reminds of terms that end: of a chairperson's mandate, of access given until a day. A new date is another term, and reminded of anew.</summary>
internal sealed class TermWatch(IDbContextFactory<RegistryContext> contexts, TimeProvider clock)
{
    private const int AtOnce = 500;
    private const int Early = 90;
    private const int Late = 30;

    /// <summary>Access can be prolonged by one person in a minute: two weeks are enough, and are remembered.</summary>
    private const int OfAccess = 14;

    /// <summary>Whatever ended while no node was running is told when one is again, if it is still news.</summary>
    private const int StillNews = 7;

    private static readonly Actor Watch = Actor.System("Сроки полномочий и доступа");

    /// <returns>How many reminders were written.</returns>
    public async Task<int> RunAsync(CancellationToken cancel = default)
    {
        var today = clock.MoscowToday();
        return await PortionsAsync(after => MandatesAsync(today, after, cancel), cancel) + await PortionsAsync(after => GrantsAsync(today, after, cancel), cancel);
    }

    private async Task<int> PortionsAsync(Func<int, Task<(IReadOnlyList<NoticeCause> Causes, int? Last)>> read, CancellationToken cancel)
    {
        var reminded = 0;
        for (int? after = 0; after is { } from;)
        {
            (var causes, after) = await read(from);
            reminded += await contexts.AddNewAsync(Watch, causes, cancel);
        }
        return reminded;
    }

    private async Task<(IReadOnlyList<NoticeCause>, int?)> MandatesAsync(DateOnly today, int after, CancellationToken cancel)
    {
        var until = today.AddDays(Early);
        await using var context = await contexts.OpenAsync(Watch, cancel);
        var ending = await (from c in context.Set<Chairperson>().AsNoTracking()
                            join o in context.Organizations on c.OrganizationId equals o.Id
                            where c.Id > after && c.LeftOn == null && c.MandateUntil >= today && c.MandateUntil <= until && o.Status == OrganizationStatus.Active
                            orderby c.Id
                            select new Mandate(c.Id, c.OrganizationId, c.MandateUntil!.Value)).Take(AtOnce).ToListAsync(cancel);
        return ([.. ending.Select(m => CauseOf(m, today))], ending.LastOrDefault()?.RowId);
    }

    private NoticeCause CauseOf(Mandate ending, DateOnly today)
    {
        var left = ending.Until.DayNumber - today.DayNumber;
        var step = left <= Late ? Late : Early;
        var text = NoticeText.Of(
            left == 0 ? "Полномочия председателя кончаются сегодня." : $"Полномочия председателя действуют до {Ru.Date(ending.Until)}: {Left(left)}.",
            "Назначьте отчётно-выборное собрание. После выборов укажите в паспорте нового председателя или новый срок.");
        return new NoticeCause(NoticeKind.MandateEnds, Now, "Кончаются полномочия председателя", text, DashboardLinks.Field(ending.OrganizationId, ChairpersonTab.MandateUntil))
        {
            Key = FormattableString.Invariant($"mandate:{step}:{ending.RowId}:{ending.Until:yyyy-MM-dd}"),
            OrganizationId = ending.OrganizationId,
        };
    }

    /// <summary>Grants that nobody ends: their last day is near or has passed, and the person has no such access beside them.</summary>
    private async Task<(IReadOnlyList<NoticeCause>, int?)> GrantsAsync(DateOnly today, int after, CancellationToken cancel)
    {
        var (since, until) = (today.AddDays(-StillNews), today.AddDays(OfAccess));
        await using var context = await contexts.OpenAsync(Watch, cancel);
        var ending = await (from g in context.Grants.AsNoTracking()
                            where g.Id > after && g.EndedAt == null && g.Until >= since && g.Until <= until && context.Users.Any(u => u.Id == g.UserId && u.ClosedAt == null)
                                && !context.Grants.Any(o => o.Id != g.Id && o.UserId == g.UserId && o.OrganizationId == g.OrganizationId && o.Role == g.Role && o.EndedAt == null && (o.Until == null || o.Until > g.Until))
                            orderby g.Id
                            select g).Take(AtOnce).ToListAsync(cancel);
        var (ids, places) = (ending.Select(g => (int?)g.Id).ToArray(), ending.Select(g => (int?)g.OrganizationId).Distinct().ToArray());
        // A grant keeps the name of its giver; whose sign-in that was is in the record of its giving, the first of it.
        var given = await context.Changes.AsNoTracking().Where(c => EF.Parameter(places).Contains(c.OrganizationId) && c.Subject == ChangeSubject.Grant && EF.Parameter(ids).Contains(c.SubjectId))
            .Select(c => new { c.Id, c.SubjectId, c.UserId }).ToListAsync(cancel);
        var givers = given.GroupBy(c => c.SubjectId!.Value).ToDictionary(g => g.Key, g => g.MinBy(c => c.Id)!.UserId);
        return ([.. ending.Where(g => IsNews(g, today)).SelectMany(g => CausesOf(g, givers.GetValueOrDefault(g.Id), today))], ending.LastOrDefault()?.Id);
    }

    /// <summary>Whoever was given access for a few days has just read until when.</summary>
    private static bool IsNews(Grant grant, DateOnly today) => grant.Until < today || grant.Until!.Value.DayNumber - Ru.MoscowDay(grant.GivenAt).DayNumber > OfAccess;

    private IEnumerable<NoticeCause> CausesOf(Grant grant, int? giver, DateOnly today)
    {
        var last = grant.Until!.Value;
        var left = last.DayNumber - today.DayNumber;
        var key = FormattableString.Invariant($"grant:{(left < 0 ? 0 : OfAccess)}:{grant.Id}:{last:yyyy-MM-dd}");
        var term = left < 0 ? $"Последний день был {Ru.Date(last)}." : left == 0 ? "Последний день — сегодня." : $"Последний день — {Ru.Date(last)}: {Left(left)}.";
        yield return Of(grant.UserId, left < 0 ? "Ваш доступ закончился" : "Ваш доступ скоро закончится", "Если он нужен и дальше, попросите вышестоящую организацию его продлить.", "account", key);
        if (giver is { } person && person != grant.UserId)
            yield return Of(person, left < 0 ? "Закончился доступ, который вы дали" : "Скоро закончится доступ, который вы дали", "Чей он, видно на странице доступа; там же его можно продлить.", $"access/{grant.UserId}", key + ":by");

        NoticeCause Of(int user, string title, string whatToDo, string link, string of) =>
            new(NoticeKind.AccessEnds, Now, title, NoticeText.Of($"Роль: {grant.Role.Label()}.", term, whatToDo), link) { Key = of, OrganizationId = grant.OrganizationId, UserId = user };
    }

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    private static string Left(int days) => $"{Ru.Plural(days, "остался", "осталось", "осталось")} {days} {Ru.Plural(days, "день", "дня", "дней")}";

    private sealed record Mandate(int RowId, int OrganizationId, DateOnly Until);
}
