using Eseur.Admin.Shared.Mail;
using Eseur.Domain.Letters;

namespace Eseur.Admin.Features.Letters.Mailings;

public static class MailingServices
{
    public static void AddMailings(this IServiceCollection services)
    {
        services.AddScoped<AudienceReader>();
        services.AddScoped<MailingForecast>();
        services.AddScoped<MailingRecipients>();
        services.AddScoped<LetterExport>();
        services.AddScoped<LetterJobs>();
        services.AddScoped<MailingFigures>();
        services.AddScoped<MailingList>();
        services.AddScoped<MailingActs>();
        services.AddScoped<FillRequests>();
        services.AddSingleton<FilledRequests>();
        services.AddSingleton<MailingWordsKeeper>();
        services.AddSingleton<AddresseeBatches>();
        services.AddKeyedScoped<ILetterAuthor, MailingAuthor>(LetterKind.Mailing);
        services.AddSingleton<MailingSums>();
        services.AddSingleton<MailingLaunch>();
        services.AddSingleton<MailingStarter>();
        services.AddHostedService(provider => provider.GetRequiredService<MailingStarter>());
    }
}
