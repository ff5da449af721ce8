using Bunit;
using Eseur.Admin.Data;
using Eseur.Admin.Features.Members.Register;
using Eseur.Admin.Features.SavedViews;
using Eseur.Admin.Live;
using Eseur.Admin.Live.Cards;
using Eseur.Admin.Shared;
using Eseur.Domain.Members;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Eseur.Tests.Features.Members.Register;

public sealed class MembersPageTests : BunitRegistry, IAsyncLifetime
{
    private readonly ManualClock clock = new();
    private TestRegistry registry = null!;
    private MemberIndex index = null!;
    private int school, other, anna;

    public async Task InitializeAsync()
    {
        registry = await TestRegistry.StartAsync();
        index = registry.App.Services.GetRequiredService<MemberIndex>();
        school = await registry.SchoolOfMembersAsync();
        other = await registry.SchoolOfMembersAsync("ППО школы № 2");
        anna = await registry.PutAsync(school, "Щукина", "Анна", "Петровна", m => m.Fill(PersonTab.Employment, Employment.Student), ticket: 4000000000000007);
        await registry.PutAsync(school, "Абрамов", "Пётр", null, m => m.Fill(PersonTab.BirthDate, new DateOnly(1976, 11, 22)));
        await registry.PutAsync(other, "Ёлкина", "Мария", "Ивановна");
        await registry.CatchUpAsync();
    }

    async Task IAsyncLifetime.DisposeAsync() => await registry.DisposeAsync();

    [Fact]
    public async Task Page_IndexNotLoaded_SaysSoAndFillsItself()
    {
        var page = Open("members");
        Assert.Contains("Готовим список", page.Find(".empty").TextContent, StringComparison.Ordinal);

        await index.LoadAsync();

        page.WaitForAssertion(() => Assert.Equal(["Абрамов Пётр", "Ёлкина Мария Ивановна", "Щукина Анна Петровна"], Names(page)));
    }

    [Fact]
    public async Task Page_LeftBeforeTheIndexIsLoaded_BreaksNothing()
    {
        var page = Open("members");
        page.Dispose();

        await index.LoadAsync();

        Assert.False(Renderer.UnhandledException.IsCompleted);
    }

