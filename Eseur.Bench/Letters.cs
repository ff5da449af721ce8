using System.Diagnostics;
using System.Globalization;
using System.Net.Mail;
using System.Net.Mime;
using System.Text;
using Eseur.Admin;
using Eseur.Admin.Data;
using Eseur.Admin.Features.Account;
using Eseur.Admin.Features.Letters;
using Eseur.Admin.Shared.Mail;
using Eseur.Domain.Letters;
using Eseur.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Bench;

/// <summary>
/// Letters queued, claimed, written by their components, handed over and recorded one by one, against the same letters, written
/// beforehand, handed over by a bare loop of the framework's SmtpClient that keeps its connection and remembers nothing. Of our
/// own sender the conversation alone is measured, too. All go to smtp-sink.
/// </summary>
internal static class Letters
{
    private const int Count = 5000;
    private const int WarmUp = 500;

    /// <summary>
    /// SmtpClient writes a letter's end apart from its beginning, and the kernel holds it back until the server's delayed
    /// acknowledgement, some 40 ms: a thousand letters say what five would. The processor's time has none of that.
    /// </summary>
    private const int BareCount = 1000;
    private static readonly int[] AtOnce = [1, 8];
    private static readonly int[] Queues = [5000, 300_000];
    private static readonly Recipient Anna = Recipient.OfAccount(1, "Анна Петрова");

