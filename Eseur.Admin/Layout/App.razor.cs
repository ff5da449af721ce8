using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Web;

namespace Eseur.Admin.Layout;

public partial class App
{
    [CascadingParameter]
    private HttpContext HttpContext { get; set; } = default!;

    /// <summary>Pages that set cookies are plain requests, and so is whatever a stranger sees; all others live in a circuit.</summary>
    private IComponentRenderMode? Mode => HttpContext.AcceptsInteractiveRouting() && HttpContext.User.Identity?.IsAuthenticated == true ? RenderMode.InteractiveServer : null;
}
