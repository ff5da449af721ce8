using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;

namespace Eseur.Admin.Features.Members.Persons;

internal static class DossierEndpoints
{
    // The document is whole in itself: its style and its photograph are inside, and nothing in it runs.
    private const string Policy = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.Create(UnicodeRanges.BasicLatin, UnicodeRanges.Cyrillic) };

    public static void MapDossiers(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/members/{id:int}/dossier.json", (int id, DossierReader dossiers, HttpResponse response, CancellationToken cancel) =>
            AnswerAsync(id, "json", dossiers, response, dossier => Results.Bytes(JsonSerializer.SerializeToUtf8Bytes(dossier, Json), "application/json; charset=utf-8"), cancel)).WithMetadata(new SkipStatusCodePagesAttribute());
        routes.MapGet("/members/{id:int}/dossier.html", (int id, DossierReader dossiers, HttpResponse response, CancellationToken cancel) =>
            AnswerAsync(id, "html", dossiers, response, dossier => new RazorComponentResult<DossierPage>(new { Dossier = dossier }), cancel)).WithMetadata(new SkipStatusCodePagesAttribute());
    }

    private static async Task<IResult> AnswerAsync(int id, string extension, DossierReader dossiers, HttpResponse response, Func<Dossier, IResult> write, CancellationToken cancel)
    {
        if (await dossiers.ReadAsync(id, cancel) is not { } dossier)
            return Results.NotFound();
        response.Headers.CacheControl = "private, no-store";
        response.Headers.ContentSecurityPolicy = Policy;
        // The file's name is seen by many: it names the card, not the person.
        response.Headers.ContentDisposition = new ContentDispositionHeaderValue("attachment") { FileNameStar = $"Карточка {id}, всё, что хранится, {dossier.MadeAt:yyyy-MM-dd}.{extension}", FileName = $"card-{id}.{extension}" }.ToString();
        return write(dossier);
    }
}
