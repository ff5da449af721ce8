using System.Security.Cryptography;
using Eseur.Admin.Data;
using Eseur.Admin.Features.Audit;
using Eseur.Domain;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;

namespace Eseur.Admin.Features.Members.Card;

internal static class PhotoEndpoints
{
    // Should a browser ever take the bytes for a page, nothing in it may run, load or be framed.
    private const string Policy = "default-src 'none'; frame-ancestors 'none'; sandbox";

    // The file with what a form puts around it.
    private const long LongestRequest = PhotoContent.Longest + 64 * 1024;

    public static void MapPhotos(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/members/{id:int}/photo", GetAsync).WithMetadata(new SkipStatusCodePagesAttribute());
        // A form's file is refused by the framework without the page's antiforgery token.
        routes.MapPost("/members/{id:int}/photo", PostAsync).WithMetadata(new SkipStatusCodePagesAttribute(), new RequestSizeLimitAttribute(LongestRequest));
    }

    private static async Task<IResult> GetAsync(int id, string? v, MemberPhotos photos, ReadingRecorder readings, ICurrentActor current, HttpResponse response)
    {
        if (await photos.FindAsync(id) is not { } photo)
            return Results.NotFound();
        // As the card it hangs on: the page that shows both is one opening.
        if (await photos.PlaceAsync(id) is { } place)
            await readings.CardAsync(await current.GetAsync(), id, place, "Карточка");
        response.Headers.ContentSecurityPolicy = Policy;
        response.Headers.XContentTypeOptions = "nosniff";
        // The page names the card's version in the address; any other address is asked anew.
        response.Headers.CacheControl = v is null ? "private, no-cache" : "private, max-age=86400, immutable";
        var tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(photo.Content))[..32]}\"");
        return Results.Bytes(photo.Content, photo.ContentType, entityTag: tag);
    }

    private static async Task<IResult> PostAsync(int id, IFormFile? photo, MemberPhotos photos)
    {
        try
        {
            await photos.PutAsync(id, photo is null ? [] : await ReadAsync(photo));
            return Results.NoContent();
        }
        catch (RuleBrokenException refused)
        {
            return Results.Text(refused.Message, statusCode: StatusCodes.Status400BadRequest);
        }
    }

    private static async Task<byte[]> ReadAsync(IFormFile photo)
    {
        // One byte past the limit is enough to be refused for its length.
        var content = new byte[Math.Min(photo.Length, PhotoContent.Longest + 1)];
        await using var file = photo.OpenReadStream();
        await file.ReadExactlyAsync(content);
        return content;
    }
}
