using Eseur.Admin.Features.Completeness;
using Eseur.Domain.Completeness;
using Microsoft.AspNetCore.WebUtilities;

namespace Eseur.Admin.Features.Dashboard;

/// <summary>What a dashboard shows, as its query string says it. A string that means nothing is left out.</summary>
public sealed record DashboardQuery
{
    public const string ByName = "name";
    public const string ByCount = "count";
    public const string ByTotal = "total";

    public static readonly IReadOnlyList<int> Ranges = [Trend.Month, 90, 365];

    public DashboardFace Face { get; init; } = DashboardFace.Passports;

    /// <summary>The counted place that the headline, the trend and the order of subordinates are about; null for all of them.</summary>
    public Gap? Gap { get; init; }

    /// <summary>A column of the heat map: a gap's key or one of the three above.</summary>
    public string? Sort { get; init; }

    /// <summary>The other way round than the column's own: numbers begin with the worst, names with А.</summary>
    public bool Reversed { get; init; }

    public int Days { get; init; } = Ranges[0];

    /// <summary>All subordinates, not only the first ones.</summary>
    public bool All { get; init; }

    public string Column => Sort ?? Gap?.Key ?? ByTotal;

    public static DashboardQuery Parse(DashboardFace face, string? gap, string? sort, string? order, string? days, string? all) => new()
    {
        Face = face,
        Gap = face.Catalogue.Gap(gap),
        Sort = sort is ByName or ByCount or ByTotal || face.Catalogue.Gap(sort) is not null ? sort : null,
        Reversed = order == "reverse",
        Days = int.TryParse(days, out var d) && Ranges.Contains(d) ? d : Ranges[0],
        All = all == "1",
    };

    /// <summary>The order a click on a column's heading asks for: a second click turns it round.</summary>
    public DashboardQuery SortedBy(string column) => this with { Sort = column, Reversed = column == Column && !Reversed };

    /// <summary>Another question: the subordinates come in its order again.</summary>
    public DashboardQuery About(Gap? gap) => this with { Gap = gap, Sort = null, Reversed = false };

    /// <summary>What goes along to another organisation's dashboard.</summary>
    public DashboardQuery Elsewhere => new() { Face = Face, Gap = Gap, Days = Days };

    /// <summary>The same organisation's other face: its counted places are others.</summary>
    public DashboardQuery On(DashboardFace face) => face == Face ? Elsewhere : new() { Face = face, Days = Days };

    /// <param name="organizationId">Whose dashboard.</param>
    /// <param name="part">Id of the part of the page to open it at.</param>
    public string Link(int organizationId, string? part = null) => QueryHelpers.AddQueryString($"dashboard/{organizationId}{Face.Segment}" + (part is null ? null : "#" + part), new Dictionary<string, string?>(StringComparer.Ordinal)
    {
        ["gap"] = Gap?.Key,
        ["sort"] = Sort,
        ["order"] = Reversed ? "reverse" : null,
        ["days"] = Days == Ranges[0] ? null : Days.ToString(System.Globalization.CultureInfo.InvariantCulture),
        ["all"] = All ? "1" : null,
    }.Where(p => p.Value is not null));
}
