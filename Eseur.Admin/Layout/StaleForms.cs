using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Diagnostics;

namespace Eseur.Admin.Layout;

internal static class StaleForms
{
    /// <summary>
    /// A form that stood open while the program was restarted is no longer known. Its page comes anew, with a form that is,
    /// instead of an empty error.
    /// </summary>
    public static void UseStaleForms(this WebApplication app) => app.Use((context, next) =>
    {
        if (context.Features.Get<IAntiforgeryValidationFeature>() is not { IsValid: false } || context.Features.Get<IStatusCodeReExecuteFeature>() is not null)
            return next();
        context.Response.Headers.Location = context.Request.PathBase + context.Request.Path + context.Request.QueryString;
        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        return Task.CompletedTask;
    });
}
