using Eseur.Admin.Data;
using Eseur.Admin.Live;
using Eseur.Admin.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;

namespace Eseur.Admin.Features.Organizations;

/// <summary>The register: the tree and the list side by side. All of its state is its address.</summary>
public sealed partial class OrganizationsPage : IDisposable
{
    private OrganizationFilter filter = new();
    private OrganizationRights rights;
    private Actor? actor;
    private int? total;
    private int edition;
    private bool founding;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private VisibleBoard Board { get; set; } = default!;

    [Inject]
    private ICurrentActor Current { get; set; } = default!;

    protected override async Task OnInitializedAsync()
    {
        Navigation.LocationChanged += OnMoved;
        actor = await Current.GetAsync();
        Read();
    }

    private void OnMoved(object? sender, LocationChangedEventArgs e) => _ = InvokeAsync(() =>
    {
        Read();
        StateHasChanged();
    });

    private void Read()
    {
        if (Navigation.QueryOf("organizations") is { } query)
            filter = OrganizationFilter.Parse(query);
        rights = OrganizationRights.Of(actor, Board, filter.Under ?? Board.RootId);
    }

    private void Go(OrganizationFilter to) => Navigation.NavigateTo(PageLink(to));

    /// <summary>Letters of one query are one step for the "back" button.</summary>
    private void Typed(OrganizationFilter to) => Navigation.NavigateTo(PageLink(to), replace: to.Query != filter.Query && filter.Query is not null);

    private void Again() => edition++;

    private void Founded(int id)
    {
        founding = false;
        Navigation.NavigateTo($"organizations/{id}/passport");
    }

    private static string PageLink(OrganizationFilter to) => "organizations" + to.ToQueryString();

    public void Dispose() => Navigation.LocationChanged -= OnMoved;
}
