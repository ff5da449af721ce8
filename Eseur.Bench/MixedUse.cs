using System.Diagnostics;
using System.Globalization;
using Eseur.Admin.Features.Members.Export;
using Eseur.Domain.Members;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Bench;

/// <summary>
/// What the application holds in memory at national scale while it is used: dashboards, registers and cards are opened,
/// cards are saved, and an export is taken each minute. Flat means that the last minutes are no higher than the first.
/// </summary>
internal static class MixedUse
{
    private const int Visitors = 4;
    private const int Exported = 50_000;

    private static readonly string[] Searches = ["иван", "петрова мария", "куз", "сидорова анна", "ах"];

    public static async Task RunAsync(BenchHost host, int minutes)
    {
        using var stop = new CancellationTokenSource();
        await using var context = await host.OpenAsync();
        var highest = await context.Members.MaxAsync(m => m.Id);
        var visits = Enumerable.Range(0, Visitors).Select(n => Task.Run(() => VisitAsync(host, new Random(n), highest, stop.Token))).ToList();
        var samples = new List<long>();
        var started = Stopwatch.GetTimestamp();
        for (var minute = 1; minute <= minutes; minute++)
        {
            await host.App.Services.GetRequiredService<MemberExport>().WriteExcelAsync([.. Enumerable.Range(1, Exported)], Stream.Null);
            var left = TimeSpan.FromMinutes(minute) - Stopwatch.GetElapsedTime(started);
            if (left > TimeSpan.Zero)
                await Task.Delay(left);
            samples.Add(Environment.WorkingSet >> 20);
        }
        await stop.CancelAsync();
        var done = (await Task.WhenAll(visits)).Sum();
        Figure.Print($"{minutes} minutes of mixed use, {done.ToString("#,0", CultureInfo.InvariantCulture)} pages and saves: memory by minute, MiB", string.Join(' ', samples), "aim: under 600");
    }

    private static async Task<int> VisitAsync(BenchHost host, Random random, int highest, CancellationToken stop)
    {
        using var client = new HttpClient { BaseAddress = new Uri(host.App.Urls.First()) };
        await FirstByte.SignInAsync(client);
        var organizations = host.Board.Children(host.Board.RootId).Select(c => c.Id).Append(host.Board.RootId).ToArray();
        var done = 0;
        for (; !stop.IsCancellationRequested; done++)
        {
            var organization = organizations[random.Next(organizations.Length)];
            switch (random.Next(6))
            {
                case 0:
                    await client.GetByteArrayAsync($"dashboard/{organization}", CancellationToken.None);
                    break;
                case 1:
                    await client.GetByteArrayAsync($"dashboard/{organization}/members", CancellationToken.None);
                    break;
                case 2:
                    await client.GetByteArrayAsync($"members?under={organization}&q={Uri.EscapeDataString(Searches[random.Next(Searches.Length)])}", CancellationToken.None);
                    break;
                case 3:
                    await client.GetByteArrayAsync($"members/{random.Next(1, highest)}", CancellationToken.None);
                    break;
                case 4:
                    await client.GetByteArrayAsync($"organizations?under={organization}", CancellationToken.None);
                    break;
                default:
                    await SaveAsync(host, random.Next(1, highest));
                    break;
            }
        }
        return done;
    }

    private static async Task SaveAsync(BenchHost host, int id)
    {
        await using var context = await host.OpenAsync();
        if (await context.Members.SingleOrDefaultAsync(m => m.Id == id) is not { } member)
            return;
        member.Fill(RecordTab.DuesForm, member.DuesForm is null ? "cashless" : null);
        await context.SaveChangesAsync();
    }
}
