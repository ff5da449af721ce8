using System.Security.Claims;
using AngleSharp.Dom;
using Bunit;
using Eseur.Admin.Data;
using Eseur.Admin.Features.Account;
using Eseur.Admin.Features.Completeness;
using Eseur.Admin.Features.Dashboard;
using Eseur.Domain.Completeness;
using Eseur.Domain.Fields;
using Eseur.Domain.Organizations;
using Eseur.Domain.Passports;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Eseur.Tests.Features.Dashboard;

public sealed class DashboardPageTests
{
    private static readonly SetClock Clock = new(new DateTime(2026, 11, 21, 9, 0, 0));

    [Fact]
    public async Task Page_OfNation_PrintsNumbersCutWithTheirPartsAndLists()
    {
        await using var registry = await TestRegistry.StartAsync();
        var region = await registry.FoundAsync(OrganizationLevel.Regional, registry.RootId, "Областная организация");
        var schools = await SchoolsAsync(registry, region, 3);
        await registry.ChangeAsync(schools[0], o => o.Fill(InpoTab.DuesRate, 1m));
        await registry.CatchUpAsync();
        await using var bunit = Context(registry);

        var page = Open(bunit, $"dashboard/{registry.RootId}?gap=dues");

        Assert.Equal("Взнос не указан у 66,6\u202f% первичных", page.Find("h1").TextContent);
        var row = Row(page, "Членский профсоюзный взнос");
        Assert.Equal("2", row.QuerySelector(".missing")!.TextContent.Trim());
        Assert.Equal($"organizations?under={registry.RootId}&lacks=dues", row.QuerySelector(".missing a")!.GetAttribute("href"));
        Assert.Equal("2 из 3 на 21.11.2026", row.QuerySelector(".percent")!.GetAttribute("title"));
        Assert.Equal("66,6\u202f% (2 из 3 на 21.11.2026)", row.QuerySelector(".percent")!.TextContent);
        Assert.Equal(Catalogue.Passport.Gaps.Count, page.FindAll(".gaps .field").Count);
        Assert.Equal(["1 региональная", "3 первичные"], page.FindAll(".filling li").Select(li => li.TextContent.Trim()));
        var cell = page.Find(".heat tbody tr td.h7 a");
        Assert.Equal(("66,6", $"organizations?under={region}&lacks=dues", "2 из 3 на 21.11.2026"), (cell.TextContent, cell.GetAttribute("href"), cell.GetAttribute("title")));
    }

    [Fact]
    public async Task Page_SavedElsewhere_ShowsItWithoutReload()
    {
        await using var registry = await TestRegistry.StartAsync();
        var region = await registry.FoundAsync(OrganizationLevel.Regional, registry.RootId, "Областная организация");
        var schools = await SchoolsAsync(registry, region, 2);
        await registry.CatchUpAsync();
        await using var bunit = Context(registry);
        var page = Open(bunit, $"dashboard/{registry.RootId}");
        Assert.Equal("2", Row(page, "Членский профсоюзный взнос").QuerySelector(".missing")!.TextContent.Trim());

        await registry.ChangeAsync(schools[1], o => o.Fill(InpoTab.DuesRate, 1m));
        await bunit.TellAsync();

        page.WaitForAssertion(() =>
        {
            var fallen = Row(page, "Членский профсоюзный взнос").QuerySelector(".missing span")!;
            Assert.Equal(("1", "fell"), (fallen.TextContent, fallen.ClassName));
            Assert.Single(page.FindAll(".gaps .fell"));
        });
    }

    [Fact]
    public async Task Page_Left_IsNoLongerTold()
    {
        await using var registry = await TestRegistry.StartAsync();
        var region = await registry.FoundAsync(OrganizationLevel.Regional, registry.RootId, "Областная организация");
        await registry.CatchUpAsync();
        await using var bunit = Context(registry);
        var page = Open(bunit, $"dashboard/{registry.RootId}");
        Assert.Equal(1, bunit.News.SubscriberCount);

        page.Render(p => p.Add(x => x.Id, region));
        Assert.Equal(1, bunit.News.SubscriberCount);
        page.Render(p => p.Add(x => x.Id, 999));
        Assert.Equal(0, bunit.News.SubscriberCount);
        page.Render(p => p.Add(x => x.Id, region));
        await bunit.DisposeComponentsAsync();
        Assert.Equal(0, bunit.News.SubscriberCount);
    }

