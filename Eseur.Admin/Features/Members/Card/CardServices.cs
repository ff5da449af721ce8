namespace Eseur.Admin.Features.Members.Card;

public static class CardServices
{
    public static void AddMemberCards(this IServiceCollection services)
    {
        services.AddScoped<MemberCardService>();
        services.AddScoped<MemberPhotos>();
        services.AddTransient<MemberEditor>();
    }

    public static void MapMemberCards(this IEndpointRouteBuilder routes) => routes.MapPhotos();
}
