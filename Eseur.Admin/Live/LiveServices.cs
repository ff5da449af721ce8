using Eseur.Admin.Live.Cards;

namespace Eseur.Admin.Live;

public static class LiveServices
{
    public static void AddLiveBoard(this IServiceCollection services)
    {
        services.AddSingleton<CompletenessBoard>();
        services.AddScoped<VisibleBoard>();
        services.AddSingleton<BoardCatchUp>();
        services.AddSingleton<BoardBell>();
        services.AddSingleton<BoardNews>();
        services.AddHostedService<BoardFeed>();
        services.AddSingleton<OrganizationOrder>();
        services.AddSingleton<MemberIndex>();
        services.AddHostedService<MemberIndexFeed>();
    }
}
