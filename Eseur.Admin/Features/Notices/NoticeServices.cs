using Eseur.Admin.Shared.Mail;
using Eseur.Domain.Letters;

namespace Eseur.Admin.Features.Notices;

public static class NoticeServices
{
    public static void AddNotices(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(NoticeRhythm.From(configuration));
        services.AddSingleton<NoticeNews>();
        services.AddSingleton<NoticeTeller>();
        services.AddSingleton<NoticeFeed>();
        services.AddSingleton<TermWatch>();
        services.AddSingleton<WeeklyDigest>();
        services.AddSingleton<NoticeRetention>();
        services.AddSingleton<NoticeRounds>();
        services.AddHostedService(provider => provider.GetRequiredService<NoticeTeller>());
        services.AddHostedService(provider => provider.GetRequiredService<NoticeFeed>());
        services.AddHostedService(provider => provider.GetRequiredService<NoticeRounds>());
        services.AddKeyedScoped<ILetterAuthor, NoticeAuthor>(LetterKind.Notice);
        services.AddNoticePages();
    }

    /// <summary>What the bell and the pages ask.</summary>
    public static void AddNoticePages(this IServiceCollection services)
    {
        services.AddScoped<NoticeList>();
        services.AddScoped<NoticeWishes>();
    }
}
