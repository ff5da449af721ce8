using Eseur.Admin.Live;
using Eseur.Domain.Completeness;
using Microsoft.AspNetCore.Components;

namespace Eseur.Admin.Features.Dashboard;

public sealed partial class HeatMap
{
    /// <summary>As many as people look at; each row costs a circuit memory, and a first page time.</summary>
    private const int FirstRows = 20;

    /// <summary>Sorting stays here instead of going up to the page's beginning.</summary>
    private const string Part = "below";

    private List<HeatRow> items = [];

    [Parameter, EditorRequired]
    public NodeView Superior { get; set; } = default!;

    [Parameter, EditorRequired]
    public IReadOnlyList<HeatRow> Rows { get; set; } = [];

    [Parameter, EditorRequired]
    public DashboardQuery Query { get; set; } = default!;

    /// <summary>The day the figures are of, in Moscow.</summary>
    [Parameter, EditorRequired]
    public DateOnly On { get; set; }

    /// <summary>A column of ones says nothing.</summary>
    private bool HasCounts { get; set; }

    protected override void OnParametersSet()
    {
        HasCounts = Rows.Any(r => Query.Face.Count(r.Node.Figures) > 1);
        items = Query.All ? [.. Rows] : [];
    }

    private string? AriaSort(string column) => Query.Column != column ? null
        : (column == DashboardQuery.ByName) != Query.Reversed ? "ascending" : "descending";

    /// <summary>One organisation lacks a field or not: a percentage of it says nothing.</summary>
    private string Number(Share share) => share.Part == 0 ? "–" : Query.Face.IsYesOrNo(share) ? "нет" : share.Percent(Query.Face.Decimals);
}
