using Eseur.Admin.Features.Completeness;
using Eseur.Admin.Live;
using Eseur.Admin.Shared;
using Eseur.Domain.Completeness;
using Microsoft.AspNetCore.Components;

namespace Eseur.Admin.Features.Dashboard;

public sealed partial class GapTable
{
    private NodeView? shown;
    private DashboardFace? face;
    private long fell;

    [Parameter, EditorRequired]
    public NodeView Node { get; set; } = default!;

    [Parameter, EditorRequired]
    public DashboardQuery Query { get; set; } = default!;

    [Parameter]
    public Trend? Trend { get; set; }

    /// <summary>The day the figures are of, in Moscow.</summary>
    [Parameter, EditorRequired]
    public DateOnly On { get; set; }

    /// <summary>A column kept for what is being read would stand empty for good where no days are kept.</summary>
    private bool HasChange => Query.Face == DashboardFace.Passports || Trend?.DaysSince is not null;

    private string ChangeTitle => Trend?.DaysSince is { } days ? $"За {days} {Ru.Plural(days, "день", "дня", "дней")}" : "Изменение";

    protected override void OnParametersSet()
    {
        if (shown?.Id != Node.Id || face != Query.Face)
            fell = 0;
        else if (!ReferenceEquals(shown.Figures, Node.Figures))
            fell = HeatRows.Fallen(shown.Figures, Node.Figures, face.Catalogue);
        (shown, face) = (Node, Query.Face);
    }

    private bool Fell(Gap gap) => (fell & gap.Mask) != 0;

    private string? Change(Gap gap, Share share) => Trend?.Points(share, d => d.Of(gap), Query.Face.Decimals) is { } points ? Ru.Change(points, Query.Face.Decimals) ?? Ru.Points(0, Query.Face.Decimals) : null;
}
