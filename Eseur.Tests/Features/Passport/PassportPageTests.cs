using Bunit;
using Eseur.Admin.Data;
using Eseur.Admin.Features.Passport;
using Eseur.Admin.Live;
using Eseur.Domain.Fields;
using Eseur.Domain.Passports;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace Eseur.Tests.Features.Passport;

public sealed class PassportPageTests : BunitRegistry, IAsyncLifetime
{
    private PassportDesk desk = default!;

    public async Task InitializeAsync()
    {
        desk = await PassportDesk.OpenAsync();
        Use(desk.Registry, Acting.As("Анна", 1, "/"));
    }

    async Task IAsyncLifetime.DisposeAsync() => await desk.DisposeAsync();

    [Fact]
    public void Open_EmptyPassport_ShowsFiveGapsMostUsefulFirst()
    {
        var page = Open();
        var lines = page.FindAll(".gap");
        Assert.Equal(5, lines.Count);
        Assert.Equal("line-chairperson", lines[0].Id);
        Assert.Contains("Пять пробелов", page.Find("#gaps-title").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Gap_AnsweredInItsLine_IsSavedAndTheNumberFalls()
    {
        var page = Open();
        var before = page.Find(".ring").GetAttribute("aria-label");
        Type(page.Find("#gap-dues"), "1");

        Submit(page.Find("#line-dues form"));

        await page.WaitForAssertionAsync(() => Assert.Empty(page.FindAll("#line-dues")));
        Assert.Equal(1m, (await desk.StoredAsync()).DuesRate);
        Assert.NotEqual(before, page.Find(".ring").GetAttribute("aria-label"));
        Assert.NotEmpty(page.FindAll(".fell"));
        Assert.Contains("Сохранено", page.Find(".save-bar").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Gap_AnsweredWrongly_StaysWithTheReason()
    {
        var page = Open();
        Type(page.Find("#gap-dues"), "101");
        Assert.Contains("Не сохранено: 1\u00a0поле", page.Find(".save-bar").TextContent, StringComparison.Ordinal);
        Submit(page.Find("#line-dues form"));
        page.WaitForAssertion(() => Assert.Contains("от 0 до 100", page.Find("#gap-dues-error").TextContent, StringComparison.Ordinal));
        Assert.Equal("101", page.Find("#gap-dues").GetAttribute("value"));
    }

    [Fact]
    public async Task Gaps_AllClosed_SaysSo()
    {
        await desk.Registry.ChangeAsync(desk.SchoolId, o =>
        {
            foreach (var gap in Catalogue.Passport.Gaps)
                o.Exempt(gap, "Не нужно", "Анна", DateTime.UtcNow);
            o.EndExemption(Catalogue.Passport.Gap("dues")!);
            o.Fill(InpoTab.DuesRate, 1m);
        });
        var page = Open();
        Assert.Equal("Все заполнено", page.Find("#gaps-title").TextContent);
        Assert.Empty(page.FindAll(".gap"));
    }

    [Fact]
    public void Tabs_ArrowsAndHome_GoRoundAndShowThePanel()
    {
        var page = Open("inpo");
        Press(page.Find("[role=tablist]"), "ArrowLeft");
        Assert.Equal("tab-events", Selected(page));
        Press(page.Find("[role=tablist]"), "ArrowRight");
        Assert.Equal("tab-inpo", Selected(page));
        Press(page.Find("[role=tablist]"), "End");
        Assert.Equal("tab-events", page.Find("[role=tabpanel]").GetAttribute("aria-labelledby"));
        Assert.Single(page.FindAll("[role=tab][tabindex='0']"));
    }

    [Fact]
    public void Tabs_EachWithGaps_ShowsHowMany()
    {
        var page = Open("inpo");
        Assert.Equal("3", page.Find("#tab-inpo .count [aria-hidden]").TextContent);
        Assert.Empty(page.FindAll("#tab-staff .count"));
    }

    [Fact]
    public void Fields_NotOfThisOrganization_AreNotAsked()
    {
        var page = Open("inpo");
        Assert.Empty(page.FindAll("#f-own-inn"));
        Assert.NotEmpty(page.FindAll("#f-dues"));
    }

    [Fact]
    public async Task SaveBar_TypedInTwoTabs_CountsSavesAndCancels()
    {
        var page = Open("inpo");
        Type(page.Find("#f-dues"), "1");
        Click(page.Find("#tab-institution"));
        Type(page.Find("#f-head-position"), "Директор");
        Assert.Contains("Не сохранено: 2\u00a0поля", page.Find(".save-bar").TextContent, StringComparison.Ordinal);
        Click(page.Find("#tab-inpo"));
        Assert.Equal("1", page.Find("#f-dues").GetAttribute("value"));

        Click(page.FindAll(".save-bar button").Single(b => b.TextContent.Contains("Сохранить", StringComparison.Ordinal)));

        await page.WaitForAssertionAsync(() => Assert.Contains("Сохранено", page.Find(".save-bar").TextContent, StringComparison.Ordinal));
        Assert.Equal("Директор", (await desk.StoredAsync()).HeadPosition);
        Type(page.Find("#f-dues"), "2");
        Click(page.FindAll(".save-bar button").Single(b => b.TextContent.Contains("Отменить", StringComparison.Ordinal)));
        Assert.Equal("1", page.Find("#f-dues").GetAttribute("value"));
    }

    [Fact]
    public void Leave_WithUnsaved_AsksAndGoesOnlyWhenTold()
    {
        var page = Open("inpo");
        Type(page.Find("#f-dues"), "1");
        var navigation = Services.GetRequiredService<NavigationManager>();
        var here = navigation.Uri;

        navigation.NavigateTo("dashboard");

        page.WaitForAssertion(() => Assert.Contains("Сохранить набранное?", page.Markup, StringComparison.Ordinal));
        Assert.Equal(here, navigation.Uri);
        Click(page.FindAll("dialog button").Single(b => b.TextContent == "Не сохранять"));
        page.WaitForAssertion(() => Assert.EndsWith("dashboard", navigation.Uri, StringComparison.Ordinal));
    }

    [Fact]
    public void Leave_NothingTyped_GoesAtOnce()
    {
        Open("inpo");
        var navigation = Services.GetRequiredService<NavigationManager>();
        navigation.NavigateTo("dashboard");
        Assert.EndsWith("dashboard", navigation.Uri, StringComparison.Ordinal);
    }

    [Fact]
    public void Link_NamesARowsField_OpensTheLineInItsDialog()
    {
        var page = Open(null, "chair-email");
        Assert.Equal("tab-chairperson", Selected(page));
        Assert.NotEmpty(page.FindAll("dialog #row-chair-email"));
    }

    [Fact]
    public void Link_NamesAField_OpensItsTabWhateverTheAddressSays()
    {
        var page = Open("inpo", "institution-inn");
        Assert.Equal("tab-institution", Selected(page));
        Assert.NotEmpty(page.FindAll("#f-institution-inn"));
    }

    [Fact]
    public async Task Row_AddedInTheDialog_StandsInTheTable()
    {
        var page = Open("activists");
        Click(page.Find("#add-activists"));
        Type(page.Find("#row-activist-name"), "Ли Ян");
        Submit(page.Find("dialog form"));
        await page.WaitForAssertionAsync(() => Assert.Empty(page.FindAll("dialog")));
        Assert.Contains("Ли Ян", page.Find("table").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("#tab-activists .count"));
    }

    [Fact]
    public void Row_ClosedWithUnsaved_AsksFirst()
    {
        var page = Open("activists");
        Click(page.Find("#add-activists"));
        Type(page.Find("#row-activist-name"), "Ли Ян");
        Click(page.FindAll("dialog button").Single(b => b.TextContent == "Отмена"));
        Assert.Equal(2, page.FindAll("dialog").Count);
        Click(page.FindAll("dialog button").Single(b => b.TextContent == "Остаться"));
        Assert.Equal("Ли Ян", page.Find("#row-activist-name").GetAttribute("value"));
    }

    [Fact]
    public async Task Row_DeletedByAnother_IsOfferedToBeAddedAgain()
    {
        var boris = await desk.EditorAsync("Борис");
        await boris.SaveRowAsync(ActivistsTab.Activists, null, PassportDesk.Typed(boris, null, ("activist-name", "Ли Ян"), ("activist-role", "deputy")));
        var page = Open("activists");
        Click(page.FindAll("table button").Single());
        Type(page.Find("#row-activist-commission"), "Жилищная");
        await boris.DeleteRowAsync(ActivistsTab.Activists, boris.Now!.Rows["activists"][0]);

        Submit(page.Find("dialog form"));
        await page.WaitForAssertionAsync(() => Assert.Contains("тем временем удалили: Борис", page.Find("dialog").TextContent, StringComparison.Ordinal));
        Click(page.FindAll("dialog button").Single(b => b.TextContent == "Добавить заново"));

        await page.WaitForAssertionAsync(() => Assert.Empty(page.FindAll("dialog")));
        var row = Assert.Single((await desk.StoredAsync()).Activists);
        Assert.Equal(("Ли Ян", "deputy", "Жилищная"), (row.Name, row.Role, row.Commission));
    }

    [Fact]
    public async Task News_AnotherSaved_ShowsItAndTheSaveAsksAboutTheSameField()
    {
        var page = Open("inpo");
        Type(page.Find("#f-dues"), "2");
        var boris = await desk.EditorAsync("Борис");
        boris.Set(InpoTab.DuesRate, "1");
        boris.Set(InpoTab.FoundedOn, "01.02.1990");
        await boris.SaveAsync();

        desk.Registry.App.Services.GetRequiredService<BoardNews>().Publish(new HashSet<int> { desk.SchoolId });

        await page.WaitForAssertionAsync(() => Assert.Contains("Борис", page.Find(".notice").TextContent, StringComparison.Ordinal));
        Assert.Equal(("2", "01.02.1990"), (page.Find("#f-dues").GetAttribute("value"), page.Find("#f-founded").GetAttribute("value")));
        Submit(page.Find("#panel form"));
        await page.WaitForAssertionAsync(() => Assert.Contains("Взять их: 1", page.Find("#conflicts").TextContent, StringComparison.Ordinal));
        Change(page.FindAll("#conflicts input")[1], "on");
        Click(page.FindAll("#conflicts button")[0]);
        await page.WaitForAssertionAsync(() => Assert.Empty(page.FindAll("#conflicts")));
        Assert.Equal(2m, (await desk.StoredAsync()).DuesRate);
    }

    [Fact]
    public void Exempt_WithoutReason_AsksForIt()
    {
        var page = Open("inpo");
        Click(page.FindAll("#line-dues button").Single(b => b.TextContent.StartsWith("Не относится", StringComparison.Ordinal)));
        Submit(page.Find("dialog form"));
        Assert.Contains("Напишите, почему", page.Find("#exempt-error").TextContent, StringComparison.Ordinal);
        Type(page.Find("#exempt-reason"), "Взносы собирает район");
        Submit(page.Find("dialog form"));
        page.WaitForAssertion(() => Assert.Contains("Взносы собирает район", page.Find(".exemption").TextContent, StringComparison.Ordinal));
        Assert.Empty(page.FindAll("#line-dues"));
    }

    [Fact]
    public async Task Open_Closed_IsReadOnlyAndSaysWhy()
    {
        await desk.Registry.ChangeAsync(desk.SchoolId, o => o.Close(new DateOnly(2026, 11, 20)));
        var page = Open("inpo");
        Assert.Contains("Организация не действует (ликвидирована)", page.Markup, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("#panel input"));
        Assert.Empty(page.FindAll("#gaps"));
    }

    [Fact]
    public void Open_UnknownIdOrTab_SaysSo()
    {
        Assert.Contains("Такой организации нет", Open(id: 999_999).Markup, StringComparison.Ordinal);
        Assert.Contains("Вкладки «sport» в паспорте нет", Open("sport").Markup, StringComparison.Ordinal);
    }

    private static string? Selected(IRenderedComponent<PassportPage> page) => page.Find("[role=tab][aria-selected=true]").Id;

    private IRenderedComponent<PassportPage> Open(string? tab = null, string? field = null, int? id = null)
    {
        var navigation = Services.GetRequiredService<NavigationManager>();
        navigation.NavigateTo($"organizations/{id ?? desk.SchoolId}/passport/{tab}{(field is null ? null : "?field=" + field)}");
        var page = Render<PassportPage>(p => p.Add(x => x.Id, id ?? desk.SchoolId).Add(x => x.TabKey, tab));
        page.WaitForAssertion(() => Assert.DoesNotContain("Открываем…", page.Markup, StringComparison.Ordinal));
        return page;
    }
}
