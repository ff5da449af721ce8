namespace Eseur.Admin.Features.Letters.Writing;

internal static class WritingServices
{
    // It stands in a frame of our own page, and there it may neither run, load nor lead anywhere by itself.
    private const string Policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'; base-uri 'none'; form-action 'none'; sandbox";

    public static void AddLetterWriting(this IServiceCollection services)
    {
        services.AddScoped<AddresseeReader>();
        services.AddScoped<MailingPreview>();
    }

    public static void MapLetterPreview(this IEndpointRouteBuilder routes) => routes.MapGet("/letters/{id:int}/preview", ShowAsync).WithMetadata(new Microsoft.AspNetCore.Mvc.SkipStatusCodePagesAttribute());

    private static async Task<IResult> ShowAsync(int id, int? recipient, int? organization, MailingPreview preview, HttpResponse response)
    {
        if (await preview.OfAsync(id, recipient, organization) is not { } letter)
            return Results.NotFound();
        response.Headers.ContentSecurityPolicy = Policy;
        return Results.Content(letter.Html, "text/html; charset=utf-8");
    }
}
