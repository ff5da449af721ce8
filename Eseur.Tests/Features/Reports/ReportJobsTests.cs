using Eseur.Admin.Live;
using Microsoft.Extensions.DependencyInjection;
using Eseur.Admin.Data;
using Eseur.Admin.Features.Organizations;
using Eseur.Admin.Features.Reports;
using Eseur.Admin.Shared.Jobs;
using Eseur.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace Eseur.Tests.Features.Reports;

public sealed class ReportJobsTests
{
    private static readonly OrganizationFilter Everything = new();

    [Fact]
    public async Task Start_RunsToTheEnd_FileIsReadAndProgressIsWhole()
    {
        await using var ground = await ReportGround.LayAsync();
        await using var runner = Runner(ground);
        var jobs = Jobs(ground, runner);

        var job = jobs.Start(1, Everything);
        await job.Finished;

        Assert.Equal(JobState.Ready, job.State);
        Assert.Equal(new JobStep(9, 9), job.Step);
        await using var file = job.Open()!;
        using var book = new Shared.Excel.Book(await BytesAsync(file));
        Assert.Equal(9, book.Rows("Организации").SkipWhile(r => r[0] != "Номер").Skip(1).Count());
    }

    [Fact]
    public async Task WriteAsync_Progress_BeginsAtNoughtAndEndsAtTotal()
    {
        await using var ground = await ReportGround.LayAsync();
        var steps = new Steps();

        using var book = await ground.ReadAsync(Everything, steps);

        Assert.Equal([new JobStep(0, 9), new JobStep(9, 9)], steps.Seen);
    }

    [Fact]
    public async Task Cancel_InTheMiddle_LeavesNoFileAndNothingToTake()
    {
        await using var ground = await ReportGround.LayAsync();
        using var clock = new HeldClock();
        await using var runner = Runner(ground);
        var jobs = Jobs(ground, runner, clock);
        var job = clock.FromThisThread(() => jobs.Start(1, Everything));
        await clock.Reached;
        Assert.True(File.Exists(job.Path));

        job.Cancel();
        clock.LetGo();
        await job.Finished;

        Assert.Equal(JobState.Cancelled, job.State);
        Assert.False(File.Exists(job.Path));
        Assert.Null(job.Open());
        Assert.Null(jobs.Find(Everything, 1));
        Assert.Same(job, runner.Find(job.Id, 1));
        job.Cancel();
    }

    [Fact]
    public async Task Find_OfAnotherPerson_FindsNothing()
    {
        await using var ground = await ReportGround.LayAsync();
        await using var runner = Runner(ground);
        var jobs = Jobs(ground, runner);
        var job = jobs.Start(1, Everything);
        await job.Finished;

        Assert.Null(runner.Find(job.Id, 2));
        Assert.Null(jobs.Find(Everything, 2));
        Assert.Same(job, runner.Find(job.Id, 1));
        Assert.Same(job, jobs.Find(OrganizationFilter.Parse(""), 1));
        Assert.Null(jobs.Find(new OrganizationFilter { Under = ground.Region }, 1));
    }

    [Fact]
    public async Task Find_AfterHalfAnHour_FindsNothingAndTheNextStartDeletesTheFile()
    {
        await using var ground = await ReportGround.LayAsync();
        var clock = new SetClock(new DateTime(2026, 11, 21, 9, 0, 0));
        await using var runner = Runner(ground, clock);
        var jobs = Jobs(ground, runner);
        var old = jobs.Start(1, Everything);
        await old.Finished;

        clock.Utc += JobRunner.Kept;
        Assert.Same(old, runner.Find(old.Id, 1));
        clock.Utc += TimeSpan.FromSeconds(1);
        Assert.Null(runner.Find(old.Id, 1));
        Assert.True(File.Exists(old.Path));
        await jobs.Start(2, Everything).Finished;

        Assert.False(File.Exists(old.Path));
        Assert.Null(old.Open());
    }

    [Fact]
    public async Task Start_OfMoreThanOneKeeps_MakesRoomByTheOldest()
    {
        await using var ground = await ReportGround.LayAsync();
        var clock = new SetClock(new DateTime(2026, 11, 21, 9, 0, 0));
        await using var runner = Runner(ground, clock);
        var jobs = Jobs(ground, runner);
        var started = new List<Job>();

        for (var i = 0; i <= JobRunner.KeptForOne; i++)
        {
            clock.Utc += TimeSpan.FromMinutes(1);
            started.Add(jobs.Start(1, Everything));
            await started[i].Finished;
        }

        Assert.Null(runner.Find(started[0].Id, 1));
        Assert.All(started.Skip(1), job => Assert.Same(job, runner.Find(job.Id, 1)));
        Assert.Same(started[^1], jobs.Find(Everything, 1));
    }

    [Fact]
    public async Task Start_UnknownNode_IsRefusedAndKeepsNothing()
    {
        await using var ground = await ReportGround.LayAsync();
        await using var runner = Runner(ground);
        var jobs = Jobs(ground, runner);
        var nobody = new OrganizationFilter { Under = 999_999 };

        Assert.Throws<RuleBrokenException>(() => jobs.Start(1, nobody));

        Assert.Null(jobs.Find(nobody, 1));
    }

    [Fact]
    public async Task DisposeAsync_WithReadyAndRunning_DeletesTheFolder()
    {
        await using var ground = await ReportGround.LayAsync();
        var runner = Runner(ground);
        var jobs = Jobs(ground, runner);
        var ready = jobs.Start(1, Everything);
        await ready.Finished;
        var running = jobs.Start(1, Everything);

        await runner.DisposeAsync();

        Assert.True(running.Finished.IsCompleted);
        Assert.False(Directory.Exists(Path.GetDirectoryName(ready.Path)));
    }

    private static JobRunner Runner(ReportGround ground, TimeProvider? clock = null) =>
        new(clock ?? TimeProvider.System, ground.Service<IHostApplicationLifetime>(), NullLogger<JobRunner>.Instance);

    private static ReportJobs Jobs(ReportGround ground, JobRunner runner, TimeProvider? reportsClock = null) =>
        new(ground.Report, runner, new FixedActor(Actor.System("Проверка")), new Scopes(ground, reportsClock ?? TimeProvider.System));

    private static async Task<byte[]> BytesAsync(Stream file)
    {
        using var bytes = new MemoryStream();
        await file.CopyToAsync(bytes);
        return bytes.ToArray();
    }

    /// <summary>Scopes of the application in which reports go by the test's clock.</summary>
    private sealed class Scopes(ReportGround ground, TimeProvider clock) : IServiceScopeFactory
    {
        public IServiceScope CreateScope() => new Scope(ground.Service<IServiceScopeFactory>().CreateScope(), clock);

        private sealed class Scope(IServiceScope inner, TimeProvider clock) : IServiceScope, IServiceProvider
        {
            public IServiceProvider ServiceProvider => this;

            public object? GetService(Type asked) => asked != typeof(CompletenessReport) ? inner.ServiceProvider.GetService(asked)
                : new CompletenessReport(Inner<RegistryDatabase>(), Inner<VisibleBoard>(), Inner<ReferenceStore>(), clock);

            public void Dispose() => inner.Dispose();

            private T Inner<T>()
                where T : notnull => inner.ServiceProvider.GetRequiredService<T>();
        }
    }
}
