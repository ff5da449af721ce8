using System.Collections.Concurrent;
using Eseur.Admin.Features.Organizations;

namespace Eseur.Admin.Features.Reports;

/// <summary>
/// Reports being made and those waiting to be taken. A report outlives the page that asked for it: a lost connection
/// does not lose the work.
/// </summary>
public sealed class ReportJobs(CompletenessReport report, TimeProvider clock, IHostApplicationLifetime lifetime, ILogger<ReportJobs> log) : IAsyncDisposable
{
    /// <summary>How long a finished report waits to be taken.</summary>
    internal static readonly TimeSpan Kept = TimeSpan.FromMinutes(30);

    /// <summary>One person's newest reports; an older one makes room, so that nobody fills the disk.</summary>
    internal const int KeptForOne = 3;

    private readonly ConcurrentDictionary<Guid, ReportJob> jobs = new();

    // Two cores write two workbooks; more at once would only make all of them late.
    private readonly SemaphoreSlim turns = new(2);
    private readonly string folder = Directory.CreateTempSubdirectory("eseur-reports-").FullName;

    /// <exception cref="Domain.RuleBrokenException">The registry has no such organisation.</exception>
    public ReportJob Start(int userId, OrganizationFilter filter)
    {
        Sweep();
        var job = new ReportJob(userId, filter, Path.Combine(folder, Guid.NewGuid().ToString("N")), report.FileName(filter), clock.GetUtcNow());
        jobs[job.Id] = job;
        // Away from the page's own thread: SQLite reads without ever yielding, and the page would stand still.
        _ = Task.Run(() => RunAsync(job));
        foreach (var old in Of(userId).Skip(KeptForOne))
            Forget(old);
        return job;
    }

    /// <summary>The person's own report, or null: others' are as good as absent.</summary>
    public ReportJob? Find(Guid id, int userId) => Of(userId).FirstOrDefault(j => j.Id == id);

    /// <summary>The person's latest report of this list, running or ready: a page opened again takes it up.</summary>
    public ReportJob? Find(OrganizationFilter filter, int userId) => Of(userId).FirstOrDefault(j => j.Filter.ToQueryString() == filter.ToQueryString());

    public async ValueTask DisposeAsync()
    {
        foreach (var job in jobs.Values)
            job.Cancel();
        await Task.WhenAll(jobs.Values.Select(j => j.Finished));
        turns.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private IEnumerable<ReportJob> Of(int userId) => jobs.Values.Where(j => j.UserId == userId && !HasExpired(j)).OrderByDescending(j => j.StartedAt);

    private bool HasExpired(ReportJob job) => job.EndedAt is { } ended && clock.GetUtcNow() - ended > Kept;

    private void Sweep()
    {
        foreach (var old in jobs.Values.Where(HasExpired))
            Forget(old);
    }

    private void Forget(ReportJob job)
    {
        jobs.TryRemove(job.Id, out _);
        job.Cancel();
        _ = job.Finished.ContinueWith(_ => File.Delete(job.Path), TaskScheduler.Default);
    }

    private async Task RunAsync(ReportJob job)
    {
        var state = ReportState.Failed;
        try
        {
            using var cancel = CancellationTokenSource.CreateLinkedTokenSource(job.Cancelled, lifetime.ApplicationStopping);
            state = await WriteAsync(job, cancel.Token);
        }
        catch (Exception e)
        {
            log.LogError(e, "A completeness report was not made.");
        }
        if (state != ReportState.Ready)
        {
            jobs.TryRemove(job.Id, out _);
            File.Delete(job.Path);
        }
        job.Dispose();
        job.End(state, clock.GetUtcNow());
    }

    private async Task<ReportState> WriteAsync(ReportJob job, CancellationToken cancel)
    {
        try
        {
            await turns.WaitAsync(cancel);
            try
            {
                await using var file = File.Create(job.Path);
                await report.WriteAsync(job.Filter, file, job, cancel: cancel);
                return ReportState.Ready;
            }
            finally
            {
                turns.Release();
            }
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            return ReportState.Cancelled;
        }
    }
}
