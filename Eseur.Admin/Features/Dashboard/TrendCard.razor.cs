using Eseur.Admin.Features.Completeness;
using Eseur.Admin.Live;
using Eseur.Admin.Shared;
using Eseur.Domain.Completeness;
using Microsoft.AspNetCore.Components;

namespace Eseur.Admin.Features.Dashboard;

public sealed partial class TrendCard
{
    private static readonly string[] Anchors = ["start", "middle", "end"];
    private TrendLine? line;
    private Gap? gap;

    [Parameter, EditorRequired]
    public NodeView Node { get; set; } = default!;

    [Parameter, EditorRequired]
    public DashboardQuery Query { get; set; } = default!;

    /// <summary>Null while it is being read.</summary>
    [Parameter]
    public Trend? Trend { get; set; }

    [Parameter]
    public bool Unavailable { get; set; }

    [Parameter, EditorRequired]
    public DateOnly Today { get; set; }

    private string Title => line is null ? Subject : (line.Points[0].Share.Cut(Query.Face.Decimals), line.Points[^1].Share.Cut(Query.Face.Decimals)) switch
    {
        var (was, now) when was == now => $"{Subject}: {Ru.Percent(line.Points[^1].Share, Query.Face.Decimals)}, без изменений за {Span}",
        var (was, now) => $"{Subject}: {(now < was ? "меньше" : "больше")} на {Ru.Points(now - was, Query.Face.Decimals)} за {Span}",
    };

    private string Subject => gap?.Lack ?? "Не заполнено всего";

    private string Span
    {
        get
        {
            var days = Today.DayNumber - line!.Points[0].Day.DayNumber;
            return $"{days} {Ru.Plural(days, "день", "дня", "дней")}";
        }
    }

    protected override void OnParametersSet()
    {
        line = null;
        // One organisation lacks a field or not: only the sum of its fields makes a line.
        gap = Query.Gap is { IsOfCard: true } || Node.Figures.Total > 1 ? Query.Gap : null;
        if (Trend is null)
            return;
        var from = Today.AddDays(-Query.Days);
        var points = Trend.Days.Where(d => d.Day >= from).Select(d => new TrendPoint(d.Day, gap is null ? d.Unfilled(Query.Face.Catalogue) : d.Of(gap)))
            .Append(new TrendPoint(Today, gap is null ? Node.Figures.Unfilled(Query.Face.Catalogue) : Node.Figures.Of(gap)))
            .Where(p => p.Share.Whole > 0).ToList();
        if (points.Count > 1)
            line = new TrendLine(points, from);
    }

    private static string T(double coordinate) => TrendLine.Text(coordinate);
}
