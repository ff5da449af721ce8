using System.Threading.Channels;

namespace Eseur.Admin.Live;

/// <summary>Wakes early, after an act on this node, who else looks by a clock: the board's feed, and others with a bell of their own. Many rings before it wakes are one.</summary>
public sealed class BoardBell
{
    private readonly Channel<bool> rings = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Ring() => rings.Writer.TryWrite(true);

    /// <summary>Returns on the next ring, or after <paramref name="patience"/> without one.</summary>
    public async Task WaitAsync(TimeSpan patience, CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(patience);
        try
        {
            await rings.Reader.ReadAsync(limit.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            // Nothing rang here; another process may still have acted.
        }
    }
}
