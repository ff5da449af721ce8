namespace Eseur.Admin.Features.Demo;

public static class DemoServices
{
    public static void AddDemo(this IServiceCollection services)
    {
        services.AddSingleton<DemoLoader>();
        services.AddSingleton<DemoSignIns>();
        services.AddSingleton<DemoStart>();
    }
}
