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

public sealed class OrganizationsPageTests : BunitRegistry, IAsyncLifetime
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

    async Task IAsyncLifetime.DisposeAsync() => await registry.DisposeAsync();

    [Fact]
    public async Task Page_LacksInAddress_ShowsThoseAndLinksToTheField()
    {
        var page = Open("organizations?lacks=dues");

        Assert.Equal("1 организация", page.Find(".register-count p").TextContent.Trim());
        var link = page.Find(".row-name a");
        Assert.Equal(("ППО детского сада «Ёлочка»", $"organizations/{kindergarten}/passport/inpo?field=dues"), (link.TextContent, link.GetAttribute("href")));
        Assert.Equal("не заполнено «Членский профсоюзный взнос»", page.Find(".filters-chip").TextContent.Trim());
        Assert.Equal("reports?lacks=dues", page.Find(".toolbar a").GetAttribute("href"));
    }

    [Theory]
    [InlineData("type=school,school")]
    [InlineData("region=77,77,Москва")]
    public async Task Page_OneConditionTwice_ShowsOneChip(string query) =>
        Assert.Single(Open("organizations?" + query).FindAll(".filters-chip"));

    [Fact]
    public async Task Typing_LettersInARow_AsksOnceAfterThePause()
    {
        var page = Open("organizations");
        var moves = 0;
        Services.GetRequiredService<NavigationManager>().LocationChanged += (_, _) => moves++;

        foreach (var (text, letters) in new[] { ("е", 1), ("ел", 2), ("елоч", 3) })
        {
            _ = page.InvokeAsync(() => RaiseAsync(page.Find("input[type=search]"), "oninput", new ChangeEventArgs { Value = text }));
            page.WaitForState(() => clock.Waits == letters);
            clock.Advance(Debounce.Pause / 2);
        }
        Assert.Equal(0, moves);
        clock.Advance(Debounce.Pause);

        page.WaitForAssertion(() => Assert.Equal(["ППО детского сада «Ёлочка»"], page.FindAll(".row-name a").Select(a => a.TextContent)));
        Assert.Equal(1, moves);
        Assert.Equal(new OrganizationFilter { Query = "елоч" }.ToQueryString(), Address);
    }

    [Fact]
    public async Task Filters_ChosenAndTakenAway_StandInTheAddress()
    {
        var page = Open($"organizations?under={region}");

        await RaiseAsync(page.Find("#filter-level input"), "onchange", new ChangeEventArgs { Value = true });
        Assert.Equal($"?under={region}&level=regional", Address);
        page.WaitForAssertion(() => Assert.Single(page.FindAll(".row-name a")));
        Change(page.Find(".filter-select select"), "2");
        Assert.Equal($"?under={region}&level=regional&status=liquidated", Address);
        page.WaitForAssertion(() => Assert.Contains("Таких организаций нет", page.Find(".empty").TextContent, StringComparison.Ordinal));
        Click(page.FindAll(".filters-chip")[1]);
        Assert.Equal($"?under={region}&level=regional", Address);
        Click(page.Find(".filters-reset"));
        Assert.Equal($"?under={region}", Address);
    }

    [Fact]
    public async Task Page_NothingFound_SaysWhyAndWidens()
    {
        var page = Open($"organizations?q=%D1%84%D1%8B%D0%B2&under={region}");
        Assert.Contains("По запросу «фыв» ничего не найдено", page.Find(".empty").TextContent, StringComparison.Ordinal);
        Assert.Equal("organizations?q=%D1%84%D1%8B%D0%B2", page.Find(".empty a").GetAttribute("href"));
    }

    [Fact]
    public async Task Tree_ArrowsAndEnter_ChooseTheSubtree()
    {
        var page = Open("organizations");

        Press(page.Find("[role=treeitem][tabindex='0']"), "ArrowDown");
        Press(page.Find("[role=treeitem][tabindex='0']"), "ArrowRight");
        Press(page.Find("[role=treeitem][tabindex='0']"), "Enter");

        Assert.Equal($"?under={region}", Address);
        var chosen = page.Find("[role=treeitem][aria-selected=true]");
        Assert.Equal(("2", "true", "0"), (chosen.GetAttribute("aria-level"), chosen.GetAttribute("aria-expanded"), chosen.GetAttribute("tabindex")));
        Assert.Equal(4, page.FindAll("[role=treeitem]").Count);
    }

    [Fact]
    public async Task Actions_OfAnalyst_OfferOnlyReading()
    {
        var page = Open("organizations", Acting.As("Аналитик", 1, null));
        Assert.DoesNotContain("Добавить", page.Find(".toolbar").TextContent, StringComparison.Ordinal);

        await RaiseAsync(page.Find(".actions-menu"), "ontoggle", EventArgs.Empty);

        Assert.Equal(["Сводка", "Члены Профсоюза", "Показать в дереве", "История"], page.FindAll(".actions-menu > *").Select(e => e.TextContent.Trim()));
    }

    [Fact]
    public async Task Actions_Close_AsksTellsWhyNotAndCloses()
    {
        var page = Open($"organizations?q=%D0%A1%D0%9E%D0%A8");
        await RaiseAsync(page.Find(".actions-menu"), "ontoggle", EventArgs.Empty);
        Click(page.Find(".actions-danger"));
        await registry.ChangeAsync(school, o => o.Fill(InpoTab.DuesRate, 2m));

        Click(page.Find("dialog .button-danger"));
        Assert.Contains("Пока окно было открыто", page.Find("dialog [role=alert]").TextContent, StringComparison.Ordinal);

        Click(page.Find("dialog .stack .button:not(.button-danger)"));
        Click(page.Find(".actions-danger"));
        Click(page.Find("dialog .button-danger"));

        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".row-name a")));
        await using var context = await registry.OpenAsync();
        Assert.Equal(OrganizationStatus.Liquidated, (await context.Organizations.SingleAsync(o => o.Id == school)).Status);
    }

    private IRenderedComponent<OrganizationsPage> Open(string address, Actor? actor = null)
    {
        Use(registry, actor ?? Actor.System("Проверка"));
        Services.AddOrganizations();
        Services.AddSingleton<TimeProvider>(clock);
        Services.GetRequiredService<NavigationManager>().NavigateTo(address);
        var page = Render<OrganizationsPage>();
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll(".row-name a, .empty")));
        return page;
    }

    private string Address => new Uri(Services.GetRequiredService<NavigationManager>().Uri).Query;
}
