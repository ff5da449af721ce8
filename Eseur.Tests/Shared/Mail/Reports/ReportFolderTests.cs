using System.Collections.Concurrent;
using System.Text;
using Eseur.Admin.Shared.Mail.Reports;
using Microsoft.Extensions.Logging;

namespace Eseur.Tests.Shared.Mail.Reports;

public sealed class ReportFolderTests : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("eseur-reports-").FullName;
    private readonly SetClock clock = new(DateTime.UtcNow.AddMinutes(1));
    private readonly Words log = new();

    [Fact]
    public async Task Maildir_NewReport_IsReadOnceAndMovedToSeen()
    {
        Maildir();
        Write("new/1795323601.M1P2.host,S=9", "report");
        Write("tmp/half", "not yet");

        Assert.Equal(["report"], await TakenAsync());
        Assert.Empty(await TakenAsync());
        Assert.Equal(["aside:0", "cur/1795323601.M1P2.host,S=9:2,S", "tmp/half"], Files("cur", "tmp").Prepend($"aside:{Count("aside")}"));
    }

    [Fact]
    public async Task Pickup_WrittenFile_IsReadAndDone()
    {
        Write("report.eml", "report");
        Write(".hidden", "no");
        Assert.Equal(["report"], await TakenAsync());
        Assert.Equal([".hidden", "done/report.eml"], Files("done", "."));
    }

    [Fact]
    public async Task Pickup_FileStillWritten_IsLeftUntilItRests()
    {
        Write("report.eml", "half");
        clock.Utc = File.GetLastWriteTimeUtc(Path.Combine(root, "report.eml")).AddSeconds(1);
        Assert.Empty(await TakenAsync());
        clock.Utc = clock.Utc.AddSeconds(1);
        Assert.Equal(["half"], await TakenAsync());
    }

    [Fact]
    public async Task Pickup_SameNameAgain_KeepsBoth()
    {
        for (var i = 0; i < 2; i++)
        {
            Write("report.eml", $"report {i}");
            await TakenAsync();
        }
        Assert.Equal(2, Count("done"));
    }

    [Fact]
    public async Task Handler_SetsAside_FileLiesThere()
    {
        Maildir();
        Write("new/forged", "report");
        await TakenAsync(_ => ReportOutcome.Aside);
        Assert.Equal(["aside/forged"], Files("aside", "cur", "new"));
        Assert.Contains(log.Lines, l => l.Contains("set aside", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Broken_TooLargeEmptyOrUnreadable_AreSetAsideUnreadAndNothingWaits()
    {
        Write("a-empty.eml", "");
        using (var large = File.Create(Path.Combine(root, "b-large.eml")))
            large.SetLength(MimePart.MostBytes + 1);
        File.CreateSymbolicLink(Path.Combine(root, "c-link.eml"), "/etc/hostname");
        Directory.CreateDirectory(Path.Combine(root, "d-folder.eml"));
        Write("e-good.eml", "report");

        Assert.Equal(["report"], await TakenAsync());
        Assert.Equal(["aside/a-empty.eml", "aside/b-large.eml", "aside/c-link.eml", "done/e-good.eml"], Files("aside", "done"));
        Assert.True(File.Exists("/etc/hostname"));
    }

    [Fact]
    public async Task Handler_Fails_OthersAreReadAndItComesAgainInTenMinutes()
    {
        Write("a.eml", "bad");
        Write("b.eml", "good");
        Assert.Equal(["good"], await TakenAsync(text => text == "bad" ? throw new InvalidOperationException("secret bad") : ReportOutcome.Done));
        Assert.Empty(await TakenAsync());
        clock.Utc += ReportFolder.TakenFor;
        Assert.Equal(["bad"], await TakenAsync());
        Assert.Equal(["done/a.eml", "done/b.eml"], Files("done", "taken"));
        Assert.Single(log.Lines, l => l.Contains(nameof(InvalidOperationException), StringComparison.Ordinal));
        Assert.DoesNotContain(log.Lines, l => l.Contains("secret", StringComparison.Ordinal) || l.Contains("a.eml", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Handler_EndsEveryNodeThatReadsIt_IsSetAsideAtLast()
    {
        Write("poison.eml", "poison");
        var tries = 0;
        for (var i = 0; i < 150; i++)
        {
            await TakenAsync(_ =>
            {
                tries++;
                throw new InvalidOperationException();
            });
            clock.Utc += ReportFolder.TakenFor;
        }
        Assert.Equal(100, tries);
        Assert.Equal(["aside/poison.eml"], Files("aside", "taken", "done"));
    }

    [Fact]
    public async Task File_TakenAwayWhileBeingRead_BlocksNothing()
    {
        Maildir();
        Write("new/a", "first");
        Write("new/b", "second");
        var seen = new List<string>();
        await TakenAsync(text =>
        {
            seen.Add(text);
            if (seen.Count == 1)
            {
                Directory.Delete(Path.Combine(root, "taken"), recursive: true);
                Directory.CreateDirectory(Path.Combine(root, "taken"));
            }
            return ReportOutcome.Done;
        });
        Assert.Equal(["first", "second"], seen);
        Assert.Equal(["cur/b:2,S"], Files("cur"));
    }

    [Fact]
    public async Task Folder_Missing_IsToldOnce()
    {
        Directory.Delete(root);
        Assert.Empty(await TakenAsync());
        Assert.Empty(await TakenAsync());
        Assert.Single(log.Lines);
        Directory.CreateDirectory(root);
    }

    [Fact]
    public async Task TwoNodes_OneFolder_EveryReportIsReadExactlyOnce()
    {
        Maildir();
        const int Reports = 2000;
        for (var i = 0; i < Reports; i++)
            Write($"new/{i:0000}", $"report {i}");
        var read = new ConcurrentBag<string>();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            var node = Folder();
            while (Count("new") > 0)
                await node.TakeAsync((bytes, _) => { read.Add(Encoding.UTF8.GetString(bytes.Span)); return Task.FromResult(ReportOutcome.Done); }, default);
        })));
        Assert.Equal(Enumerable.Range(0, Reports).Select(i => $"report {i}").Order(StringComparer.Ordinal), read.Order(StringComparer.Ordinal));
        Assert.Equal((Reports, 0), (Count("cur"), Count("taken")));
    }

    [Fact]
    public async Task Stopping_InTheMiddle_LosesNothing()
    {
        Maildir();
        Write("new/a", "report");
        using var stop = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Folder().TakeAsync(async (_, cancel) =>
        {
            await stop.CancelAsync();
            cancel.ThrowIfCancellationRequested();
            return ReportOutcome.Done;
        }, stop.Token));
        clock.Utc += ReportFolder.TakenFor;
        Assert.Equal(["report"], await TakenAsync());
    }

    private ReportFolder Folder() => new(root, clock, log);

    /// <summary>What one round of one node read; each round is by a node begun anew, or by the same.</summary>
    private async Task<List<string>> TakenAsync(Func<string, ReportOutcome>? handle = null)
    {
        folder ??= Folder();
        var texts = new List<string>();
        await folder.TakeAsync((bytes, _) =>
        {
            var text = Encoding.UTF8.GetString(bytes.Span);
            var outcome = handle?.Invoke(text) ?? ReportOutcome.Done;
            texts.Add(text);
            return Task.FromResult(outcome);
        }, default);
        return texts;
    }

    private ReportFolder? folder;

    private void Maildir()
    {
        foreach (var name in new[] { "new", "cur", "tmp" })
            Directory.CreateDirectory(Path.Combine(root, name));
    }

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(root, name), text);

    private int Count(string name) => Directory.Exists(Path.Combine(root, name)) ? Directory.GetFiles(Path.Combine(root, name)).Length : 0;

    private IEnumerable<string> Files(params string[] folders) => folders.Select(f => Path.Combine(root, f)).Where(Directory.Exists).SelectMany(Directory.GetFiles)
        .Select(f => Path.GetRelativePath(root, f)).Order(StringComparer.Ordinal);

    public void Dispose() => Directory.Delete(root, recursive: true);

    private sealed class Words : ILogger<ReportFolder>
    {
        public ConcurrentQueue<string> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Lines.Enqueue($"{formatter(state, exception)} {exception}");
    }
}