    public static async Task RunAsync()
    {
        if (!LetterSink.IsInstalled)
        {
            Figure.Print("Letters", "skipped: smtp-sink is not installed (Debian's postfix)");
            return;
        }
        await using var sink = await LetterSink.StartAsync();
        var folder = Directory.CreateTempSubdirectory("eseur-bench-letters-").FullName;
        try
        {
            foreach (var parallel in AtOnce)
            {
                await using var app = await StartAsync(Path.Combine(folder, $"{parallel}.db"), sink.Port, parallel);
                await CompareAsync(app, sink.Port, parallel);
                if (parallel == AtOnce[^1])
                    await ClaimAsync(app);
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<WebApplication> StartAsync(string database, int port, int parallel)
    {
        var app = RegistryHost.Build(["--ConnectionStrings:Registry", $"Data Source={database}", "--environment", "Development", "--Logging:LogLevel:Default", "Error", "--Logging:LogLevel:Microsoft", "Error", "--Logging:LogLevel:Microsoft.EntityFrameworkCore", "Error", "--PublicAddress", "https://registry.example",
            "--Mail:Host", "127.0.0.1", "--Mail:Port", port.ToString(CultureInfo.InvariantCulture), "--Mail:Tls", "None", "--Mail:Confirmation", "confirmation@registry.example",
            "--Sending:Parallel", parallel.ToString(CultureInfo.InvariantCulture), "--Sending:PerDomainMinute", "0"]);
        await app.Services.GetRequiredService<DatabaseStart>().MigrateAsync();
        await using var context = await OpenAsync(app);
        context.Add(new RegistryUser { UserName = "anna@town.example", Email = "anna@town.example", DisplayName = "Анна Петрова", SecurityStamp = "1", EmailConfirmed = true, PasswordHash = "none" });
        await context.SaveChangesAsync();
        return app;
    }

    private static async Task CompareAsync(WebApplication app, int port, int parallel)
    {
        var written = await WrittenAsync(app);
        var post = app.Services.GetRequiredService<MailPost>();
        var talk = await MeasureAsync(Count, count => EachAsync(count, parallel, async _ => await post.SendAsync(written, Queued(), CancellationToken.None)));
        var outbox = await MeasureAsync(Count, _ => app.Services.GetRequiredService<LetterSender>().RunAsync(untilEmpty: true, CancellationToken.None), count => QueueAsync(app, count));
        var clients = Enumerable.Range(0, parallel).Select(_ => new SmtpClient("127.0.0.1", port)).ToArray();
        var bare = await MeasureAsync(BareCount, count => EachAsync(count, parallel, async loop =>
        {
            using var message = Compose(written);
            await clients[loop].SendMailAsync(message);
        }));
        foreach (var client in clients)
            client.Dispose();
        Figure.Print($"{Count} letters through the outbox, {parallel} at once", outbox.ToString(), $"SmtpClient: {bare}", outbox.Rate / bare.Rate);
        Figure.Print($"{Count} letters, the conversation alone, {parallel} at once", talk.ToString(), $"SmtpClient: {bare}", talk.Rate / bare.Rate);
        if (await UnsentAsync(app) is var unsent and > 0)
            throw new InvalidOperationException($"{unsent} letters of the outbox were not sent.");
    }

    /// <summary>What a sender's question for the next few dozen letters costs, by the length of the queue.</summary>
    private static async Task ClaimAsync(WebApplication app)
    {
        var times = new List<double>();
        foreach (var length in Queues)
        {
            await QueueAsync(app, length);
            var asked = new List<double>();
            for (var i = 0; i < 20; i++)
            {
                await using var context = await OpenAsync(app);
                var (started, now) = (Stopwatch.GetTimestamp(), DateTime.UtcNow);
                await context.ClaimLettersAsync(Guid.NewGuid(), now, now.AddHours(1), 64, []);
                asked.Add(Stopwatch.GetElapsedTime(started).TotalSeconds);
            }
            times.Add(Figure.Percentile(asked, 50));
        }
        Figure.Print($"Claiming 64 letters out of {Queues[1]:#,0} waiting", Figure.Time(times[1]), $"out of {Queues[0]:#,0}: {Figure.Time(times[0])}", times[1] / times[0]);
    }

    /// <summary>So many loops, each of which begins its next letter when the last one is done.</summary>
    private static Task EachAsync(int count, int parallel, Func<int, Task> send)
    {
        var left = count;
        return Task.WhenAll(Enumerable.Range(0, parallel).Select(loop => Task.Run(async () =>
        {
            while (Interlocked.Decrement(ref left) >= 0)
                await send(loop);
        })));
    }

    private static async Task<WrittenLetter> WrittenAsync(WebApplication app)
    {
        await using var scope = app.Services.GetRequiredService<IServiceScopeFactory>().CreateScope(LetterRecord.Sender);
        return await scope.ServiceProvider.GetRequiredKeyedService<ILetterAuthor>(LetterKind.PasswordChanged).WriteAsync(Queued(), new LetterLease([], new Dictionary<long, Recipient>()), CancellationToken.None)
            ?? throw new InvalidOperationException("There is nobody to write to.");
    }

    private static MailMessage Compose(WrittenLetter written)
    {
        var message = new MailMessage(new MailAddress("confirmation@registry.example", "Реестр Профсоюза", Encoding.UTF8), new MailAddress(written.To, written.ToName, Encoding.UTF8))
        {
            Subject = written.Subject, SubjectEncoding = Encoding.UTF8,
            Body = written.Text, BodyEncoding = Encoding.UTF8, BodyTransferEncoding = TransferEncoding.Base64,
        };
        message.Headers.Add("Message-ID", $"<{Guid.NewGuid():N}@registry.example>");
        message.AlternateViews.Add(new AlternateView(new MemoryStream(Encoding.UTF8.GetBytes(written.Html)), new ContentType("text/html; charset=utf-8")) { TransferEncoding = TransferEncoding.Base64 });
        return message;
    }

    private static Letter Queued() => Letter.To(Anna, LetterKind.PasswordChanged, DateTime.UtcNow);

    private static async Task QueueAsync(WebApplication app, int count)
    {
        await using var context = await OpenAsync(app);
        await using var transaction = await context.Database.BeginTransactionAsync();
        for (var queued = 0; queued < count; queued += 1000)
        {
            context.AddRange(Enumerable.Range(0, Math.Min(1000, count - queued)).Select(_ => Queued()));
            await context.SaveChangesAsync();
            context.ChangeTracker.Clear();
        }
        await transaction.CommitAsync();
    }

    private static async Task<int> UnsentAsync(WebApplication app)
    {
        await using var context = await OpenAsync(app);
        return await context.Letters.CountAsync(l => l.State != LetterState.Sent);
    }

    private static async Task<RegistryContext> OpenAsync(WebApplication app)
    {
        var context = await app.Services.GetRequiredService<IDbContextFactory<RegistryContext>>().CreateDbContextAsync();
        context.Actor = Actor.System("Измерение");
        return context;
    }

    /// <summary>A run of so many letters after a shorter one to warm up.</summary>
    private static async Task<Outcome> MeasureAsync(int letters, Func<int, Task> send, Func<int, Task>? prepare = null)
    {
        foreach (var count in new[] { WarmUp, letters })
        {
            if (prepare is not null)
                await prepare(count);
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive);
            using var stop = new CancellationTokenSource();
            var (before, allocated) = (Environment.WorkingSet, GC.GetTotalAllocatedBytes());
            var peak = ExportRows.PeakAsync(stop.Token);
            var cpu = Environment.CpuUsage.TotalTime;
            var started = Stopwatch.GetTimestamp();
            await send(count);
            var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
            cpu = Environment.CpuUsage.TotalTime - cpu;
            await stop.CancelAsync();
            var growth = Math.Max(0, await peak - before);
            if (count == letters)
                return new Outcome(count / seconds, cpu.TotalSeconds / count, growth, (GC.GetTotalAllocatedBytes() - allocated) / count);
        }
        throw new UnreachableException();
    }

    /// <param name="Cpu">Seconds of the processor for each letter.</param>
    /// <param name="Growth">Bytes of resident memory at the peak above those before.</param>
    /// <param name="Allocated">Bytes for each letter.</param>
    private sealed record Outcome(double Rate, double Cpu, long Growth, long Allocated)
    {
        public override string ToString() =>
            string.Create(CultureInfo.InvariantCulture, $"{Rate:#,0} letters/s, CPU {Figure.Time(Cpu)} each, +{Growth / 1048576.0:0.0} MiB, {Allocated / 1024.0:0} KiB allocated for each");
    }
}
