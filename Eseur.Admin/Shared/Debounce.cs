namespace Eseur.Admin.Shared;

/// <summary>Waits until a person stops typing, so that one question is asked instead of one for each letter.</summary>
/// <param name="clock">By which it waits.</param>
/// <param name="pause">How long nothing has to be typed; <see cref="Pause"/> where nothing is said.</param>
public sealed class Debounce(TimeProvider clock, TimeSpan? pause = null) : IDisposable
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
            await Task.Delay(pause ?? Pause, clock, waiting.Token);
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
