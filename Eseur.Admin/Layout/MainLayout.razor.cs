using Eseur.Admin.Data;
using Eseur.Domain.Access;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Eseur.Admin.Layout;

public partial class MainLayout
{
    private ErrorBoundary? boundary;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private ICurrentActor Current { get; set; } = default!;

    private string Roles => string.Join(", ", (Current.Now?.Scope.Reaches ?? []).Select(r => r.Role.Label()).Distinct());

    private string SkipTarget => Navigation.ToBaseRelativePath(Navigation.Uri).Split('#')[0] + "#content";

    protected override void OnParametersSet() => boundary?.Recover();

    private void Retry() => boundary?.Recover();
}
