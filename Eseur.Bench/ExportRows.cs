using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using Eseur.Admin.Features.Organizations;
using Eseur.Admin.Features.Reports;
using Eseur.Admin.Shared;
using Eseur.Admin.Shared.Csv;
using Eseur.Admin.Shared.Excel;
using Eseur.Domain.Fields;
using Eseur.Domain.Organizations;
using Eseur.Domain.Passports;
using Eseur.Domain.References;

namespace Eseur.Bench;

/// <summary>
/// The national report into a file, and the writer alone on plain rows, against xlsxwriter in constant_memory mode doing
/// the same at the same zlib level. The baseline is given less to do: no summary, no sheet of subordinates.
/// </summary>
internal static class ExportRows
{
    private const int Synthetic = 300_000;
    private const int Members = 2_592_079;
    private const int Columns = 10;
    private static readonly (CompressionLevel Ours, int Zlib)[] Levels = [(CompressionLevel.Fastest, 1), (CompressionLevel.Optimal, 6)];
    private static readonly string[] Texts = [.. Enumerable.Range(0, 101).Select(n => $"Первичная профсоюзная организация № {n * 7919}")];

    public static async Task RunAsync(BenchHost host, string database)
    {
        var report = host.App.Services.GetRequiredService<CompletenessReport>();
        foreach (var (ours, zlib) in Levels)
        {
            await CompareAsync($"National report to a file, zlib level {zlib}", zlib,
                async file =>
                {
                    await report.WriteAsync(new OrganizationFilter(), file, level: ours);
                    return host.Board.TryRead(host.Board.RootId, out var root) ? root.Figures.Total : 0;
                },
                new { what = "report", database, regionList = ReferenceLists.Region, headings = Catalogue.Passport.Gaps.Select(g => g.Title).Prepend("Пробелов").Concat(Enumerable.Repeat("", 8)), levels = Enum.GetValues<OrganizationLevel>().Select(l => l.Label()), masks = Catalogue.Passport.Gaps.Select(g => g.Mask) });
        }
        foreach (var (ours, zlib) in Levels)
            await CompareAsync($"Writer alone, {Synthetic} rows of 10 cells, zlib level {zlib}", zlib, file => WriteAsync(file, ours, Synthetic), new { what = "rows", rows = Synthetic, texts = Texts });
        await CompareAsync($"Writer alone, {Members} rows of 10 cells on three sheets, zlib level 1", 1, file => WriteAsync(file, CompressionLevel.Fastest, Members), null);
        await CompareAsync($"CSV alone, {Members} rows of 10 cells", 0, file => WriteCsvAsync(file, Members), null);
    }

    private static async Task CompareAsync(string what, int zlib, Func<Stream, Task<int>> write, object? task)
    {
        var path = Path.GetTempFileName();
        try
        {
            // The server runs for days: what it has compiled by its sixth report is what people meet.
            for (var warmUp = 0; warmUp < 5; warmUp++)
                await MeasureAsync(path, write);
            var runs = new List<Outcome>();
            for (var run = 0; run < 3; run++)
                runs.Add(await MeasureAsync(path, write));
            var ours = runs.OrderBy(r => r.Seconds).ElementAt(1) with { Growth = runs.Max(r => r.Growth) };
            var theirs = task is null ? null : await XlsxwriterBaseline.RunAsync(task, zlib);
            Figure.Print(what, ours.ToString(), theirs?.ToString() ?? (task is null ? "" : "skipped: python3-xlsxwriter is not installed"), theirs is null ? null : ours.Rate / theirs.Rate);
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>The middle of three runs after one to warm up, with the largest growth.</summary>
    public static async Task<Outcome> MiddleAsync(Func<Stream, Task<int>> write)
    {
        await OnceAsync(write);
        var runs = new List<Outcome>();
        for (var run = 0; run < 3; run++)
            runs.Add(await OnceAsync(write));
        return runs.OrderBy(r => r.Seconds).ElementAt(1) with { Growth = runs.Max(r => r.Growth) };
    }

    public static async Task<Outcome> OnceAsync(Func<Stream, Task<int>> write)
    {
        var path = Path.GetTempFileName();
        try
        {
            return await MeasureAsync(path, write);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static async Task<Outcome> MeasureAsync(string path, Func<Stream, Task<int>> write)
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive);
        using var stop = new CancellationTokenSource();
        var before = Environment.WorkingSet;
        var peak = PeakAsync(stop.Token);
        var cpu = Environment.CpuUsage.TotalTime;
        var started = Stopwatch.GetTimestamp();
        await using var file = File.Create(path);
        var rows = await write(file);
        await file.FlushAsync();
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        cpu = Environment.CpuUsage.TotalTime - cpu;
        await stop.CancelAsync();
        return new Outcome(rows, seconds, cpu.TotalSeconds, Math.Max(0, await peak - before), file.Length);
    }

    public static Task<long> PeakAsync(CancellationToken stop) => Task.Factory.StartNew(() =>
    {
        var peak = Environment.WorkingSet;
        while (!stop.WaitHandle.WaitOne(5))
            peak = Math.Max(peak, Environment.WorkingSet);
        return peak;
    }, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private static async Task<int> WriteAsync(Stream file, CompressionLevel level, int rows)
    {
        await using var book = await XlsxWriter.StartAsync(file, "Строки", DateTimeOffset.UtcNow, level);
        await FillAsync(await book.AddSheetAsync(new XlsxTable("Строки", [.. Enumerable.Repeat(new XlsxColumn("", 12), Columns)])), rows);
        await book.CompleteAsync();
        return rows;
    }

    private static async Task<int> WriteCsvAsync(Stream file, int rows)
    {
        using var csv = new CsvWriter(file, [.. Enumerable.Repeat("", Columns)]);
        await FillAsync(csv, rows);
        await csv.CompleteAsync();
        return rows;
    }

    private static async Task FillAsync(IRowWriter table, int rows)
    {
        var first = new DateOnly(2020, 1, 1);
        for (var row = 0; row < rows; row++)
        {
            await table.RowAsync();
            for (var column = 0; column < 5; column++)
                table.Text(Texts[(row + column) % Texts.Length]);
            for (var column = 5; column < 9; column++)
                table.Number((long)row * column);
            table.Date(first.AddDays(row % 1000));
        }
    }

    /// <param name="Growth">Bytes of resident memory at the peak above those before.</param>
    internal sealed record Outcome(int Rows, double Seconds, double Cpu, long Growth, long Length)
    {
        public double Rate => Rows / Seconds;

        public override string ToString() =>
            string.Create(CultureInfo.InvariantCulture, $"{Rate:#,0} rows/s, {Figure.Time(Seconds)} (CPU {Figure.Time(Cpu)}), +{Growth / 1048576.0:0.0} MiB, file {Length / 1048576.0:0.0} MiB");
    }
}
