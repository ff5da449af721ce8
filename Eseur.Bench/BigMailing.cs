using System.Diagnostics;
using System.Globalization;
using Eseur.Admin.Data;
using Eseur.Admin.Features.Account;
using Eseur.Admin.Features.Letters;
using Eseur.Admin.Features.Letters.Mailings;
using Eseur.Domain.Letters;
using Eseur.Domain.Organizations;
using Eseur.Domain.Passports;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Bench;

/// <summary>
/// Mailings of the whole union: how long their letters are being queued, and how long somebody else waits meanwhile who saves
/// one passport after another; what a sender's question and a page's figures cost beside them.
/// </summary>
internal static class BigMailing
{
    private const int Questions = 20;
    private const int Viewers = 20;

    public static async Task RunAsync(BenchHost host)
    {
        await QuietAsync(host);
        await QueueAsync(host, "All chairpersons", new MailingAudience());
        var (members, largest) = (new MailingAudience { To = RecipientKind.Member }, await LargestAsync(host));
        var id = await QueueAsync(host, "Members of the largest region", members with { Members = members.Members with { Under = largest } });
        await ViewAsync(host, id);
        await PauseAsync(host, id);
    }

    private static async Task QuietAsync(BenchHost host) => Print("One passport saved, nobody else writing", await SaveUntilAsync(host, Task.Delay(TimeSpan.FromSeconds(3))));

    private static async Task<int> QueueAsync(BenchHost host, string whom, MailingAudience audience)
    {
        var id = await PlanAsync(host, audience);
        var started = Stopwatch.GetTimestamp();
        var queueing = Task.Run(() => host.App.Services.GetRequiredService<MailingLaunch>().StartAsync(id, CancellationToken.None));
        var seconds = queueing.ContinueWith(_ => Stopwatch.GetElapsedTime(started).TotalSeconds, TaskScheduler.Default);
        var saves = await SaveUntilAsync(host, queueing);
        var (letters, whole) = (await queueing, await seconds);
        Figure.Print($"{whom}: letters queued", string.Create(CultureInfo.InvariantCulture, $"{letters:#,0} in {Figure.Time(whole)}"));
        Print("— one passport saved meanwhile", saves);
        return id;
    }

    /// <summary>What twenty open pages of one mailing cost, each asking at the same time.</summary>
    private static async Task ViewAsync(BenchHost host, int id)
    {
        var scopes = Enumerable.Range(0, Viewers).Select(_ => host.App.Services.GetRequiredService<IServiceScopeFactory>().CreateScope(LetterRecord.Sender)).ToList();
        var one = await LookAsync(scopes.Take(1));
        await Task.Delay(TimeSpan.FromSeconds(3));
        var all = await LookAsync(scopes);
        Figure.Print($"{Viewers} pages of a mailing look at once", $"{Figure.Time(all.Seconds)}, CPU {Figure.Time(all.Cpu)}", $"one page: {Figure.Time(one.Seconds)}, CPU {Figure.Time(one.Cpu)}", all.Cpu / one.Cpu);
        scopes.ForEach(s => s.Dispose());

        async Task<(double Seconds, double Cpu)> LookAsync(IEnumerable<AsyncServiceScope> viewers)
        {
            var (started, cpu) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
            await Task.WhenAll(viewers.Select(v => Task.Run(async () =>
            {
                var figures = v.ServiceProvider.GetRequiredService<MailingFigures>();
                await figures.ProgressAsync(id);
                await figures.OfAsync(id);
            })));
            return (Stopwatch.GetElapsedTime(started).TotalSeconds, (Environment.CpuUsage.TotalTime - cpu).TotalSeconds);
        }
    }

    private static async Task PauseAsync(BenchHost host, int id)
    {
        await using var context = await host.OpenAsync();
        await context.Letters.Where(l => l.State == LetterState.Queued).ExecuteUpdateAsync(set => set.SetProperty(l => l.NotBefore, DateTime.UtcNow));
        await context.Mailings.ExecuteUpdateAsync(set => set.SetProperty(m => m.State, MailingState.Paused));
        var letters = await context.Letters.CountAsync(l => l.State == LetterState.Queued);
        var paused = await AskAsync([]);
        await context.Mailings.Where(m => m.Id == id).ExecuteUpdateAsync(set => set.SetProperty(m => m.State, MailingState.Running));
        Figure.Print($"The outbox asked, {letters:#,0} letters of paused mailings waiting", Figure.Time(paused), $"one of them running: {Figure.Time(await AskAsync([]))}");
        var domains = await context.Letters.Where(l => l.State == LetterState.Queued && l.Domain != null).Select(l => l.Domain!).Distinct().ToListAsync();
        Figure.Print("— all their domains resting", Figure.Time(await AskAsync(domains)));

        async Task<double> AskAsync(IReadOnlyList<string> resting)
        {
            var asked = new List<double>();
            for (var i = 0; i < Questions; i++)
            {
                await using var sender = await host.OpenAsync();
                var (started, now) = (Stopwatch.GetTimestamp(), DateTime.UtcNow);
                await sender.ClaimLettersAsync(Guid.NewGuid(), now, now.AddHours(1), 64, resting);
                asked.Add(Stopwatch.GetElapsedTime(started).TotalSeconds);
            }
            return Figure.Percentile(asked, 50);
        }
    }

    /// <summary>In the union's own name, for a moment so late that nobody else starts it.</summary>
    private static async Task<int> PlanAsync(BenchHost host, MailingAudience audience)
    {
        await using var context = await host.OpenAsync();
        var mailing = new Mailing(host.Board.RootId, null, "Измерение", DateTime.UtcNow);
        mailing.Address(LetterChannel.Email, audience.ToQueryString());
        mailing.Write("Новости Профсоюза", "Здравствуйте!");
        mailing.Plan(DateTime.UtcNow.AddDays(1), null, DateTime.UtcNow);
        context.Add(mailing);
        await context.SaveChangesAsync();
        return mailing.Id;
    }

    private static async Task<int> LargestAsync(BenchHost host)
    {
        await using var context = await host.OpenAsync();
        var regions = await context.Organizations.Where(o => o.SuperiorId == host.Board.RootId).Select(o => o.Id).ToListAsync();
        return regions.MaxBy(id => host.Board.TryRead(id, out var node) ? node.Members.Total : 0);
    }

    /// <returns>Seconds of each save; at least one.</returns>
    private static async Task<List<double>> SaveUntilAsync(BenchHost host, Task end)
    {
        await using var context = await host.OpenAsync();
        var ids = await context.Organizations.Where(o => o.Level == OrganizationLevel.Primary && o.Status == OrganizationStatus.Active).OrderBy(o => o.Id).Select(o => o.Id).Take(100).ToListAsync();
        var seconds = new List<double>();
        do
        {
            var started = Stopwatch.GetTimestamp();
            await SaveToSeen.SaveAsync(host, ids[seconds.Count % ids.Count]);
            seconds.Add(Stopwatch.GetElapsedTime(started).TotalSeconds);
            await Task.Delay(20);
        }
        while (!end.IsCompleted);
        return seconds;
    }

    private static void Print(string what, List<double> seconds) =>
        Figure.Print(what, $"p50 {Figure.Time(Figure.Percentile(seconds, 50))}, p95 {Figure.Time(Figure.Percentile(seconds, 95))}, longest {Figure.Time(seconds.Max())} of {seconds.Count}");
}
