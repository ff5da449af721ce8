using Eseur.Admin.Shared.Mail.Reports;

namespace Eseur.Admin.Features.Letters;

public static class BounceServices
{
    public const string Setting = "Mail:BouncesFolder";

    public static void AddBounces(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<ReturnedLetters>();
        if (configuration[Setting] is not { } folder || string.IsNullOrWhiteSpace(folder))
            return;
        services.AddSingleton(provider => new ReportFolder(Path.GetFullPath(folder.Trim()), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<ReportFolder>>()));
        services.AddHostedService<BounceKeeper>();
    }
}
