using System.Collections.Concurrent;
using Eseur.Domain;

namespace Eseur.Admin.Shared.Jobs;

/// <summary>
/// Long work on its way and results waiting to be taken. A job outlives the page that asked for it: a lost connection or a
/// reload does not lose the work. A restart of the server does; whatever an act has saved by then stays saved.
/// </summary>
public sealed class JobRunner(TimeProvider clock, IHostApplicationLifetime lifetime, ILogger<JobRunner> log) : IAsyncDisposable
{
    /// <summary>How long a finished job waits to be looked at.</summary>
    internal static readonly TimeSpan Kept = TimeSpan.FromMinutes(30);

    /// <summary>One person's newest finished jobs; an older one makes room, so that nobody fills the disk.</summary>
    internal const int KeptForOne = 3;

    /// <summary>One person's jobs running and waiting; more are refused, so that nobody fills the queue.</summary>
    internal const int GoingForOne = 3;

    private readonly ConcurrentDictionary<Guid, Job> jobs = new();

    // Two cores do two jobs; more at once would only make all of them late.
    private readonly SemaphoreSlim turns = new(2);
    private readonly string folder = Directory.CreateTempSubdirectory("eseur-jobs-").FullName;

    /// <summary>Makes a file.</summary>
    /// <param name="write">Its answer says in words what is in the file.</param>
    /// <exception cref="RuleBrokenException">The person has enough going already.</exception>
    public Job Start(int userId, string address, string title, JobFile file, Func<Stream, IProgress<JobStep>, CancellationToken, Task<string>> write)
    {
        var job = new Job(userId, address, title, clock) { File = file, Path = Path.Combine(folder, Guid.NewGuid().ToString("N")) };
        return Start(job, async cancel =>
        {
            await using var stream = File.Create(job.Path);
            return await write(stream, job, cancel);
        });
    }

    /// <summary>Acts on many records. A <see cref="RuleBrokenException"/> ends it with a sentence for people.</summary>
    /// <param name="act">Saves in portions and looks at the token between them; its answer says in words what was done.</param>
    /// <exception cref="RuleBrokenException">The person has enough going already.</exception>
    public Job Start(int userId, string address, string title, Func<IProgress<JobStep>, CancellationToken, Task<string>> act)
    {
        var job = new Job(userId, address, title, clock);
        return Start(job, cancel => act(job, cancel));
    }

    /// <summary>The person's own job, or null: others' are as good as absent.</summary>
    public Job? Find(Guid id, int userId) => Of(userId).FirstOrDefault(j => j.Id == id);

    /// <summary>The person's latest job of this page: going, ready, or an act that stopped half-way, of which something is done. A page opened again takes it up.</summary>
    public Job? Find(string address, int userId) => Of(userId).FirstOrDefault(j => j.Address == address && (j.IsGoing || j.State == JobState.Ready || j.File is null));

    /// <summary>Everybody's, for whoever has to stop some.</summary>
    internal IReadOnlyCollection<Job> Going => [.. jobs.Values.Where(j => j.IsGoing)];

    public async ValueTask DisposeAsync()
    {
        foreach (var job in jobs.Values)
            job.Cancel();
        await Task.WhenAll(jobs.Values.Select(j => j.Finished));
        turns.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private Job Start(Job job, Func<CancellationToken, Task<string>> work)
    {
        foreach (var old in jobs.Values.Where(HasExpired).Concat(Of(job.UserId).Where(j => !j.IsGoing).Skip(KeptForOne - 1)))
            Forget(old);
        if (Of(job.UserId).Count(j => j.IsGoing) >= GoingForOne)
            throw new RuleBrokenException($"У вас уже идут три дела. Дождитесь, пока одно закончится, или остановите его.");
        jobs[job.Id] = job;
        // Away from the page's own thread: SQLite reads without ever yielding, and the page would stand still.
        _ = Task.Run(() => RunAsync(job, work));
        return job;
    }

    private IEnumerable<Job> Of(int userId) => jobs.Values.Where(j => j.UserId == userId && !HasExpired(j)).OrderByDescending(j => j.StartedAt);

    private bool HasExpired(Job job) => job.EndedAt is { } ended && clock.GetUtcNow() - ended > Kept;

    private void Forget(Job job)
    {
        jobs.TryRemove(job.Id, out _);
        Delete(job);
    }

    private static void Delete(Job job)
    {
        if (job.File is not null)
            File.Delete(job.Path);
    }

    private async Task RunAsync(Job job, Func<CancellationToken, Task<string>> work)
    {
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(job.Cancelled, lifetime.ApplicationStopping);
        var (state, sentence) = await OutcomeAsync(job, work, cancel.Token);
        if (state != JobState.Ready)
            Delete(job);
        job.Dispose();
        job.End(state, sentence);
    }

    private async Task<(JobState State, string? Sentence)> OutcomeAsync(Job job, Func<CancellationToken, Task<string>> work, CancellationToken cancel)
    {
        try
        {
            await turns.WaitAsync(cancel);
            try
            {
                job.Report(job.Step);
                return (JobState.Ready, await work(cancel));
            }
            finally
            {
                turns.Release();
            }
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            return (JobState.Cancelled, null);
        }
        catch (RuleBrokenException e)
        {
            return (JobState.Failed, e.Message);
        }
        catch (Exception e)
        {
            log.LogError(e, "A job of {Address} failed.", job.Address.Split('?')[0]);
            return (JobState.Failed, null);
        }
    }
}