    [Fact]
    public async Task Page_ByWorstField_WalksFromNationToTheMissingChairperson()
    {
        await using var registry = await TestRegistry.StartAsync();
        await registry.FoundAsync(OrganizationLevel.Regional, registry.RootId, "Алтайская");
        var worst = await registry.FoundAsync(OrganizationLevel.Regional, registry.RootId, "Ярославская");
        var school = (await SchoolsAsync(registry, worst, 2))[1];
        await registry.ChangeAsync(worst, Elect);
        await registry.ChangeAsync(school, Elect);
        await registry.CatchUpAsync();
        await using var bunit = Context(registry);

        var first = Open(bunit, $"dashboard/{registry.RootId}?gap=chair-email").Find(".heat tbody th a");
        Assert.Equal(("Ярославская", $"dashboard/{worst}?gap=chair-email"), (first.TextContent, first.GetAttribute("href")));
        var second = Open(bunit, first.GetAttribute("href")!).Find(".heat tbody th a");
        Assert.Equal($"dashboard/{school}?gap=chair-email", second.GetAttribute("href"));
        var last = Open(bunit, second.GetAttribute("href")!);
        Assert.Equal("E-mail председателя не указан; всего не заполнено 14 из 15", last.Find("h1").TextContent);
        Assert.Equal($"organizations/{school}/passport/chairperson?field=chair-email", last.Find(".open a").GetAttribute("href"));
    }

