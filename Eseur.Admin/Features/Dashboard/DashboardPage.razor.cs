using System.Data.Common;
using Eseur.Admin.Data;
using Eseur.Admin.Features.Account;
using Eseur.Admin.Features.Completeness;
using Eseur.Admin.Live;
using Eseur.Admin.Shared;
using Eseur.Domain.Access;
using Eseur.Domain.Organizations;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace Eseur.Admin.Features.Dashboard;

/// <summary>
/// Figures of one organisation with all below it. All numbers come from the board; only the past is read from tables.
/// It stays open for hours in thousands of windows, so it holds the board's own records and plain tables, no entities.
/// </summary>
public sealed partial class DashboardPage(VisibleBoard board, BoardNews news, TrendService trends, SuperiorMail mail, ICurrentActor current, TimeProvider clock, NavigationManager navigation) : IDisposable
{
    private NodeView? node;
    private IReadOnlyList<HeatRow> rows = [];
    private Trend? trend;
    private bool trendUnavailable;
    private string? superiorEmail;
    private DateTime readAt;
    private IDisposable? subscription;
    private int subscribedTo;
    private bool live;
    private ElementReference heading;
    private bool headingIsNews;

    [Parameter]
    public int? Id { get; set; }

    [Parameter]
    public DashboardFace Face { get; set; } = DashboardFace.Passports;

    [SupplyParameterFromQuery(Name = "gap")]
    private string? GapKey { get; set; }

    [SupplyParameterFromQuery(Name = "sort")]
    private string? Sort { get; set; }

    [SupplyParameterFromQuery(Name = "order")]
    private string? Order { get; set; }

    [SupplyParameterFromQuery(Name = "days")]
    private string? Days { get; set; }

    [SupplyParameterFromQuery(Name = "all")]
    private string? All { get; set; }

    private DashboardQuery Query { get; set; } = new();

    private string Answer => IsLeaf && Face == DashboardFace.Passports ? Headline.OfOne(node!.Own, Query.Gap) : Headline.OfSubtree(node!, Query, trend);

    private bool IsLeaf => rows.Count == 0;

    /// <summary>Only primary organisations have members of their own.</summary>
    private bool MayHold => node!.Level.IsPrimary();

    private bool MayRead => current.Now?.Scope.MayAnywhere(Powers.Read) == true;

    private int OwnGaps => node!.Own.MissingCount;

    private DateOnly Today => Ru.MoscowDay(readAt);

    private string? Letter => superiorEmail is null || node is null ? null : SuperiorMail.Link(superiorEmail, $"{node.Name}: {Face.Subject}",
        $"Здравствуйте!\n\n{node.Name}. {Answer}.\n{navigation.ToAbsoluteUri(Query.Elsewhere.Link(node.Id))}\n");

    protected override async Task OnParametersSetAsync()
    {
        Query = DashboardQuery.Parse(Face, GapKey, Sort, Order, Days, All);
        var id = Id ?? board.RootId;
        var another = node?.Id != id;
        board.TryRead(id, out node);
        readAt = clock.GetUtcNow().UtcDateTime;
        rows = node is null ? [] : HeatRows.Sort(board.Children(id), Query);
        Follow();
        if (another)
            (trend, superiorEmail, headingIsNews) = (null, null, live);
        if (node is not null)
            await ReadPastAsync(node);
    }

    /// <summary>The past, and whom to write to, are in tables, which may be slow or away; the figures do not wait for them.</summary>
    private async Task ReadPastAsync(NodeView shown)
    {
        try
        {
            var read = await trends.ReadAsync(shown, Query.Days);
            var email = shown.SuperiorId is null ? null : superiorEmail ?? await mail.AddressAsync(shown.Id);
            if (node?.Id == shown.Id)
                (trend, superiorEmail, trendUnavailable) = (Face.Days(read), email, false);
        }
        catch (DbException)
        {
            trendUnavailable = true;
        }
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        // Only a page in a circuit follows the news: one rendered for a request is gone before any comes.
        if (firstRender)
        {
            live = true;
            Follow();
        }
        // Another organisation on the same page: whoever reads by ear is told, as after any other step.
        if (headingIsNews && node?.Status == OrganizationStatus.Active)
        {
            headingIsNews = false;
            await heading.FocusAsync(preventScroll: true);
        }
    }

    private void Follow()
    {
        if (!live || subscribedTo == node?.Id)
            return;
        subscription?.Dispose();
        subscribedTo = node?.Id ?? 0;
        subscription = node is null ? null : news.Subscribe(node.Id, () => _ = InvokeAsync(Reread));
    }

    private void Reread()
    {
        if (node is null || !board.TryRead(node.Id, out var now) || ReferenceEquals(now.Figures, node.Figures))
            return;
        node = now;
        readAt = clock.GetUtcNow().UtcDateTime;
        rows = HeatRows.Renew(rows, board.Children(now.Id), Face.Catalogue);
        StateHasChanged();
    }

    public void Dispose() => subscription?.Dispose();
}
