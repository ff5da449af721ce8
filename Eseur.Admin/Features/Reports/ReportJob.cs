namespace Eseur.Admin.Features.Reports;

public enum ReportState { Running, Ready, Cancelled, Failed }

/// <summary>One report on its way; pages watch it, the endpoint hands out its file.</summary>
public sealed class ReportJob(int userId, string path, string fileName, DateTimeOffset startedAt) : IProgress<ReportProgress>, IDisposable
{
    private readonly CancellationTokenSource cancel = new();

    public Guid Id { get; } = Guid.NewGuid();

    public int UserId => userId;

    public string Path => path;

    public string FileName => fileName;

    public DateTimeOffset StartedAt => startedAt;

    public ReportState State { get; private set; }

    public ReportProgress Progress { get; private set; }

    public CancellationToken Cancelled => cancel.Token;

    /// <summary>Raised on the writer's thread after each step and at the end.</summary>
    public event EventHandler? Moved;

    public void Cancel() => cancel.Cancel();

    public void Report(ReportProgress value)
    {
        Progress = value;
        Moved?.Invoke(this, EventArgs.Empty);
    }

    internal void End(ReportState state)
    {
        State = state;
        Moved?.Invoke(this, EventArgs.Empty);
    }

    public void Dispose() => cancel.Dispose();
}
