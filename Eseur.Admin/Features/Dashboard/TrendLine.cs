using System.Globalization;
using Eseur.Domain.Completeness;

namespace Eseur.Admin.Features.Dashboard;

internal readonly record struct TrendPoint(DateOnly Day, Share Share);

/// <summary>A line chart worked out: where everything stands in a box of fixed size that the page scales.</summary>
internal sealed class TrendLine
{
    public const int Width = 380, Height = 270, Left = 44, Right = 14, Top = 14, Bottom = 28;

    /// <summary>More marks than this would touch one another.</summary>
    private const int MarkCount = 13;

    private readonly double low, high;
    private readonly int first, last;

    /// <param name="points">Oldest first, at least one.</param>
    /// <param name="from">Where the time axis begins, so that a young history does not pass for a long one.</param>
    public TrendLine(IReadOnlyList<TrendPoint> points, DateOnly from)
    {
        Points = points;
        first = Math.Min(from.DayNumber, points[0].Day.DayNumber);
        last = Math.Max(points[^1].Day.DayNumber, first + 1);
        var (min, max) = (points.Min(p => Percent(p)), points.Max(p => Percent(p)));
        var step = Step(max - min);
        low = Math.Max(0, Math.Floor(min / step) * step);
        high = Math.Min(100, Math.Ceiling(max / step) * step);
        if (high - low < step)
            (low, high) = high >= 100 ? (high - step, high) : (low, low + step);
        Ticks = [.. Enumerable.Range(0, (int)Math.Round((high - low) / step) + 1).Select(i => low + (i * step))];
        Marks = [.. Sample(points)];
    }

    public IReadOnlyList<TrendPoint> Points { get; }

    /// <summary>Percentages to draw lines at.</summary>
    public IReadOnlyList<double> Ticks { get; }

    /// <summary>Evenly taken points, the first and the last among them: what a table tells and a pointer finds.</summary>
    public IReadOnlyList<TrendPoint> Marks { get; }

    public IEnumerable<DateOnly> Dates => new[] { first, first + ((last - first) / 2), last }.Select(DateOnly.FromDayNumber);

    public string Path => string.Join(' ', Points.Select(p => $"{Text(X(p.Day))},{Text(Y(Percent(p)))}"));

    public double X(DateOnly day) => Left + ((double)(day.DayNumber - first) / (last - first) * (Width - Left - Right));

    public double Y(double percent) => Top + ((high - percent) / (high - low) * (Height - Top - Bottom));

    public double Y(TrendPoint point) => Y(Percent(point));

    public static string Text(double coordinate) => coordinate.ToString("0.#", CultureInfo.InvariantCulture);

    private static double Percent(TrendPoint point) => point.Share.Fraction * 100;

    /// <summary>A round step that gives two to five lines.</summary>
    private static double Step(double range) => range == 0 ? 1 : new[] { 0.1, 0.2, 0.5, 1, 2, 5, 10, 20 }.FirstOrDefault(s => range / s <= 4, 25);

    private static IEnumerable<TrendPoint> Sample(IReadOnlyList<TrendPoint> points)
    {
        var count = Math.Min(points.Count, MarkCount);
        return Enumerable.Range(0, count).Select(i => points[count == 1 ? 0 : (int)Math.Round((double)i * (points.Count - 1) / (count - 1))]);
    }
}
