using Eseur.Admin.Shared.Jobs;
using Eseur.Domain;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;

namespace Eseur.Tests.Shared.Jobs;

public sealed class JobRunnerTests : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly ApplicationLifetime lifetime = new(NullLogger<ApplicationLifetime>.Instance);
    private readonly SetClock clock = new(new DateTime(2026, 11, 21, 9, 0, 0));
    private readonly JobRunner runner;

    public JobRunnerTests() => runner = new JobRunner(clock, lifetime, NullLogger<JobRunner>.Instance);

    [Fact]
    public async Task Act_ToTheEnd_KeepsItsSentence()
    {
        var job = runner.Start(1, "members?under=7", "Перевод", (progress, _) =>
        {
            progress.Report(new JobStep(120, 120, "Переводим"));
            return Task.FromResult("переведено 120 человек");
        });
        await job.Finished.WaitAsync(Patience);

        Assert.Equal((JobState.Ready, "переведено 120 человек", new JobStep(120, 120, "Переводим")), (job.State, job.Sentence, job.Step));
        Assert.Null(job.Open());
        Assert.Same(job, runner.Find(job.Id, 1));
        Assert.Same(job, runner.Find("members?under=7", 1));
        Assert.Null(runner.Find(job.Id, 2));
    }

    [Fact]
    public async Task Act_BreakingARule_EndsWithItsSentenceAndIsFoundAgain()
    {
        var job = runner.Start(1, "members", "Перевод", (_, _) => throw new RuleBrokenException("Организация закрыта. Выберите другую."));
        await job.Finished.WaitAsync(Patience);

        Assert.Equal((JobState.Failed, "Организация закрыта. Выберите другую."), (job.State, job.Sentence));
        Assert.Same(job, runner.Find(job.Id, 1));
        Assert.Same(job, runner.Find("members", 1));
    }

    [Fact]
    public async Task File_FailingHalfWay_LeavesNothingOfIt()
    {
        var job = runner.Start(1, "members", "Выгрузка", new JobFile("члены.csv", "text/csv"), async (stream, _, cancel) =>
        {
            await stream.WriteAsync("половина"u8.ToArray(), cancel);
            throw new InvalidOperationException("Secret of the server.");
        });
        await job.Finished.WaitAsync(Patience);

        Assert.Equal((JobState.Failed, null), (job.State, job.Sentence));
        Assert.False(File.Exists(job.Path));
        Assert.Null(job.Open());
    }

    [Fact]
    public async Task Start_MoreThanAtOnce_WaitsItsTurn()
    {
        var held = new[] { new Held(), new Held(), new Held() };
        var jobs = held.Select((work, person) => runner.Start(person, "", "", work.RunAsync)).ToList();
        var first = await Task.WhenAny(held.Select(work => work.Begun)).WaitAsync(Patience);
        await Task.WhenAny(held.Select(work => work.Begun).Where(begun => begun != first)).WaitAsync(Patience);

        var waiting = Assert.Single(jobs, job => job.State == JobState.Waiting);
        Assert.False(held[waiting.UserId].Begun.IsCompleted);
        held.First(work => work.Begun.IsCompleted).LetGo();

        await held[waiting.UserId].Begun.WaitAsync(Patience);
        Assert.Equal(JobState.Running, waiting.State);
    }

    [Fact]
    public async Task Start_BeyondOnesShare_IsRefusedUntilOneEnds()
    {
        var held = Enumerable.Range(0, JobRunner.GoingForOne).Select(_ => new Held()).ToList();
        var jobs = held.ConvertAll(work => runner.Start(1, "", "", work.RunAsync));

        Assert.Throws<RuleBrokenException>(() => runner.Start(1, "", "", new Held().RunAsync));
        Assert.All(jobs, job => Assert.True(job.IsGoing));
        Assert.NotNull(runner.Start(2, "", "", new Held().RunAsync));
        jobs[0].Cancel();
        await jobs[0].Finished.WaitAsync(Patience);

        Assert.NotNull(runner.Start(1, "", "", new Held().RunAsync));
    }

    [Fact]
    public async Task Cancel_WhileWaitingOrRunning_Stops()
    {
        var jobs = Enumerable.Range(0, 3).Select(person => runner.Start(person, "", "", new Held().RunAsync)).ToList();

        jobs.ForEach(job => job.Cancel());
        await Task.WhenAll(jobs.Select(job => job.Finished)).WaitAsync(Patience);

        Assert.All(jobs, job => Assert.Equal((JobState.Cancelled, false), (job.State, job.IsStopping)));
    }

    [Fact]
    public async Task Server_Stopping_StopsWhatRuns()
    {
        var work = new Held();
        var job = runner.Start(1, "", "", work.RunAsync);
        await work.Begun.WaitAsync(Patience);

        lifetime.StopApplication();

        await job.Finished.WaitAsync(Patience);
        Assert.Equal(JobState.Cancelled, job.State);
    }

    [Fact]
    public async Task Report_Often_TellsFirstAndNewPhasesAndTheEnd()
    {
        var told = new List<(JobState, int, string)>();
        var work = new Held();
        var job = runner.Start(1, "", "", async (progress, cancel) =>
        {
            await work.RunAsync(progress, cancel);
            for (var done = 1; done <= 100_000; done++)
                progress.Report(new JobStep(done, 100_000, "Пишем"));
            progress.Report(new JobStep(100_000, 100_000, "Закрываем"));
            return "";
        });
        await work.Begun.WaitAsync(Patience);
        job.Moved += (_, _) => told.Add((job.State, job.Step.Done, job.Step.Phase));
        work.LetGo();
        await job.Finished.WaitAsync(Patience);

        Assert.Equal((JobState.Running, 1, "Пишем"), told[0]);
        Assert.Contains((JobState.Running, 100_000, "Закрываем"), told);
        Assert.InRange(told.Count, 2, 100);
    }

    public async ValueTask DisposeAsync() => await runner.DisposeAsync();

    /// <summary>Work that begins and stands until it is let go or stopped.</summary>
    private sealed class Held
    {
        private readonly TaskCompletionSource begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource free = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Begun => begun.Task;

        public void LetGo() => free.SetResult();

        public async Task<string> RunAsync(IProgress<JobStep> progress, CancellationToken cancel)
        {
            begun.SetResult();
            await free.Task.WaitAsync(cancel);
            return "";
        }
    }
}
