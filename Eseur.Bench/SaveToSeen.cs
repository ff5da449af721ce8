using System.Diagnostics;
using Eseur.Admin.Data;
using Eseur.Admin.Live;
using Eseur.Domain.Organizations;
using Eseur.Domain.Passports;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Bench;

/// <summary>From the start of a save to the moment an open dashboard of the nation is told, here and in another process's host.</summary>
internal static class SaveToSeen
{
    private const int Saves = 100;

    public static async Task RunAsync(BenchHost writer, string database)
    {
        await using var other = await BenchHost.StartAsync(database);
        await using var context = await writer.OpenAsync();
        var ids = await context.Organizations.Where(o => o.Level == OrganizationLevel.Primary && o.Status == OrganizationStatus.Active).OrderBy(o => o.Id).Select(o => o.Id).Take(Saves).ToListAsync();
        var here = new List<double>();
        var there = new List<double>();
        foreach (var id in ids)
        {
            var (seenHere, seenThere) = (Seen(writer), Seen(other));
            var started = Stopwatch.GetTimestamp();
            await SaveAsync(writer, id);
            here.Add((await seenHere - started) / (double)Stopwatch.Frequency);
            there.Add((await seenThere - started) / (double)Stopwatch.Frequency);
            // News comes at most four times a second; the next save starts from quiet, as a person's does.
            await Task.Delay(300);
        }
        Print("Save to seen, same process, p50 / p95", here);
        Print("Save to seen, another process, p50 / p95", there);
    }

    private static void Print(string what, List<double> seconds) =>
        Figure.Print(what, $"{Figure.Time(Figure.Percentile(seconds, 50))} / {Figure.Time(Figure.Percentile(seconds, 95))}", "500 ms allowed");

    private static async Task<long> Seen(BenchHost host)
    {
        var seen = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var subscription = host.App.Services.GetRequiredService<BoardNews>().Subscribe(host.Board.RootId, () => seen.TrySetResult(Stopwatch.GetTimestamp()));
        return await seen.Task;
    }

    internal static async Task SaveAsync(BenchHost host, int id)
    {
        await using var context = await host.OpenAsync();
        var organization = await context.Organizations.WithPassport().SingleAsync(o => o.Id == id);
        organization.Fill(InpoTab.DuesRate, organization.DuesRate is null ? 1m : null);
        await context.SaveChangesAsync();
    }
}
