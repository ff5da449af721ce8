namespace Eseur.Admin.Features.Letters;

public static class BounceServices
{
    public static void AddBounces(this IServiceCollection services)
    {
        services.AddSingleton<ReturnedLetters>();
        services.AddHostedService<BounceKeeper>();
    }
}
