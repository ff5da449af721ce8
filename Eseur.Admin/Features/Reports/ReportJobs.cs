using System.Collections.Concurrent;
using Eseur.Admin.Features.Organizations;
using Eseur.Admin.Shared;

namespace Eseur.Admin.Features.Reports;

/// <summary>
/// Reports being made and those waiting to be taken. A report outlives the page that asked for it, for half an hour:
/// a lost connection does not lose the work.
/// </summary>
public sealed class ReportJobs(CompletenessReport report, TimeProvider clock, IHostApplicationLifetime lifetime, ILogger<ReportJobs> log) : IDisposable
{
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(30);
    private readonly ConcurrentDictionary<Guid, ReportJob> jobs = new();

    // Two cores write two workbooks; more at once would only make all of them late.
    private readonly SemaphoreSlim turns = new(2);
    private readonly string folder = Directory.CreateTempSubdirectory("eseur-reports-").FullName;

    public ReportJob Start(int userId, OrganizationFilter filter)
    {
        foreach (var old in jobs.Values.Where(j => clock.GetUtcNow() - j.StartedAt > Kept))
            Forget(old);
        var job = new ReportJob(userId, Path.Combine(folder, Guid.NewGuid().ToString("N")), $"Полнота паспортов {Ru.Date(clock.MoscowToday())}.xlsx", clock.GetUtcNow());
        jobs[job.Id] = job;
        _ = RunAsync(job, filter);
        return job;
    }

    /// <summary>The person's own report, or null: others' are as good as absent.</summary>
    public ReportJob? Find(Guid id, int userId) => jobs.TryGetValue(id, out var job) && job.UserId == userId ? job : null;

    public void Forget(ReportJob job)
    {
        if (!jobs.TryRemove(job.Id, out _))
            return;
        job.Cancel();
        File.Delete(job.Path);
    }

    private async Task RunAsync(ReportJob job, OrganizationFilter filter)
    {
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(job.Cancelled, lifetime.ApplicationStopping);
        try
        {
            await turns.WaitAsync(cancel.Token);
            try
            {
                await using var file = File.Create(job.Path);
                await report.WriteAsync(filter, file, job, cancel: cancel.Token);
            }
            finally
            {
                turns.Release();
            }
            job.End(ReportState.Ready);
        }
        catch (OperationCanceledException)
        {
            job.End(ReportState.Cancelled);
        }
        catch (Exception e)
        {
            log.LogError(e, "A completeness report was not made.");
            job.End(ReportState.Failed);
        }
    }

    public void Dispose()
    {
        turns.Dispose();
        Directory.Delete(folder, recursive: true);
    }
}
