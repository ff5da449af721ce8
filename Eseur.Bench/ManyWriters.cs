using System.Diagnostics;
using System.Globalization;
using Eseur.Admin.Data;
using Eseur.Admin.Features.Completeness;
using Eseur.Domain.Members;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Bench;

/// <summary>
/// Twenty people saving at once without a pause, against the same saves one after another by one of them. Each save is
/// of a random record: read, changed, written with its change record and counter. None may be lost, counters must stay exact.
/// </summary>
internal static class ManyWriters
{
    private const int Writers = 20;
    private const int Saves = 2000;

    public static async Task RunAsync(BenchHost host)
    {
        var ids = await IdsAsync(host);
        await WriteAsync(host, ids, Writers, Saves / 4);
        var one = await WriteAsync(host, ids, 1, Saves);
        var many = await WriteAsync(host, ids, Writers, Saves);
        await foreach (var difference in host.App.Services.GetRequiredService<Recount>().RunAsync())
            throw new InvalidOperationException($"The counter of {difference.Name} was {difference.Was}, its record says {difference.Becomes}.");
        Figure.Print($"{Writers} writers at once, {Saves} saves, read and written: p50 / p95 / max", many.Whole.ToString(), $"one writer: {one.Whole}", many.Rate / one.Rate);
        Figure.Print($"{Writers} writers at once, the writing alone: p50 / p95 / max", many.Write.ToString(), $"one writer: {one.Write}");
    }

    private static async Task<Outcome> WriteAsync(BenchHost host, int[] ids, int writers, int saves)
    {
        var versions = await VersionsAsync(host);
        var started = Stopwatch.GetTimestamp();
        var taken = await Task.WhenAll(Enumerable.Range(0, writers).Select(writer => Task.Run(async () =>
        {
            var random = new Random(writer);
            var times = new List<(double Whole, double Write)>();
            for (var save = 0; save < saves / writers; save++)
                times.Add(await SaveAsync(host, ids[random.Next(ids.Length)]));
            return times;
        })));
        var rate = saves / Stopwatch.GetElapsedTime(started).TotalSeconds;
        if (await VersionsAsync(host) - versions is var kept && kept != saves)
            throw new InvalidOperationException($"Of {saves} saves {kept} are in the records.");
        var all = taken.SelectMany(t => t).ToList();
        return new Outcome(rate, Spread.Of(all.Select(t => t.Whole), rate), Spread.Of(all.Select(t => t.Write), rate));
    }

    // What is saved, and nothing else in this file knows: three methods to change for another kind of record.

    private static async Task<int[]> IdsAsync(BenchHost host)
    {
        await using var context = await host.OpenAsync();
        return await context.Members.Where(m => m.OffRecordOn == null).OrderBy(m => m.Id).Select(m => m.Id).ToArrayAsync();
    }

    /// <summary>Every save moves one version by one.</summary>
    private static async Task<long> VersionsAsync(BenchHost host)
    {
        await using var context = await host.OpenAsync();
        return await context.Members.SumAsync(m => (long)m.Version);
    }

    /// <summary>As a service does: whoever loses to another on the same record reads it anew.</summary>
    private static async Task<(double Whole, double Write)> SaveAsync(BenchHost host, int id)
    {
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            await using var context = await host.OpenAsync();
            var member = await context.Members.SingleAsync(m => m.Id == id);
            member.Fill(RecordTab.DuesForm, member.DuesForm is null ? "cashless" : null);
            var read = Stopwatch.GetTimestamp();
            try
            {
                await context.SaveChangesAsync();
                return (Stopwatch.GetElapsedTime(started).TotalSeconds, Stopwatch.GetElapsedTime(read).TotalSeconds);
            }
            catch (DbUpdateConcurrencyException)
            {
                // Another writer took the same record between the reading and the writing.
            }
        }
    }

    private sealed record Outcome(double Rate, Spread Whole, Spread Write);

    private sealed record Spread(double Median, double P95, double Longest, double Rate)
    {
        public static Spread Of(IEnumerable<double> seconds, double rate)
        {
            var sorted = seconds.Order().ToArray();
            return new Spread(Figure.Percentile(sorted, 50), Figure.Percentile(sorted, 95), sorted[^1], rate);
        }

        public override string ToString() =>
            string.Create(CultureInfo.InvariantCulture, $"{Figure.Time(Median)} / {Figure.Time(P95)} / {Figure.Time(Longest)}, {Rate:#,0} saves/s");
    }
}
