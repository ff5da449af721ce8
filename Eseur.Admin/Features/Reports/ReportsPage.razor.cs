using Eseur.Admin.Data;
using Eseur.Admin.Features.Account;
using Eseur.Admin.Features.Organizations;
using Eseur.Admin.Live;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Admin.Features.Reports;

public sealed partial class ReportsPage : IDisposable
{
    private int count;
    private ReportJob? job;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private CompletenessBoard Board { get; set; } = default!;

    [Inject]
    private ReferenceStore References { get; set; } = default!;

    [Inject]
    private RegistryDatabase Database { get; set; } = default!;

    [Inject]
    private ReportJobs Jobs { get; set; } = default!;

    [CascadingParameter]
    private Task<AuthenticationState> Authentication { get; set; } = default!;

    private OrganizationFilter Filter { get; set; } = new();

    private IReadOnlyList<string> Words => [.. FilterChip.Of(Filter, References.Book).Select(c => c.Text)];

    private string Scope => Board.TryRead(Filter.Under ?? Board.RootId, out var node) ? node.Name : "Организация не найдена";

    protected override async Task OnParametersSetAsync()
    {
        Filter = OrganizationFilter.Parse(new Uri(Navigation.Uri).Query);
        await using var context = await Database.OpenAsync();
        count = await Filter.Apply(context, Board.SubtreePath(Filter.Under), References.Book).CountAsync();
    }

    private async Task StartAsync()
    {
        if (job is not null)
            Leave(job);
        if ((await Authentication).User.UserId() is not { } user)
            return;
        job = Jobs.Start(user, Filter);
        job.Moved += Show;
    }

    private void Show(object? sender, EventArgs e) => _ = InvokeAsync(StateHasChanged);

    private void Leave(ReportJob left) => left.Moved -= Show;

    public void Dispose()
    {
        if (job is not null)
            Leave(job);
    }
}
