using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Diagnostics;

namespace Eseur.Admin.Features.Account;

/// <summary>
/// A page or endpoint that is open to somebody whose role requires a second factor not set up yet; their scope is empty
/// until then, so it asks for no power.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class OpenBeforeSecondFactorAttribute : Microsoft.AspNetCore.Authorization.AuthorizeAttribute;

internal static class SecondFactorGate
{
    public const string SetUp = "/account/second";

    /// <summary>
    /// Whoever has to set up a second factor first can do nothing else: pages lead to the set-up, all the rest is refused.
    /// No circuit opens either. Besides, their scope is empty, so that a way past this would show nothing.
    /// </summary>
    public static void UseSecondFactorGate(this WebApplication app) => app.Use((context, next) =>
    {
        var actor = context.User.UserId() is { } user && context.User.Session() is { } session
            ? context.RequestServices.GetRequiredService<AccessBook>().Known(user, session)
            : null;
        if (actor is not { NeedsSecondFactor: true } || IsOpen(context.GetEndpoint()))
            return next();
        if (HttpMethods.IsGet(context.Request.Method) && context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal))
            context.Response.Redirect(SetUp);
        else
            Refuse(context);
        return Task.CompletedTask;
    });

    private static void Refuse(HttpContext context)
    {
        // The page that tells of a refusal would take a form's request for a forged one.
        if (context.Features.Get<IStatusCodePagesFeature>() is { } pages)
            pages.Enabled = false;
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
    }

    private static bool IsOpen(Endpoint? endpoint) => endpoint?.Metadata.GetMetadata<OpenBeforeSecondFactorAttribute>() is not null
        || endpoint?.Metadata.GetMetadata<IAllowAnonymous>() is not null;
}
