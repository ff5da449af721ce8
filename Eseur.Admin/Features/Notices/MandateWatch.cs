using Eseur.Admin.Data;
using Eseur.Admin.Features.Dashboard;
using Eseur.Admin.Shared;
using Eseur.Domain.Notices;
using Eseur.Domain.Organizations;
using Eseur.Domain.Passports;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Admin.Features.Notices;

/// <summary>Reminds organisations of the end of their chairperson's mandate. A new date is another mandate, and reminded of anew.</summary>
internal sealed class MandateWatch(IDbContextFactory<RegistryContext> contexts, TimeProvider clock)
{
    private const int AtOnce = 500;
    private const int Early = 90;
    private const int Late = 30;

    private static readonly Actor Watch = Actor.System("Сроки полномочий");

    /// <returns>How many were reminded.</returns>
    public async Task<int> RunAsync(CancellationToken cancel = default)
    {
        var (now, today) = (clock.GetUtcNow().UtcDateTime, clock.MoscowToday());
        var (reminded, last) = (0, 0);
        while (await EndingAsync(today, last, cancel) is { Count: > 0 } ending)
        {
            reminded += await contexts.AddNewAsync(Watch, [.. ending.Select(c => CauseOf(c, today, now))], cancel);
            last = ending[^1].RowId;
        }
        return reminded;
    }

    private async Task<List<Ending>> EndingAsync(DateOnly today, int after, CancellationToken cancel)
    {
        var until = today.AddDays(Early);
        await using var context = await contexts.OpenAsync(Watch, cancel);
        return await (from c in context.Set<Chairperson>().AsNoTracking()
                      join o in context.Organizations on c.OrganizationId equals o.Id
                      where c.Id > after && c.LeftOn == null && c.MandateUntil >= today && c.MandateUntil <= until && o.Status == OrganizationStatus.Active
                      orderby c.Id
                      select new Ending(c.Id, c.OrganizationId, c.MandateUntil!.Value)).Take(AtOnce).ToListAsync(cancel);
    }

    private static NoticeCause CauseOf(Ending ending, DateOnly today, DateTime now)
    {
        var left = ending.Until.DayNumber - today.DayNumber;
        var step = left <= Late ? Late : Early;
        var text = NoticeText.Of(
            left == 0 ? "Полномочия председателя кончаются сегодня." : $"Полномочия председателя действуют до {Ru.Date(ending.Until)}: {Ru.Plural(left, "остался", "осталось", "осталось")} {left} {Ru.Plural(left, "день", "дня", "дней")}.",
            "Назначьте отчётно-выборное собрание. После выборов укажите в паспорте нового председателя или новый срок.");
        return new NoticeCause(NoticeKind.MandateEnds, now, "Кончаются полномочия председателя", text, DashboardLinks.Field(ending.OrganizationId, ChairpersonTab.MandateUntil))
        {
            Key = FormattableString.Invariant($"mandate:{step}:{ending.RowId}:{ending.Until:yyyy-MM-dd}"),
            OrganizationId = ending.OrganizationId,
        };
    }

    private sealed record Ending(int RowId, int OrganizationId, DateOnly Until);
}
