using AngleSharp.Dom;
using Bunit;
using Eseur.Admin.Data;
using Eseur.Admin.Features.Organizations;
using Eseur.Admin.Shared;
using Eseur.Domain.Organizations;
using Eseur.Domain.Passports;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Eseur.Tests.Features.Organizations;

public sealed class OrganizationsPageTests : IAsyncLifetime
{
    private readonly ManualClock clock = new();
    private TestRegistry registry = null!;
    private int region, school, kindergarten;

    public async Task InitializeAsync()
    {
        registry = await TestRegistry.StartAsync();
        region = await registry.FoundAsync(OrganizationLevel.Regional, registry.RootId, "Областная организация");
        school = await registry.FoundAsync(OrganizationLevel.Primary, region, "ППО СОШ № 1");
        kindergarten = await registry.FoundAsync(OrganizationLevel.Primary, region, "ППО детского сада «Ёлочка»");
        await registry.ChangeAsync(school, o => o.Fill(InpoTab.DuesRate, 1m));
        await registry.CatchUpAsync();
    }

    public async Task DisposeAsync() => await registry.DisposeAsync();

    [Fact]
    public async Task Page_LacksInAddress_ShowsThoseAndLinksToTheField()
    {
        await using var bunit = Open("organizations?lacks=dues");
        var page = Page(bunit);

        Assert.Equal("1 организация", page.Find(".register-count p").TextContent.Trim());
        var link = page.Find(".row-name a");
        Assert.Equal(("ППО детского сада «Ёлочка»", $"organizations/{kindergarten}/passport/inpo?field=dues"), (link.TextContent, link.GetAttribute("href")));
        Assert.Equal("не заполнено «Членский профсоюзный взнос»", page.Find(".filters-chip").TextContent.Trim());
        Assert.Equal("reports?lacks=dues", page.Find(".toolbar a").GetAttribute("href"));
    }

    [Fact]
    public async Task Typing_LettersInARow_AsksOnceAfterThePause()
    {
        await using var bunit = Open("organizations");
        var page = Page(bunit);
        var moves = 0;
        bunit.Services.GetRequiredService<NavigationManager>().LocationChanged += (_, _) => moves++;

        foreach (var text in new[] { "е", "ел", "елоч" })
        {
            _ = page.Find("input[type=search]").InputAsync(new ChangeEventArgs { Value = text });
            clock.Advance(Debounce.Pause / 2);
        }
        Assert.Equal(0, moves);
        clock.Advance(Debounce.Pause);

        page.WaitForAssertion(() => Assert.Equal(["ППО детского сада «Ёлочка»"], page.FindAll(".row-name a").Select(a => a.TextContent)));
        Assert.Equal(1, moves);
        Assert.Equal(new OrganizationFilter { Query = "елоч" }.ToQueryString(), Address(bunit));
    }

    [Fact]
    public async Task Filters_ChosenAndTakenAway_StandInTheAddress()
    {
        await using var bunit = Open($"organizations?under={region}");
        var page = Page(bunit);

        await page.Find("#filter-level input").ChangeAsync(new ChangeEventArgs { Value = true });
        Assert.Equal($"?under={region}&level=regional", Address(bunit));
        page.WaitForAssertion(() => Assert.Single(page.FindAll(".row-name a")));
        await page.Find(".filters-status select").ChangeAsync(new ChangeEventArgs { Value = "Liquidated" });
        Assert.Equal($"?under={region}&level=regional&status=liquidated", Address(bunit));
        page.WaitForAssertion(() => Assert.Contains("Таких организаций нет", page.Find(".empty").TextContent, StringComparison.Ordinal));
        await page.FindAll(".filters-chip")[1].ClickAsync(new());
        Assert.Equal($"?under={region}&level=regional", Address(bunit));
        await page.Find(".filters-reset").ClickAsync(new());
        Assert.Equal($"?under={region}", Address(bunit));
    }

