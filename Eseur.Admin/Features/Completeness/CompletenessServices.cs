namespace Eseur.Admin.Features.Completeness;

public static class CompletenessServices
{
    public static void AddCompleteness(this IServiceCollection services)
    {
        services.AddSingleton<Recount>();
        services.AddSingleton<MemberRecount>();
        services.AddSingleton<Upgrade>();
        services.AddSingleton<ChairpersonConsents>();
        services.AddSingleton<TrendService>();
        services.AddHostedService<SnapshotKeeper>();
    }
}
