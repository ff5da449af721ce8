using Eseur.Admin.Features.Completeness;
using Eseur.Admin.Live;
using Eseur.Admin.Shared;
using Eseur.Domain.Completeness;
using Eseur.Domain.Fields;
using Eseur.Domain.Passports;

namespace Eseur.Admin.Features.Dashboard;

/// <summary>The sentence a dashboard opens with: its answer, not its name.</summary>
internal static class Headline
{
    /// <param name="node">With subordinates.</param>
    /// <param name="chosen">What the person asks about; null for the widest gap.</param>
    /// <param name="trend">Null while it is not read.</param>
    public static string OfSubtree(NodeView node, Gap? chosen, Trend? trend)
    {
        var gap = chosen ?? Widest(node.Figures);
        var share = node.Figures.Of(gap);
        return share switch
        {
            { Whole: 0 } => chosen is null ? "Действующих организаций нет" : $"{gap.Title}: ни к кому не относится",
            { Part: 0 } => (chosen is null ? "Всё заполнено" : $"{gap.Title}: заполнено у всех") + Change(share, gap, trend),
            _ => $"{gap.Lack} у {Amount(share)} {gap.Audience.Among}{Change(share, gap, trend)}",
        };
    }

    /// <summary>Of one organisation without subordinates: what to begin with, and how much is left.</summary>
    public static string OfOne(GapBits own, Gap? chosen)
    {
        if (chosen is not null && (own.Applicable & chosen.Mask) != 0 && (own.Missing & chosen.Mask) == 0)
            return $"{chosen.Title}: заполнено";
        var missing = Catalogue.Passport.MissingIn(own.Missing).ToList();
        if (missing.Count == 0)
            return "Всё заполнено";
        var first = chosen is not null && missing.Contains(chosen) ? chosen : missing[0];
        return $"{first.Lack}; всего не заполнено {missing.Count} из {own.ApplicableCount}";
    }

    /// <summary>A single field before a whole list: it is a sharper question, and a minute closes it.</summary>
    public static Gap Widest(NodeFigures figures) =>
        Catalogue.Passport.Gaps.OrderBy(g => figures.Of(g).Part == 0).ThenBy(g => g.Field is null).ThenByDescending(g => figures.Of(g).Fraction).First();

    /// <summary>A share too small for its printed percentage is told by its parts.</summary>
    private static string Amount(Share share) =>
        share.Cut() == 0 ? $"{Ru.Number(share.Part)} из {Ru.Number(share.Whole)}" : Ru.Percent(share);

    private static string Change(Share now, Gap gap, Trend? trend)
    {
        if (trend?.Points(now, d => d.Of(gap)) is not { } points || trend.DaysSince is not { } days)
            return "";
        var period = days == Trend.Month ? "месяц" : $"{days} {Ru.Plural(days, "день", "дня", "дней")}";
        return $"; за {period} {Ru.Change(points) ?? "без изменений"}";
    }
}
