namespace Eseur.Admin.Features.Letters.Setup;

internal static class SetupServices
{
    public static void AddMailPage(this IServiceCollection services)
    {
        services.AddScoped<OutboxReader>();
        services.AddScoped<TrialLetter>();
        services.AddSingleton<TrialPace>();
    }
}
