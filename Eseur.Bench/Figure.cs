using System.Diagnostics;
using System.Globalization;

namespace Eseur.Bench;

/// <summary>Prints the table of docs/benchmarks.md, line by line as figures come.</summary>
internal static class Figure
{
    public static void Heading()
    {
        Console.WriteLine($"{Environment.ProcessorCount} cores, {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (1L << 30)} GiB, {System.Runtime.InteropServices.RuntimeInformation.FrameworkDescription}");
        Console.WriteLine();
        Console.WriteLine("| what | ours | baseline | ratio |");
        Console.WriteLine("| --- | --- | --- | --- |");
    }

    public static void Print(string what, string ours, string baseline = "", double? ratio = null) =>
        Console.WriteLine($"| {what} | {ours} | {baseline} | {(ratio is { } r ? r.ToString(r < 10 ? "0.0" : "#,0", CultureInfo.InvariantCulture) + " ×" : "")} |");

    /// <summary>Median seconds of one call, measured in batches so that the clock's own cost does not show.</summary>
    public static double Median(int runs, int callsInRun, Action call)
    {
        call();
        var seconds = new double[runs];
        for (var run = 0; run < runs; run++)
        {
            var started = Stopwatch.GetTimestamp();
            for (var i = 0; i < callsInRun; i++)
                call();
            seconds[run] = Stopwatch.GetElapsedTime(started).TotalSeconds / callsInRun;
        }
        return Percentile(seconds, 50);
    }

    public static double Percentile(IEnumerable<double> values, int percent)
    {
        var sorted = values.Order().ToArray();
        return sorted[Math.Min(sorted.Length - 1, sorted.Length * percent / 100)];
    }

    public static string Time(double seconds) => seconds switch
    {
        < 1e-6 => string.Create(CultureInfo.InvariantCulture, $"{seconds * 1e9:0} ns"),
        < 1e-3 => string.Create(CultureInfo.InvariantCulture, $"{seconds * 1e6:0.0} µs"),
        < 1 => string.Create(CultureInfo.InvariantCulture, $"{seconds * 1e3:0.0} ms"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{seconds:0.00} s"),
    };
}
