namespace Eseur.Admin.Features.Passport;

public static class PassportServices
{
    public static void AddPassports(this IServiceCollection services)
    {
        services.AddScoped<PassportService>();
        services.AddTransient<PassportEditor>();
    }
}
