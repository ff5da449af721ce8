using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc;

namespace Eseur.Admin.Features.Letters;

/// <summary>
/// One address for both ways of ending letters: mail programs post there without a page (RFC 8058), people press the page's
/// button. Opening it ends nothing: programs that look for harmful links open them all.
/// </summary>
internal static class UnsubscribeEndpoints
{
    private const int MostBytes = 4096;
    private const string OneClick = "One-Click";

    public static void AddUnsubscribing(this IServiceCollection services) => services.AddSingleton<Unsubscription>();

    public static void MapUnsubscribing(this IEndpointRouteBuilder routes) => routes.MapPost($"/{UnsubscribeLink.Beginning}/{{key}}", StopAsync)
        .AllowAnonymous().DisableAntiforgery().WithOrder(-1).WithMetadata(new RequestSizeLimitAttribute(MostBytes), new SkipStatusCodePagesAttribute());

    private static async Task<IResult> StopAsync(string key, HttpContext request, Unsubscription unsubscription, IAntiforgery antiforgery)
    {
        if (await ReadAsync(request) is not { } form)
            return Results.Text($"Нужна форма List-Unsubscribe={OneClick}.", statusCode: StatusCodes.Status400BadRequest);
        var byProgram = form["List-Unsubscribe"] == OneClick;
        if (!byProgram && !await antiforgery.IsRequestValidAsync(request))
            return Results.Text("Страница устарела. Откройте ссылку из письма ещё раз.", statusCode: StatusCodes.Status400BadRequest);
        if (!await unsubscription.StopAsync(key, request.RequestAborted))
            return Results.Text("Ссылка не действует.", statusCode: StatusCodes.Status404NotFound);
        return byProgram ? Results.Text("Вы отписаны.") : Results.Redirect($"/{UnsubscribeLink.Beginning}/{Uri.EscapeDataString(key)}");
    }

    private static async Task<IFormCollection?> ReadAsync(HttpContext request)
    {
        if (!request.Request.HasFormContentType)
            return null;
        try
        {
            return await request.Request.ReadFormAsync(request.RequestAborted);
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            // Too long, or cut off, or no form after all.
            return null;
        }
    }
}
