namespace Eseur.Tests.Features.Reports;

/// <summary>A clock that stops whoever asks the time on another thread, until it is let go: holds a report in its beginning.</summary>
internal sealed class HeldClock : TimeProvider, IDisposable
{
    private readonly ManualResetEventSlim open = new();
    private readonly TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int free;

    /// <summary>Ends when someone stands and waits.</summary>
    public Task Reached => reached.Task.WaitAsync(TimeSpan.FromSeconds(30));

    public T FromThisThread<T>(Func<T> act)
    {
        free = Environment.CurrentManagedThreadId;
        return act();
    }

    public void LetGo() => open.Set();

    public override DateTimeOffset GetUtcNow()
    {
        if (Environment.CurrentManagedThreadId != free)
        {
            reached.TrySetResult();
            open.Wait(TimeSpan.FromSeconds(30));
        }
        return new DateTimeOffset(2026, 11, 21, 9, 0, 0, TimeSpan.Zero);
    }

    public void Dispose() => open.Dispose();
}
