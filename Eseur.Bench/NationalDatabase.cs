using System.Diagnostics;
using Eseur.Admin.Commands;

namespace Eseur.Bench;

/// <summary>The national demo registry in a file of its own, built once and used by every measurement.</summary>
internal static class NationalDatabase
{
    public static string Connection(string path) => $"Data Source={path}";

    /// <summary>Who of the demo was put on record twice; written along with the database.</summary>
    public static string Planted(string path) => path + ".duplicates.csv";

    public static async Task EnsureAsync(string path)
    {
        if (File.Exists(path))
            return;
        var started = Stopwatch.GetTimestamp();
        var code = await CommandLine.RunAsync(["demo", "--scale", "national", "--duplicates", Planted(path), "--ConnectionStrings:Registry", Connection(path), "--environment", "Development"]);
        if (code != 0)
            throw new InvalidOperationException($"The demo command ended with {code}.");
        Console.WriteLine($"National demo built in {Figure.Time(Stopwatch.GetElapsedTime(started).TotalSeconds)}.");
    }
}
