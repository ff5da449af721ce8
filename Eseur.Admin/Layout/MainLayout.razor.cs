using Eseur.Admin.Data;
using Eseur.Domain.Access;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Eseur.Admin.Layout;

public partial class MainLayout
{
    /// <summary>Of the sections; the rest stand behind "Ещё". A bar of more would have no room for their names.</summary>
    private const int OnPhone = 4;

    private ErrorBoundary? boundary;
    private Actor? actor;
    private IReadOnlyList<Sections.Section> sections = [];

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private ICurrentActor Current { get; set; } = default!;

    private string Roles => string.Join(", ", (actor?.Scope.Reaches ?? []).Select(r => r.Role.Label()).Distinct());

    private string SkipTarget => Navigation.ToBaseRelativePath(Navigation.Uri).Split('#')[0] + "#content";

    private bool MayRead => actor?.Scope.MayAnywhere(Powers.Read) == true;

    protected override async Task OnParametersSetAsync()
    {
        boundary?.Recover();
        actor = Current.Now ?? await Current.GetAsync();
        sections = [.. Sections.For(actor?.Scope)];
    }

    private void Retry() => boundary?.Recover();
}
