using Eseur.Admin.Features.Completeness;
using Eseur.Admin.Live;
using Eseur.Admin.Shared;
using Eseur.Domain.Completeness;
using Eseur.Domain.Fields;

namespace Eseur.Admin.Features.Dashboard;

/// <summary>The sentence a dashboard opens with: its answer, not its name.</summary>
internal static class Headline
{
    /// <param name="node">With subordinates.</param>
    /// <param name="query">Passports or members, and what the person asks about; the widest gap where nothing is.</param>
    /// <param name="trend">Null while it is not read.</param>
    public static string OfSubtree(NodeView node, DashboardQuery query, Trend? trend)
    {
        var (chosen, face) = (query.Gap, query.Face);
        var gap = chosen ?? Widest(node.Figures, face.Catalogue);
        var share = node.Figures.Of(gap);
        return share switch
        {
            { Whole: 0 } => chosen is null || face.Count(node.Figures) == 0 ? face.Nobody : $"{gap.Title}: ни к кому не относится",
            { Part: 0 } => (chosen is null ? "Всё заполнено" : $"{gap.Title}: заполнено у всех") + Change(share, gap, trend, face),
            { Whole: 1 } when !face.IsYesOrNo(share) => $"{gap.Lack} у 1 из 1",
            _ => $"{gap.Lack} у {Amount(share, face)} {gap.Audience.Among}{Change(share, gap, trend, face)}",
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

    /// <summary>
    /// A single field before a whole list: it is a sharper question, and a minute closes it. Of members the one that most
    /// people lack: the few who study would be the answer everywhere.
    /// </summary>
    public static Gap Widest(NodeFigures figures, Catalogue catalogue) =>
        catalogue.Gaps.OrderBy(g => figures.Of(g).Part == 0).ThenBy(g => g.Field is null).ThenByDescending(g => g.IsOfCard ? figures.Of(g).Part : figures.Of(g).Fraction).First();

    /// <summary>A share too small for its printed percentage is told by its parts.</summary>
    private static string Amount(Share share, DashboardFace face) =>
        share.Cut(face.Decimals) == 0 ? $"{Ru.Number(share.Part)} из {Ru.Number(share.Whole)}" : Ru.Percent(share, face.Decimals);

    private static string Change(Share now, Gap gap, Trend? trend, DashboardFace face)
    {
        if (trend?.Points(now, d => d.Of(gap), face.Decimals) is not { } points || trend.DaysSince is not { } days)
            return "";
        var period = days == Trend.Month ? "месяц" : $"{days} {Ru.Plural(days, "день", "дня", "дней")}";
        return $"; за {period} {Ru.Change(points, face.Decimals) ?? "без изменений"}";
    }
}
