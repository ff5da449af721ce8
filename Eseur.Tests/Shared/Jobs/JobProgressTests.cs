using Bunit;
using Eseur.Admin.Shared.Jobs;

namespace Eseur.Tests.Shared.Jobs;

public sealed class JobProgressTests : BunitRegistry
{
    private readonly Job act = new(7, "", "Перевод 27 818 человек", new SetClock(new DateTime(2026, 11, 21, 9, 3, 0)));
    private readonly Job export = new(7, "", "Члены Профсоюза", new SetClock(new DateTime(2026, 11, 21, 9, 3, 0))) { File = new JobFile("Члены.csv", "text/csv") };

    [Fact]
    public void Job_Waiting_SaysSo()
    {
        var shown = Show(act);

        Assert.Equal("Ждём очереди…", shown.Find("label").TextContent);
        Assert.False(shown.Find("progress").HasAttribute("value"));
    }

    [Fact]
    public void Job_Moving_ShowsTheBarAndSpeaksByQuarters()
    {
        var shown = Show(act);

        act.Report(new JobStep(12_400, 27_818, "Переводим"));

        shown.WaitForAssertion(() => Assert.Equal("Переводим: готово 12\u202f400 из 27\u202f818", shown.Find("label").TextContent));
        var bar = shown.Find("progress");
        Assert.Equal(("27818", "12400"), (bar.GetAttribute("max"), bar.GetAttribute("value")));
        Assert.Equal(shown.Find("label").GetAttribute("for"), bar.Id);
        Assert.Equal("Готово 25 %", shown.Find("[role=status]").TextContent);
    }

    [Fact]
    public void Cancel_ThenStopped_SaysWhatIsDone()
    {
        var shown = Show(act);
        act.Report(new JobStep(500, 1000));

        Click(shown.Find("button"));
        Assert.True(act.Cancelled.IsCancellationRequested);
        act.End(JobState.Cancelled);

        shown.WaitForAssertion(() => Assert.Equal("Остановлено. Сделано 500 из 1\u202f000.", shown.Find("[role=status]").TextContent));
        Assert.Empty(shown.FindAll("progress, button"));
    }

    [Fact]
    public void Job_ReadyWithFile_GivesTheLinkAndWhatThePageAdds()
    {
        var ended = 0;
        var shown = Render<JobProgress>(p => p.Add(c => c.Job, export).Add(c => c.Ended, () => ended++).AddChildContent("<button>Ещё раз</button>"));
        Assert.Empty(shown.FindAll("a"));

        export.End(JobState.Ready, "2 592 079 человек");

        shown.WaitForAssertion(() => Assert.Equal(1, ended));
        var link = shown.Find("a[download]");
        Assert.Equal(($"jobs/{export.Id}/file", "Члены.csv", "Скачать CSV"), (link.GetAttribute("href"), link.GetAttribute("download"), link.TextContent.Trim()));
        Assert.Equal("Готово в 12:03: 2 592 079 человек. Файл ждёт вас полчаса.", shown.Find(".notice-done p").TextContent);
        Assert.Equal("Ещё раз", shown.Find("button").TextContent);
    }

    [Theory]
    [InlineData("Организация закрыта. Выберите другую.", "Организация закрыта. Выберите другую.")]
    [InlineData(null, "Не получилось: на сервере случилась ошибка, мы её записали. Сделано 5 из 10. Попробуйте ещё раз.")]
    public void Job_Failed_SaysWhy(string? sentence, string expected)
    {
        act.Report(new JobStep(5, 10));
        act.End(JobState.Failed, sentence);

        Assert.Equal(expected, Show(act).Find(".notice-wrong p").TextContent);
    }

    [Fact]
    public void Job_Replaced_NoLongerMoves()
    {
        var shown = Show(act);
        shown.Render(p => p.Add(c => c.Job, export));
        var before = shown.RenderCount;

        act.Report(new JobStep(1, 2));
        export.Report(new JobStep(3, 4));

        shown.WaitForAssertion(() => Assert.Equal("Готово 3 из 4", shown.Find("label").TextContent));
        Assert.Equal(before + 1, shown.RenderCount);
    }

    private IRenderedComponent<JobProgress> Show(Job job) => Render<JobProgress>(p => p.Add(c => c.Job, job));

    protected override void Dispose(bool disposing)
    {
        act.Dispose();
        export.Dispose();
        base.Dispose(disposing);
    }
}
