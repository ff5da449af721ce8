using System.Collections.Concurrent;

namespace Eseur.Admin.Live;

/// <summary>
/// Tells open pages that the sums of the organisation they show have moved: at once when it was quiet,
/// and at most four times a second under a stream of changes.
/// </summary>
public sealed class BoardNews(TimeProvider clock)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);
    private readonly ConcurrentDictionary<Subscription, byte> subscriptions = new();

    /// <summary>Calls <paramref name="tell"/> after the sums of <paramref name="organizationId"/> moved, until disposed.</summary>
    public IDisposable Subscribe(int organizationId, Action tell)
    {
        var subscription = new Subscription(this, organizationId, tell);
        subscriptions[subscription] = 0;
        return subscription;
    }

    internal int SubscriberCount => subscriptions.Count;

    /// <summary>Called by the feed after each batch, and on each idle turn with nothing, so that held-back news goes out.</summary>
    internal void Publish(IReadOnlySet<int> moved)
    {
        var now = clock.GetUtcNow();
        foreach (var subscription in subscriptions.Keys)
        {
            subscription.Pending |= moved.Contains(subscription.OrganizationId);
            if (!subscription.Pending || now - subscription.Told < Pause)
                continue;
            subscription.Pending = false;
            subscription.Told = now;
            // Away from the feed's own thread: a page draws itself on the thread that tells it, and the next save must not wait for a thousand of them.
            _ = Task.Run(subscription.Tell);
        }
    }

    private sealed class Subscription(BoardNews news, int organizationId, Action tell) : IDisposable
    {
        public int OrganizationId => organizationId;

        public bool Pending { get; set; }

        public DateTimeOffset Told { get; set; }

        public void Tell() => tell();

        public void Dispose() => news.subscriptions.TryRemove(this, out _);
    }
}
