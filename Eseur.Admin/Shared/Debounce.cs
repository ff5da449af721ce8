namespace Eseur.Admin.Shared;

/// <summary>Waits until a person stops typing, so that one question is asked instead of one for each letter.</summary>
public sealed class Debounce(TimeProvider clock) : IDisposable
{
    /// <summary>Longer than the time between letters, shorter than a person notices.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(220);

    private CancellationTokenSource? waiting;

    /// <summary>True for the last caller, after a pause without another; false for those who were overtaken.</summary>
    public async Task<bool> SettledAsync()
    {
        Cancel();
        waiting = new CancellationTokenSource();
        try
        {
            await Task.Delay(Pause, clock, waiting.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    public void Cancel()
    {
        waiting?.Cancel();
        waiting?.Dispose();
        waiting = null;
    }

    public void Dispose() => Cancel();
}
