using Eseur.Admin.Shared.Mail.Channels;
using Eseur.Domain.Letters;

namespace Eseur.Admin.Shared.Mail;

public static class MailServices
{
    public static void AddMail(this IServiceCollection services, IConfiguration configuration, IHostEnvironment environment)
    {
        services.AddSingleton(MailSettings.From(configuration, environment));
        services.AddSingleton<PublicAddress>();
        services.AddSingleton<MailPost>();
        var channels = ChannelSettings.From(configuration);
        services.AddSingleton(channels);
        services.AddSingleton<LetterChannels>();
        services.AddSingleton<ILetterChannel>(provider => provider.GetRequiredService<MailPost>());
        services.AddSingleton<ILetterChannel>(provider => new FileDrop(LetterChannel.Sms, channels.SmsFolder, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<ILetterChannel>(provider => new FileDrop(LetterChannel.Push, channels.PushFolder, provider.GetRequiredService<TimeProvider>()));
        services.AddScoped<LetterWriter>();
    }
}
