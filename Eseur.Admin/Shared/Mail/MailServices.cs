namespace Eseur.Admin.Shared.Mail;

public static class MailServices
{
    public static void AddMail(this IServiceCollection services, IConfiguration configuration, IHostEnvironment environment)
    {
        services.AddSingleton(MailSettings.From(configuration, environment));
        services.AddSingleton<PublicAddress>();
        services.AddSingleton<MailPost>();
        services.AddScoped<LetterWriter>();
    }
}
