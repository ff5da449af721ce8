using Eseur.Admin.Shared.Mail;
using Eseur.Admin.Shared.Mail.Reports;

namespace Eseur.Admin.Features.Letters;

/// <summary>Looks for reports of delivery, on every node: a folder may be shared.</summary>
internal sealed class BounceKeeper(MailSettings settings, ReturnedLetters letters, TimeProvider clock, ILogger<BounceKeeper> log, ILogger<ReportFolder> folderLog) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (settings.BouncesFolder is not { } root)
            return;
        var folder = new ReportFolder(root, clock, folderLog);
        using var timer = new PeriodicTimer(Every, clock);
        do
        {
            try
            {
                await folder.TakeAsync(letters.TakeAsync, stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogError("Reports of delivery could not be read: {Kind}.", e.GetType().Name);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
