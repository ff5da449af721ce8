using Eseur.Admin.Live;

namespace Eseur.Tests.Live;

public sealed class BoardNewsTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Publish_PagesThatStandOrFail_HoldUpNeitherOthersNorTheFeed()
    {
        var news = new BoardNews(TimeProvider.System);
        using var released = new ManualResetEventSlim();
        var told = new TaskCompletionSource();
        using var standing = news.Subscribe(1, released.Wait);
        using var failing = news.Subscribe(1, () => throw new InvalidOperationException("A page's own trouble."));
        using var other = news.Subscribe(1, told.SetResult);
        try
        {
            await Task.Run(() => news.Publish(new HashSet<int> { 1 })).WaitAsync(Patience);
            await told.Task.WaitAsync(Patience);
        }
        finally
        {
            released.Set();
        }
    }
}
