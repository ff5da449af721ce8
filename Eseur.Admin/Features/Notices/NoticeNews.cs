using System.Collections.Concurrent;
using Eseur.Admin.Live;

namespace Eseur.Admin.Features.Notices;

/// <summary>What one person has not read.</summary>
/// <param name="Count">How many.</param>
/// <param name="Last">Number of the newest; 0 without any.</param>
public readonly record struct Unread(int Count, long Last);

/// <summary>Tells open pages that something came for their person, or was read in another window.</summary>
public sealed class NoticeNews
{
    private readonly ConcurrentDictionary<Subscription, byte> subscriptions = new();

    /// <summary>Wakes the look for news before its time.</summary>
    internal BoardBell Bell { get; } = new();

    /// <summary>Those with pages open here.</summary>
    internal IReadOnlyList<int> People => [.. subscriptions.Keys.Select(s => s.UserId).Distinct()];

    /// <summary>Calls <paramref name="tell"/> soon, and each time it has changed, until disposed.</summary>
    public IDisposable Subscribe(int userId, Action<Unread> tell)
    {
        var subscription = new Subscription(this, userId, tell);
        subscriptions[subscription] = 0;
        Bell.Ring();
        return subscription;
    }

    /// <param name="unread">By person; who is missing has read all.</param>
    internal void Publish(IReadOnlyDictionary<int, Unread> unread)
    {
        foreach (var subscription in subscriptions.Keys)
        {
            var now = unread.GetValueOrDefault(subscription.UserId);
            if (subscription.Told == now)
                continue;
            subscription.Told = now;
            // Away from the feed's own thread: a page draws itself on the thread that tells it.
            _ = Task.Run(() => subscription.Tell(now));
        }
    }

    private sealed class Subscription(NoticeNews news, int userId, Action<Unread> tell) : IDisposable
    {
        public int UserId => userId;

        public Unread? Told { get; set; }

        public void Tell(Unread unread) => tell(unread);

        public void Dispose() => news.subscriptions.TryRemove(this, out _);
    }
}