    [Fact]
    public async Task Page_ConditionsInAddress_CountsOfHowManyAndLinksToTheField()
    {
        var page = await OpenLoadedAsync($"members?under={school}&employment=student&lacks=sex");

        Assert.Equal("1 из 2 · ППО школы № 1", string.Join(' ', page.Find(".register-count p").TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
        Assert.Equal(["Обучающийся (студент)", "не заполнено «Пол»"], page.FindAll(".filters-chip").Select(c => c.TextContent.Trim()));
        var link = page.Find(".member-name a");
        Assert.Equal(("Щукина Анна Петровна", $"members/{anna}/person?field=sex"), (link.TextContent, link.GetAttribute("href")));
        Assert.Contains("4000 0000 0000 0007", page.Find(".member-ticket").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Age_DayBeforeTheBirthday_IsOfThePastYear()
    {
        var page = await OpenLoadedAsync("members?q=%D0%B0%D0%B1%D1%80%D0%B0%D0%BC%D0%BE%D0%B2");
        Assert.Equal("22.11.1976, 49 лет", string.Join(' ', page.Find(".member-birth").TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
    }

    [Fact]
    public async Task Filters_ChosenAndTakenAway_StandInTheAddress()
    {
        var page = await OpenLoadedAsync("members");

        await RaiseAsync(page.FindAll("#filter-employment input")[1], "onchange", new ChangeEventArgs { Value = true });
        Assert.Equal("?employment=student", Address);
        page.WaitForAssertion(() => Assert.Single(Names(page)));
        Change(page.FindAll(".filters-age input")[0], "18");
        Assert.Equal("?employment=student&age=18-", Address);
        page.WaitForAssertion(() => Assert.Contains("Таких членов Профсоюза нет", page.Find(".empty").TextContent, StringComparison.Ordinal));
        Click(page.FindAll(".filters-chip")[1]);
        Change(page.FindAll(".filter-select select")[2], "3");
        Assert.Equal("?employment=student&sort=birth&order=desc", Address);
        Click(page.Find(".filters-reset"));
        Assert.Equal("?sort=birth&order=desc", Address);
    }

    [Fact]
    public async Task Typing_Surname_AsksAfterThePauseAndFindsWithoutYo()
    {
        var page = await OpenLoadedAsync("members");
        _ = page.InvokeAsync(() => RaiseAsync(page.Find("input[type=search]"), "oninput", new ChangeEventArgs { Value = "елк" }));
        page.WaitForState(() => clock.Waits == 1);
        clock.Advance(Debounce.Pause);

        page.WaitForAssertion(() => Assert.Equal(["Ёлкина Мария Ивановна"], Names(page)));
    }

    [Fact]
    public async Task Page_SavedAMomentAgo_IsShown()
    {
        await index.LoadAsync();
        await registry.PutAsync(school, "Яковлева", "Яна", null);
        Assert.Contains("Яковлева Яна", Names(await OpenLoadedAsync("members", loaded: true)));
    }

    [Fact]
    public async Task Page_TicketNotFound_SaysWhatToDo()
    {
        var page = await OpenLoadedAsync("members?q=4000000000000008");
        Assert.Contains("нужен целиком", page.Find(".empty").TextContent, StringComparison.Ordinal);
        Assert.Equal("members?q=4000000000000008&status=any", page.Find(".empty a").GetAttribute("href"));
    }

    [Fact]
    public async Task Selection_PickedThenAllFound_CountsAndIsLeftByAnotherFilter()
    {
        var page = await OpenLoadedAsync("members");
        Assert.Empty(page.FindAll(".selection"));

        Change(page.FindAll(".member-pick input")[0], "true");
        Assert.StartsWith("1 выбран", page.Find(".selection p").TextContent.Trim(), StringComparison.Ordinal);
        Click(page.Find(".selection button"));
        Assert.StartsWith("3 выбраны", page.Find(".selection p").TextContent.Trim(), StringComparison.Ordinal);
        Change(page.FindAll(".member-pick input")[0], "false");
        Assert.StartsWith("2 выбраны", page.Find(".selection p").TextContent.Trim(), StringComparison.Ordinal);
        await RaiseAsync(page.FindAll("#filter-employment input")[1], "onchange", new ChangeEventArgs { Value = true });

        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".selection")));
    }

    [Fact]
    public async Task Selection_AllButOne_IsTheFilterLessTheException()
    {
        await index.LoadAsync();
        var register = registry.RegisterAs(Actor.System("Проверка"));
        var selection = new MemberSelection();
        selection.PickAll(new MemberFilter { Under = school }, 2);
        selection.Toggle(anna);

        await using var context = await registry.OpenAsync();
        var expected = await context.Members.Where(m => m.OrganizationId == school && m.Id != anna).Select(m => m.Id).ToArrayAsync();
        Assert.Equal(expected, await selection.IdsAsync(register));
    }

    private async Task<IRenderedComponent<MembersPage>> OpenLoadedAsync(string address, bool loaded = false)
    {
        if (!loaded)
            await index.LoadAsync();
        var page = Open(address);
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll(".member-name a, .empty")));
        return page;
    }

    private IRenderedComponent<MembersPage> Open(string address)
    {
        Use(registry, Actor.System("Проверка"));
        Services.AddMemberRegister();
        foreach (var shared in new[] { typeof(MemberIndex), typeof(OrganizationOrder), typeof(MemberJobs) })
            Services.AddSingleton(shared, registry.App.Services.GetRequiredService(shared));
        Services.AddSavedViews();
        Services.AddSingleton<TimeProvider>(clock);
        Services.GetRequiredService<NavigationManager>().NavigateTo(address);
        return Render<MembersPage>();
    }

    private static IEnumerable<string> Names(IRenderedComponent<MembersPage> page) => page.FindAll(".member-name a").Select(a => a.TextContent);

    private string Address => new Uri(Services.GetRequiredService<NavigationManager>().Uri).Query;
}
