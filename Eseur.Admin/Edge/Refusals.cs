using Eseur.Admin.Shared.Mail;
using Microsoft.Net.Http.Headers;

namespace Eseur.Admin.Edge;

/// <summary>Requests that no page gets to see.</summary>
internal static class Refusals
{
    /// <summary>
    /// The framework sends plain requests to HTTPS only where it knows the port, and lets them through where it does not:
    /// behind a proxy that nobody named in the settings, say.
    /// </summary>
    public static void UseHttpsOnly(this WebApplication app) => app.Use((context, next) => context.Request.IsHttps
        ? next()
        : RefuseAsync(context, StatusCodes.Status400BadRequest, "Реестр открывается только по HTTPS. Администратору: настройки Https, Proxies и HTTPS_PORT."));

    /// <summary>
    /// Browsers let any site open a WebSocket anywhere, and ask no leave before. The cookie does not come along from another
    /// site; a page of ours has no reason to come from one.
    /// </summary>
    public static void UseOwnOrigin(this WebApplication app)
    {
        var address = app.Services.GetRequiredService<PublicAddress>();
        app.Use((context, next) => context.Request.Path.StartsWithSegments("/_blazor", StringComparison.Ordinal)
            && context.Request.Headers[HeaderNames.Origin].ToString() is { Length: > 0 } origin && !IsOurs(origin, context.Request, address)
                ? RefuseAsync(context, StatusCodes.Status403Forbidden, "Страница открыта не с адреса реестра.")
                : next());
    }

    // A proxy may hand on its own name of this server instead of the one people know.
    private static bool IsOurs(string origin, HttpRequest request, PublicAddress address) => Uri.TryCreate(origin, UriKind.Absolute, out var from)
        && (Same(from.Authority, request.Host.Value) || Same(from.Authority, address.Root?.Authority));

    private static bool Same(string one, string? other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    private static Task RefuseAsync(HttpContext context, int status, string why)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(why, context.RequestAborted);
    }
}