    [Fact]
    public async Task Page_NothingFound_SaysWhyAndWidens()
    {
        await using var bunit = Open($"organizations?q=%D1%84%D1%8B%D0%B2&under={region}");
        var page = Page(bunit);
        Assert.Contains("По запросу «фыв» ничего не найдено", page.Find(".empty").TextContent, StringComparison.Ordinal);
        Assert.Equal("organizations?q=%D1%84%D1%8B%D0%B2", page.Find(".empty a").GetAttribute("href"));
    }

    [Fact]
    public async Task Tree_ArrowsAndEnter_ChooseTheSubtree()
    {
        await using var bunit = Open("organizations");
        var page = Page(bunit);

        await KeyAsync(page, "ArrowDown");
        await KeyAsync(page, "ArrowRight");
        await KeyAsync(page, "Enter");

        Assert.Equal($"?under={region}", Address(bunit));
        var chosen = page.Find("[role=treeitem][aria-selected=true]");
        Assert.Equal(("2", "true", "0"), (chosen.GetAttribute("aria-level"), chosen.GetAttribute("aria-expanded"), chosen.GetAttribute("tabindex")));
        Assert.Equal(4, page.FindAll("[role=treeitem]").Count);
    }

    [Fact]
    public async Task Actions_OfAnalyst_OfferOnlyReading()
    {
        await using var bunit = Open("organizations", new Actor("Аналитик", 1, null));
        var page = Page(bunit);
        Assert.DoesNotContain("Добавить", page.Find(".toolbar").TextContent, StringComparison.Ordinal);

        await page.Find(".actions-menu").TriggerEventAsync("ontoggle", EventArgs.Empty);

        Assert.Equal(["Сводка", "Показать в дереве", "История"], page.FindAll(".actions-menu > *").Select(e => e.TextContent.Trim()));
    }

    [Fact]
    public async Task Actions_Close_AsksTellsWhyNotAndCloses()
    {
        await using var bunit = Open($"organizations?q=%D0%A1%D0%9E%D0%A8");
        var page = Page(bunit);
        await page.Find(".actions-menu").TriggerEventAsync("ontoggle", EventArgs.Empty);
        await page.Find(".actions-danger").ClickAsync(new());
        await registry.ChangeAsync(school, o => o.Fill(InpoTab.DuesRate, 2m));

        await page.Find("dialog .button-danger").ClickAsync(new());
        Assert.Contains("Пока окно было открыто", page.Find("dialog [role=alert]").TextContent, StringComparison.Ordinal);

        await page.Find("dialog .stack .button:not(.button-danger)").ClickAsync(new());
        await page.Find(".actions-danger").ClickAsync(new());
        await page.Find("dialog .button-danger").ClickAsync(new());

        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".row-name a")));
        await using var context = await registry.OpenAsync();
        Assert.Equal(OrganizationStatus.Liquidated, (await context.Organizations.SingleAsync(o => o.Id == school)).Status);
    }

    private static Task KeyAsync(IRenderedComponent<OrganizationsPage> page, string key) =>
        page.Find("[role=treeitem][tabindex='0']").KeyDownAsync(key);

    private BunitRegistry Open(string address, Actor? actor = null)
    {
        var bunit = new BunitRegistry();
        bunit.Use(registry, actor ?? Actor.System("Проверка"));
        bunit.Services.AddOrganizations();
        bunit.Services.AddSingleton<TimeProvider>(clock);
        bunit.Services.GetRequiredService<NavigationManager>().NavigateTo(address);
        return bunit;
    }

    private static IRenderedComponent<OrganizationsPage> Page(BunitRegistry bunit)
    {
        var page = bunit.Render<OrganizationsPage>();
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll(".row-name a, .empty")));
        return page;
    }

    private static string Address(BunitRegistry bunit) => new Uri(bunit.Services.GetRequiredService<NavigationManager>().Uri).Query;
}
