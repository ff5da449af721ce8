using Eseur.Admin.Features.Letters.Mailings;
using Eseur.Admin.Features.Letters.Pages;
using Eseur.Admin.Features.Letters.Setup;
using Eseur.Admin.Features.Letters.Writing;

namespace Eseur.Admin.Features.Letters;

public static class LetterServices
{
    public static void AddLetters(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(SendingSettings.From(configuration));
        services.AddSingleton<DomainPace>();
        services.AddSingleton<LetterRecord>();
        services.AddSingleton<LetterDispatch>();
        services.AddSingleton<LetterSender>();
        services.AddHostedService(provider => provider.GetRequiredService<LetterSender>());
        services.AddSingleton<LetterWindow>();
        services.AddHostedService(provider => provider.GetRequiredService<LetterWindow>());
        services.AddMailings();
        services.AddMailPage();
        services.AddLetterWriting();
        services.AddTransient<MailingEditor>();
    }
}