    [Fact]
    public async Task Page_SuperiorHasEmail_OffersLetterElsePassport()
    {
        await using var registry = await TestRegistry.StartAsync();
        var region = await registry.FoundAsync(OrganizationLevel.Regional, registry.RootId, "Областная организация");
        var school = (await SchoolsAsync(registry, region, 1))[0];
        await registry.CatchUpAsync();
        await using var bunit = Context(registry);
        Assert.Equal($"organizations/{region}/passport/chairperson?field=chairperson", Open(bunit, $"dashboard/{school}").Find(".toolbar a").GetAttribute("href"));

        await registry.ChangeAsync(region, o =>
        {
            Elect(o);
            o.CurrentChairperson!.Fill(ChairpersonTab.Email, "obkom@example.org");
        });
        await registry.CatchUpAsync();
        var letter = Open(bunit, $"dashboard/{school}").Find(".toolbar a").GetAttribute("href")!;
        Assert.StartsWith("mailto:obkom@example.org?subject=", letter, StringComparison.Ordinal);
        Assert.Contains($"dashboard/{school}", Uri.UnescapeDataString(letter), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_ThousandsBelow_ShowsTheWorstTwentyAndOffersAll()
    {
        await using var registry = await TestRegistry.StartAsync();
        var region = await registry.FoundAsync(OrganizationLevel.Regional, registry.RootId, "Областная организация");
        await SchoolsAsync(registry, region, 23);
        await registry.CatchUpAsync();
        await using var bunit = Context(registry);

        var page = Open(bunit, $"dashboard/{region}");

        Assert.Equal(20, page.FindAll(".heat tbody tr").Count);
        Assert.Equal("Показать все 23", page.Find(".heat > p a").TextContent);
        Assert.Equal("descending", page.Find(".heat th[aria-sort]").GetAttribute("aria-sort"));
    }

    [Fact]
    public async Task Page_TrendKept_TellsItInHeadlineTableAndChart()
    {
        await using var registry = await TestRegistry.StartAsync();
        var region = await registry.FoundAsync(OrganizationLevel.Regional, registry.RootId, "Областная организация");
        await SchoolsAsync(registry, region, 4);
        await using (var context = await registry.OpenAsync())
        {
            context.Add(new Snapshot(region, new DateOnly(2026, 10, 22), Bits(3), Bits(4), []));
            await context.SaveChangesAsync();
        }
        await registry.CatchUpAsync();
        await using var bunit = Context(registry);

        var page = Open(bunit, $"dashboard/{region}?gap=dues");

        page.WaitForAssertion(() => Assert.Equal("Взнос не указан у 100,0\u202f% первичных; за месяц +25,0", page.Find("h1").TextContent));
        Assert.Equal("+25,0", Row(page, "Членский профсоюзный взнос").QuerySelector(".change")!.TextContent);
        Assert.Equal("Взнос не указан: больше на 25,0 за 30 дней", page.Find(".plot svg").GetAttribute("aria-label"));
        Assert.Equal(["22.10.2026", "21.11.2026"], page.FindAll(".plot tbody th").Select(th => th.TextContent));
    }

    [Fact]
    public async Task Page_NothingOrClosedOrUnknown_SaysSoAndLeadsOn()
    {
        await using var empty = await TestRegistry.StartEmptyAsync();
        await using (var bunit = Context(empty))
            Assert.Equal("Реестр пока пуст", Open(bunit, "dashboard").Find("h1").TextContent);

        await using var registry = await TestRegistry.StartAsync();
        var region = await registry.FoundAsync(OrganizationLevel.Regional, registry.RootId, "Областная организация");
        await registry.ChangeAsync(region, o => o.Close(new DateOnly(2026, 11, 1)));
        await registry.CatchUpAsync();
        await using var context = Context(registry);
        Assert.Equal("Такой организации нет", Open(context, "dashboard/999").Find("h1").TextContent);
        var closed = Open(context, $"dashboard/{region}");
        Assert.Contains("Ликвидирована", closed.Find(".notice").TextContent, StringComparison.Ordinal);
        Assert.Equal($"organizations/{region}/passport", closed.Find("a.button-main").GetAttribute("href"));
    }

    [Fact]
    public async Task Page_WithoutNumber_OpensThePersonsOwn()
    {
        await using var registry = await TestRegistry.StartAsync();
        var region = await registry.FoundAsync(OrganizationLevel.Regional, registry.RootId, "Областная организация");
        await registry.CatchUpAsync();
        await using var bunit = Context(registry, Acting.As("Областной", 1, registry.Board.SubtreePath(region)));
        var page = bunit.Render<DashboardPage>();
        Assert.Equal("Областная организация", page.Find(".page-titles > p").TextContent);
    }

    private static BunitRegistry Context(TestRegistry registry, Actor? actor = null)
    {
        var bunit = new BunitRegistry(registry, actor);
        bunit.Services.AddSingleton<TimeProvider>(Clock);
        bunit.Services.AddSingleton(_ => new TrendService(registry.App.Services.GetRequiredService<IDbContextFactory<RegistryContext>>(), Clock));
        return bunit;
    }

    private static IRenderedComponent<DashboardPage> Open(BunitRegistry bunit, string address)
    {
        bunit.Services.GetRequiredService<NavigationManager>().NavigateTo(address);
        int? id = address.Split('/', '?') is [_, var number, ..] ? int.Parse(number) : null;
        return bunit.Render<DashboardPage>(p => p.Add(x => x.Id, id));
    }

    private static IElement Row(IRenderedComponent<DashboardPage> page, string field) =>
        page.FindAll(".gaps tr").Single(tr => tr.QuerySelector(".field")?.TextContent == field);

    private static async Task<List<int>> SchoolsAsync(TestRegistry registry, int superior, int count)
    {
        var ids = new List<int>();
        for (var i = 1; i <= count; i++)
            ids.Add(await registry.FoundAsync(OrganizationLevel.Primary, superior, $"ППО СОШ № {i}"));
        return ids;
    }

    private static void Elect(Organization organization)
    {
        var row = ChairpersonTab.Chairpersons.Blank();
        row.Fill(ChairpersonTab.Name, "Иванова Мария Петровна");
        ChairpersonTab.Chairpersons.Attach(organization, row, new DateOnly(2026, 11, 21));
    }

    private static int[] Bits(int each) => [.. Enumerable.Repeat(each, Catalogue.Passport.BitCount)];
}
