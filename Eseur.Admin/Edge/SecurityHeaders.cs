using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Eseur.Admin.Edge;

internal static class SecurityHeaders
{
    // Neither scripts nor styles may be inline; style-attributes.js is how the framework's list of rows gets on with it.
    private const string Policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self' data:; "
        + "connect-src 'self'; frame-src 'self'; manifest-src 'self'; frame-ancestors 'none'; base-uri 'self'; form-action 'self'; object-src 'none'";

    public static void UseRegistrySecurityHeaders(this WebApplication app) => app.Use((context, next) =>
    {
        // At the last moment: whatever a fault has put aside on the way to its page is said again.
        context.Response.OnStarting(() =>
        {
            Say(context);
            return Task.CompletedTask;
        });
        return next();
    });

    private static void Say(HttpContext context)
    {
        var headers = context.Response.Headers;
        // Photographs and dossiers have a policy of their own, which is stricter.
        headers.TryAdd(HeaderNames.ContentSecurityPolicy, Policy);
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        var type = context.Response.ContentType;
        // An answer has people in it: whoever uses this computer next must not find it in the browser's store. Files of the
        // program and photographs say themselves how long they are kept; a page never is.
        if (context.User.Identity?.IsAuthenticated == true && (StringValues.IsNullOrEmpty(headers.CacheControl) || type?.StartsWith("text/html", StringComparison.Ordinal) == true))
            headers.CacheControl = "no-store";
        if (type is not null && (type.StartsWith("text/", StringComparison.Ordinal) || type.EndsWith("+xml", StringComparison.Ordinal)) && !type.Contains("charset", StringComparison.OrdinalIgnoreCase))
            context.Response.ContentType = type + "; charset=utf-8";
    }
}
