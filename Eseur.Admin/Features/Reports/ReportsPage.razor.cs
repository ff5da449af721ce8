using System.Data.Common;
using Eseur.Admin.Data;
using Eseur.Admin.Features.Account;
using Eseur.Admin.Features.Organizations;
using Eseur.Admin.Live;
using Eseur.Admin.Shared;
using Eseur.Admin.Shared.Jobs;
using Eseur.Domain;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace Eseur.Admin.Features.Reports;

/// <summary>The report of a list: what its summary will say, the making of the workbook, and the link to it.</summary>
public sealed partial class ReportsPage(VisibleBoard board, CompletenessReport report, ReportJobs jobs, ReferenceStore references, TimeProvider clock, NavigationManager navigation)
{
    private string? shown;
    private NodeView? node;
    private IReadOnlyList<string> words = [];
    private NodeFigures? figures;
    private DateOnly readOn;
    private bool failed;
    private Job? job;
    private string? refused;

    [CascadingParameter]
    private Task<AuthenticationState> Authentication { get; set; } = default!;

    private VisibleBoard Board => board;

    /// <summary>Members are summed up by the tree: a filtered list has no figures of theirs.</summary>
    private bool HasMembers => Filter.IsWholeNode() && node?.Members.Total > 0;

    private OrganizationFilter Filter { get; set; } = new();

    protected override async Task OnParametersSetAsync()
    {
        Filter = OrganizationFilter.Parse(new Uri(navigation.Uri).Query);
        // A report is about one organisation with all below it.
        if (Filter.Under is null && board.Tops.Count > 1)
            Filter = Filter with { Under = board.RootId };
        if (shown == Filter.ToQueryString())
            return;
        shown = Filter.ToQueryString();
        board.TryRead(Filter.Under ?? board.RootId, out node);
        words = [.. OrganizationChips.Of(Filter, references.Book).Select(c => c.Text)];
        readOn = clock.MoscowToday();
        failed = false;
        figures = Filter.IsWholeNode() ? node?.Figures : null;
        refused = null;
        job = (await Authentication).User.UserId() is { } user ? jobs.Find(Filter, user) : null;
        if (node is not null && figures is null && RendererInfo.IsInteractive)
            await SumAsync(shown);
    }

    /// <summary>A filtered list is added up from the tables: on a thread of its own, while the page already stands.</summary>
    private async Task SumAsync(string asked)
    {
        try
        {
            var filter = Filter;
            var sums = await Task.Run(() => report.SumAsync(filter));
            if (shown == asked)
                figures = sums;
        }
        catch (DbException)
        {
            failed = shown == asked;
        }
    }

    private async Task StartAsync()
    {
        if ((await Authentication).User.UserId() is not { } user)
            return;
        try
        {
            (job, refused) = (jobs.Start(user, Filter), null);
        }
        catch (RuleBrokenException e)
        {
            refused = e.Message;
        }
    }
}
