using Microsoft.AspNetCore.Identity;

namespace Eseur.Admin.Features.Account;

public static class OwnAccountServices
{
    public static void AddOwnAccount(this IServiceCollection services, IConfiguration settings)
    {
        services.AddSingleton(SecondFactorRule.From(settings));
        services.AddSingleton<SecondFactors>();
        services.AddSingleton<OwnSessions>();
        services.AddSingleton<OwnAccount>();
        services.AddSingleton<SeenSessions>();
        services.AddHostedService(provider => provider.GetRequiredService<SeenSessions>());
        services.AddScoped<CountedTries>();
        services.AddScoped<Passkeys>();
        services.AddScoped<PasskeyCeremony>();
        // Keys are bound to a name: the one people know, however the request came. Without the setting, the one they asked.
        services.Configure<IdentityPasskeyOptions>(options =>
        {
            options.ServerDomain = Uri.TryCreate(settings["PublicAddress"], UriKind.Absolute, out var address) ? address.Host : null;
            // A key signs in past the password and the second step: having it must not be enough, its finger or PIN is asked too.
            options.UserVerificationRequirement = "required";
            // The sign-in does not say whose key it asks for: the device has to know.
            options.ResidentKeyRequirement = "required";
        });
    }
}
