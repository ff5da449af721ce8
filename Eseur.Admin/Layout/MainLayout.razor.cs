using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Eseur.Admin.Layout;

public partial class MainLayout
{
    private ErrorBoundary? boundary;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    private string SkipTarget => Navigation.ToBaseRelativePath(Navigation.Uri).Split('#')[0] + "#content";

    protected override void OnParametersSet() => boundary?.Recover();

    private void Retry() => boundary?.Recover();
}
