using Eseur.Admin.Shared;

namespace Eseur.Tests.Shared;

public sealed class ReadAheadTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(500)]
    [InlineData(4321)]
    public async Task Ahead_AnyLength_GivesTheSameRows(int count)
    {
        var seen = new List<int>();

        await foreach (var row in RowsAsync(count).AheadAsync())
            seen.Add(row);

        Assert.Equal(Enumerable.Range(0, count), seen);
    }

    [Fact]
    public async Task Ahead_ReaderFails_ItsErrorArrives()
    {
        var failed = await Assert.ThrowsAsync<InvalidOperationException>(async () =>
        {
            await foreach (var _ in RowsAsync(2000, failAt: 1500).AheadAsync())
            {
            }
        });

        Assert.Equal("row 1500", failed.Message);
    }

    [Fact]
    public async Task Ahead_WriterLeavesEarly_ReadingStops()
    {
        var read = 0;

        await foreach (var row in RowsAsync(1_000_000, each: n => read = n).AheadAsync())
        {
            if (row == 10)
                break;
        }

        var stoppedAt = read;
        await Task.Yield();
        Assert.InRange(stoppedAt, 10, 10_000);
        Assert.Equal(stoppedAt, read);
    }

    private static async IAsyncEnumerable<int> RowsAsync(int count, int failAt = -1, Action<int>? each = null)
    {
        for (var n = 0; n < count; n++)
        {
            if (n == failAt)
                throw new InvalidOperationException($"row {n}");
            each?.Invoke(n);
            yield return n;
        }
        await Task.CompletedTask;
    }
}
