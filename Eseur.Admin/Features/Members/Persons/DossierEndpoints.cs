using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;

namespace Eseur.Admin.Features.Members.Persons;

internal static class DossierEndpoints
{
    // The document is whole in itself: its style and its photograph are inside, and nothing in it runs.
    private const string Policy = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox";

    // For people to read as well: the file is downloaded and never stands inside a page.
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void MapDossiers(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/members/{id:int}/dossier.json", (int id, DossierReader dossiers, HttpContext request) =>
            AnswerAsync(id, "json", "application/json", dossiers, request, dossier => Task.FromResult(JsonSerializer.SerializeToUtf8Bytes(dossier, Json)))).WithMetadata(new SkipStatusCodePagesAttribute());
        routes.MapGet("/members/{id:int}/dossier.html", (int id, DossierReader dossiers, HttpContext request) =>
            AnswerAsync(id, "html", "text/html", dossiers, request, dossier => DrawAsync(dossier, request.RequestServices))).WithMetadata(new SkipStatusCodePagesAttribute());
    }

    /// <summary>Drawn here and not by the framework's own result, which would say for itself how long it may be kept.</summary>
    private static async Task<byte[]> DrawAsync(Dossier dossier, IServiceProvider services)
    {
        await using var renderer = new HtmlRenderer(services, services.GetRequiredService<ILoggerFactory>());
        var html = await renderer.Dispatcher.InvokeAsync(async () =>
            (await renderer.RenderComponentAsync<DossierPage>(ParameterView.FromDictionary(new Dictionary<string, object?> { [nameof(DossierPage.Dossier)] = dossier }))).ToHtmlString());
        return Encoding.UTF8.GetBytes(html);
    }

    private static async Task<IResult> AnswerAsync(int id, string extension, string type, DossierReader dossiers, HttpContext request, Func<Dossier, Task<byte[]>> write)
    {
        if (await dossiers.ReadAsync(id, request.RequestAborted) is not { } dossier)
            return Results.NotFound();
        var response = request.Response;
        response.Headers.CacheControl = "private, no-store";
        response.Headers.ContentSecurityPolicy = Policy;
        // The file's name is seen by many: it names the card, not the person.
        response.Headers.ContentDisposition = new ContentDispositionHeaderValue("attachment") { FileNameStar = $"Карточка {id}, всё, что хранится, {dossier.MadeAt:yyyy-MM-dd}.{extension}", FileName = $"card-{id}.{extension}" }.ToString();
        return Results.Bytes(await write(dossier), type + "; charset=utf-8");
    }
}
