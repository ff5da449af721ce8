using Eseur.Admin.Features.Organizations;

namespace Eseur.Admin.Features.Reports;

public enum ReportState { Running, Ready, Cancelled, Failed }

/// <summary>One report on its way; pages watch it, the endpoint hands out its file.</summary>
public sealed class ReportJob(int userId, OrganizationFilter filter, string path, string fileName, DateTimeOffset startedAt) : IProgress<ReportProgress>, IDisposable
{
    private readonly CancellationTokenSource cancel = new();
    private readonly TaskCompletionSource finished = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Guid Id { get; } = Guid.NewGuid();

    public int UserId => userId;

    public OrganizationFilter Filter => filter;

    public string FileName => fileName;

    public DateTimeOffset StartedAt => startedAt;

    public DateTimeOffset? EndedAt { get; private set; }

    public ReportState State { get; private set; }

    public ReportProgress Progress { get; private set; }

    /// <summary>Ends when nothing of the report runs any more; never fails.</summary>
    public Task Finished => finished.Task;

    internal string Path => path;

    internal CancellationToken Cancelled => cancel.Token;

    /// <summary>Raised on the writer's thread after each step and at the end.</summary>
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

    /// <summary>The workbook for reading, or null when it is not ready or has been deleted meanwhile.</summary>
    public Stream? Open()
    {
        try
        {
            return State == ReportState.Ready ? new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 64 * 1024, useAsync: true) : null;
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    public void Report(ReportProgress value)
    {
        Progress = value;
        Moved?.Invoke(this, EventArgs.Empty);
    }

    internal void End(ReportState state, DateTimeOffset now)
    {
        // A page may draw between the two: it reads the time only once the state says there is one.
        EndedAt = now;
        State = state;
        finished.SetResult();
        Moved?.Invoke(this, EventArgs.Empty);
    }

    public void Dispose() => cancel.Dispose();
}
