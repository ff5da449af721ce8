namespace Eseur.Admin.Shared.Jobs;

/// <summary>Long work of one person on its way; pages watch it, the endpoint hands out its file.</summary>
/// <param name="address">The page that shows it, with its query: who opens the page again finds the job there.</param>
/// <param name="title">Names the work wherever it is shown.</param>
public sealed class Job(int userId, string address, string title, TimeProvider clock) : IProgress<JobStep>, IDisposable
{
    /// <summary>Pages are told no more often; faster than this nobody reads numbers.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private readonly CancellationTokenSource cancel = new();
    private readonly TaskCompletionSource finished = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long told;

    public Guid Id { get; } = Guid.NewGuid();

    public int UserId => userId;

    public string Address => address;

    public string Title => title;

    public DateTimeOffset StartedAt { get; } = clock.GetUtcNow();

    public DateTimeOffset? EndedAt { get; private set; }

    public JobState State { get; private set; }

    public bool IsGoing => State is JobState.Waiting or JobState.Running;

    public JobStep Step { get; private set; } = new(0, 0);

    /// <summary>The result in words, or what went wrong and what to do; null where there is nothing more to say.</summary>
    public string? Sentence { get; private set; }

    public JobFile? File { get; init; }

    /// <summary>Ends when nothing of the job runs any more; never fails.</summary>
    public Task Finished => finished.Task;

    internal string Path { get; init; } = "";

    /// <summary>Asked to stop, and not yet still.</summary>
    public bool IsStopping => IsGoing && cancel.IsCancellationRequested;

    internal CancellationToken Cancelled => cancel.Token;

    /// <summary>Raised on the worker's thread, at most four times a second, and at the end.</summary>
    public event EventHandler? Moved;

    public void Cancel()
    {
        try
        {
            cancel.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It ended while the button was on its way: nothing is left to stop.
        }
    }

    /// <summary>The file for reading, or null when it is not ready or has been deleted meanwhile.</summary>
    public Stream? Open()
    {
        try
        {
            return State == JobState.Ready && File is not null ? new FileStream(Path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 64 * 1024, useAsync: true) : null;
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    public void Report(JobStep value)
    {
        var isNews = State == JobState.Waiting || value.Phase != Step.Phase;
        (Step, State) = (value, JobState.Running);
        var now = clock.GetTimestamp();
        if (!isNews && clock.GetElapsedTime(told, now) < Pause)
            return;
        told = now;
        Moved?.Invoke(this, EventArgs.Empty);
    }

    internal void End(JobState state, string? sentence = null)
    {
        // A page may draw between these: it reads the rest only once the state says it is there.
        EndedAt = clock.GetUtcNow();
        Sentence = sentence;
        State = state;
        finished.SetResult();
        Moved?.Invoke(this, EventArgs.Empty);
    }

    public void Dispose() => cancel.Dispose();
}
