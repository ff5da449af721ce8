using Eseur.Admin.Features.Dashboard;
using Eseur.Domain.Completeness;

namespace Eseur.Tests.Features.Dashboard;

public sealed class TrendLineTests
{
    private static readonly DateOnly Today = new(2026, 11, 21);

    [Fact]
    public void Line_ThirtyDays_FillsBoxFromFirstToLast()
    {
        var line = Line(30, 38.5, 39.2);
        Assert.Equal(TrendLine.Left, line.X(Today.AddDays(-30)));
        Assert.Equal(TrendLine.Width - TrendLine.Right, line.X(Today));
        Assert.Equal([38.4, 38.6, 38.8, 39.0, 39.2], line.Ticks.Select(t => Math.Round(t, 6)));
        Assert.All(line.Points, p => Assert.InRange(line.Y(p), TrendLine.Top - 0.01, TrendLine.Height - TrendLine.Bottom + 0.01));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(100, 100)]
    [InlineData(50, 50)]
    [InlineData(0, 100)]
    public void Line_AnyHeights_StayWithinTicksFromNoughtToHundred(double from, double to)
    {
        var line = Line(90, from, to);
        Assert.InRange(line.Ticks.Count, 2, 6);
        Assert.InRange(line.Ticks[0], 0, 100);
        Assert.InRange(line.Ticks[^1], 0, 100);
        Assert.All(line.Points, p => Assert.InRange(line.Y(p), TrendLine.Top - 0.01, TrendLine.Height - TrendLine.Bottom + 0.01));
    }

    [Fact]
    public void Marks_LongHistory_AreFewWithBothEnds()
    {
        var line = Line(365, 10, 20);
        Assert.InRange(line.Marks.Count, 2, 13);
        Assert.Equal((line.Points[0], line.Points[^1]), (line.Marks[0], line.Marks[^1]));
    }

    [Fact]
    public void Line_YoungHistory_BeginsWhereItBegan()
    {
        var line = new TrendLine([new(Today.AddDays(-1), new Share(1, 2)), new(Today, new Share(1, 3))], Today.AddDays(-90));
        Assert.True(line.X(Today.AddDays(-1)) > TrendLine.Width - TrendLine.Right - 10);
    }

    private static TrendLine Line(int days, double from, double to) => new([.. Enumerable.Range(0, days + 1)
        .Select(i => new TrendPoint(Today.AddDays(i - days), new Share((long)Math.Round((from + ((to - from) * i / days)) * 1000), 100_000)))], Today.AddDays(-days));
}
