using System.Security.Claims;
using Bunit;
using Eseur.Admin.Features.Completeness;
using Eseur.Admin.Features.Organizations;
using Eseur.Admin.Features.Reports;
using Eseur.Admin.Shared.Jobs;
using Eseur.Admin.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection;

namespace Eseur.Tests.Features.Reports;

public sealed class ReportsPageTests
{
    private const int Person = 7;

    [Fact]
    public async Task Page_OfNode_ShowsTheBoardsTable()
    {
        await using var ground = await ReportGround.LayAsync();
        ground.Registry.Board.TryRead(ground.Region, out var node);
        await using var bunit = Context(ground);

        var page = Open(bunit, $"reports?under={ground.Region}");

        Assert.Equal(
            CompletenessTable.Of(node!.Figures).Select(r => (r.Gap.Title, r.Tab.Title, Ru.Number(r.Share.Part), Ru.Number(r.Share.Whole), r.Gap.Audience.Among, Ru.Percent(r.Share))),
            page.FindAll("tbody tr").Select(tr => (tr.Children[0].TextContent, tr.Children[1].TextContent, tr.Children[2].TextContent, tr.Children[3].TextContent, tr.Children[4].TextContent, tr.Children[5].TextContent)));
    }

    [Fact]
    public async Task Page_Filtered_CountsOnlyTheListAndSaysTheFilter()
    {
        await using var ground = await ReportGround.LayAsync();
        await using var bunit = Context(ground);

        var page = Open(bunit, "reports?level=primary&lacks=dues");
        await page.WaitForElementAsync("table");

        Assert.Equal(["первичные", "не заполнено «Членский профсоюзный взнос»"], page.FindAll(".chips li").Select(li => li.TextContent));
        Assert.Equal(["5", "5"], page.FindAll("tbody tr")[0].QuerySelectorAll(".number").Take(2).Select(cell => cell.TextContent));
    }

    [Fact]
    public async Task Page_NothingFound_SaysWhatToDoAndMakesNothing()
    {
        await using var ground = await ReportGround.LayAsync();
        await using var bunit = Context(ground);

        var page = Open(bunit, "reports?q=такой+нет");
        await page.WaitForElementAsync(".empty");

        Assert.True(page.Find("button.button-main").HasAttribute("disabled"));
    }

    [Fact]
    public async Task Page_UnknownNode_SaysWhich()
    {
        await using var ground = await ReportGround.LayAsync();
        await using var bunit = Context(ground);

        var page = Open(bunit, "reports?under=999999");

        Assert.Contains("В реестре нет организации с этим номером", page.Markup, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("button"));
    }

    [Fact]
    public async Task Start_ToTheEnd_GivesTheLinkAndSaysSo()
    {
        await using var ground = await ReportGround.LayAsync();
        await using var bunit = Context(ground);
        var page = Open(bunit, "reports");

        bunit.Click(page.Find("button.button-main"));
        var link = await page.WaitForElementAsync("a[download]");

        var job = ground.Jobs.Find(new OrganizationFilter(), Person)!;
        Assert.Equal(($"jobs/{job.Id}/file", job.File!.Name), (link.GetAttribute("href"), link.GetAttribute("download")));
        Assert.Contains(": 9 организаций. Файл ждёт вас полчаса.", page.Find("[role=status]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_OpenedAgain_TakesUpTheReportOfThisListOnly()
    {
        await using var ground = await ReportGround.LayAsync();
        await ground.Jobs.Start(Person, new OrganizationFilter()).Finished;
        await using var bunit = Context(ground);

        var page = Open(bunit, "reports");
        Assert.Single(page.FindAll("a[download]"));
        await page.InvokeAsync(() => bunit.Services.GetRequiredService<NavigationManager>().NavigateTo($"reports?under={ground.Town}"));
        page.Render();

        Assert.Empty(page.FindAll("a[download]"));
        Assert.Equal("Городская организация", page.Find("h2").TextContent);
    }

    [Fact]
    public async Task Start_WithEnoughGoing_SaysWhatToDo()
    {
        await using var ground = await ReportGround.LayAsync();
        var runner = ground.Service<JobRunner>();
        for (var i = 0; i < JobRunner.GoingForOne; i++)
            runner.Start(Person, "", "Долгое дело", (_, cancel) => Task.Delay(Timeout.Infinite, cancel).ContinueWith(_ => "", cancel));
        await using var bunit = Context(ground);
        var page = Open(bunit, "reports");

        bunit.Click(page.Find("button.button-main"));

        Assert.Contains("остановите", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);
    }

    private static BunitRegistry Context(ReportGround ground)
    {
        var bunit = new BunitRegistry(ground.Registry);
        return bunit;
    }

    private static IRenderedComponent<ReportsPage> Open(BunitRegistry bunit, string address)
    {
        bunit.Services.GetRequiredService<NavigationManager>().NavigateTo(address);
        var person = new AuthenticationState(new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, $"{Person}")], "test")));
        return bunit.Render<ReportsPage>(p => p.AddCascadingValue(Task.FromResult(person)));
    }
}
