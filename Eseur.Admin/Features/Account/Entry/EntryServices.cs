namespace Eseur.Admin.Features.Account;

public static class EntryServices
{
    public static void AddEntry(this IServiceCollection services)
    {
        services.AddSingleton<SignInGuards>();
        services.AddSingleton<PasswordCounter>();
        services.AddScoped<AccountFinder>();
        services.AddScoped<Entrance>();
    }
}
