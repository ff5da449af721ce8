using Bunit;
using Eseur.Admin.Data;
using Eseur.Admin.Features.Members.Card;
using Eseur.Admin.Live;
using Eseur.Domain.Fields;
using Eseur.Domain.Members;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Eseur.Tests.Features.Members.Card;

public sealed class CardPageTests : BunitRegistry, IAsyncLifetime
{
    private CardDesk desk = default!;

    public async Task InitializeAsync()
    {
        desk = await CardDesk.OpenAsync();
        Use(desk.Registry, Acting.As("Анна", 1, "/"));
    }

    async Task IAsyncLifetime.DisposeAsync() => await desk.DisposeAsync();

    [Fact]
    public void Open_NewCard_ShowsWhoWhereHowFullAndTheFiveGaps()
    {
        var page = Open();
        Assert.Equal("Петрова Анна Ивановна", page.Find("h1").TextContent);
        Assert.Contains("ППО СОШ № 1", page.Find(".facts").TextContent, StringComparison.Ordinal);
        Assert.Contains($"Карточка № {desk.MemberId}", page.Find(".facts").TextContent, StringComparison.Ordinal);
        Assert.Equal("ПА", page.Find(".face-letters").TextContent);
        Assert.Equal("Заполнено 0 из 9", page.Find(".ring").GetAttribute("aria-label"));
        Assert.Equal(5, page.FindAll(".gap").Count);
        Assert.Equal("line-consent", page.FindAll(".gap")[0].Id);
        Assert.Equal(["Общие", "Профсоюзный учет", "Работа (учеба, пенсия)", "Контакты"], Catalogue.Card.Tabs.Select(t => t.Title));
        Assert.Equal("4", page.Find("#tab-person .count [aria-hidden]").TextContent);
    }

    [Fact]
    public async Task Gap_AnsweredInItsLine_IsSavedAndTheNumberFalls()
    {
        var page = Open();
        Change(page.Find("#gap-sex"), "Женский");

        Submit(page.Find("#line-sex form"));

        await page.WaitForAssertionAsync(() => Assert.Empty(page.FindAll("#line-sex")));
        Assert.Equal(Sex.Woman, (await desk.StoredAsync()).Sex);
        Assert.Equal("Заполнено 1 из 9", page.Find(".ring").GetAttribute("aria-label"));
        Assert.NotEmpty(page.FindAll(".fell"));
    }

    [Fact]
    public void Course_EmploymentChangedToStudent_IsAskedBeforeAnySave()
    {
        var page = Open("person");
        Change(page.FindAll("#panel input[name=f-employment]")[1], "Обучающийся (студент)");
        Click(page.Find("#tab-work"));
        Assert.NotEmpty(page.FindAll("#f-course"));
        Click(page.Find("#tab-person"));
        Change(page.FindAll("#panel input[name=f-employment]")[0], "Работающий");
        Click(page.Find("#tab-work"));
        Assert.Empty(page.FindAll("#f-course"));
    }

    [Fact]
    public async Task Consent_GivenInTheDialog_IsShownWithTextChannelAndDay()
    {
        var page = Open("person");
        Click(page.Find("#gap-consent"));
        Assert.Contains("Второй текст согласия.", page.Find("dialog").TextContent, StringComparison.Ordinal);
        Submit(page.Find("dialog form"));
        Assert.Contains("Выберите, как дано согласие.", page.Find("dialog").TextContent, StringComparison.Ordinal);
        Change(page.Find("#give-consent-channel"), "paper");
        Type(page.Find("#give-consent"), "05.06.2020");
        Assert.Contains("Первый текст согласия.", page.Find("dialog").TextContent, StringComparison.Ordinal);

        Submit(page.Find("dialog form"));

        await page.WaitForAssertionAsync(() => Assert.Empty(page.FindAll("dialog")));
        Assert.Empty(page.FindAll("#line-consent"));
        Assert.Contains("05.06.2020", page.Find("#f-consent").TextContent, StringComparison.Ordinal);
        Assert.Contains("На бумаге", page.Find("#f-consent").TextContent, StringComparison.Ordinal);
        Assert.Equal("1", (await desk.StoredAsync()).ConsentText);
    }

    [Fact]
    public async Task Consent_Withdrawn_SaysWhatFollowsAndListsThePast()
    {
        await desk.Service("Анна").GiveConsentAsync(desk.MemberId, 1, "2", "paper", new DateOnly(2024, 3, 1));
        var page = Open("person");
        Click(page.FindAll("#f-consent button").Single(b => b.TextContent == "Отозвать"));
        Assert.Contains("письма этому человеку прекратятся", page.Find("dialog").TextContent, StringComparison.Ordinal);

        Submit(page.Find("dialog form"));

        await page.WaitForAssertionAsync(() => Assert.Empty(page.FindAll("dialog")));
        Assert.NotEmpty(page.FindAll("#line-consent"));
        Assert.Contains("Дано 01.03.2024, отозвано", page.Find("#f-consent .past").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Link_NamesAField_OpensItsTabWhateverTheAddressSays()
    {
        Assert.Equal("tab-contacts", Selected(Open("person", "phone-own")));
        Assert.Equal("tab-person", Selected(Open("contacts", "consent")));
    }

    [Fact]
    public async Task News_AnotherSaved_ShowsItAndTheSaveAsksAboutTheSameField()
    {
        var page = Open("person");
        Type(page.Find("#f-surname"), "Цой");
        var boris = await desk.EditorAsync("Борис");
        boris.Set(PersonTab.Surname, "Ли");
        boris.Set(PersonTab.BirthDate, "01.02.1990");
        await boris.SaveAsync();

        await TellAsync();

        await page.WaitForAssertionAsync(() => Assert.Contains("карточку изменили", page.Find(".notice").TextContent, StringComparison.Ordinal));
        Assert.Equal(("Цой", "01.02.1990"), (page.Find("#f-surname").GetAttribute("value"), page.Find("#f-birth").GetAttribute("value")));
        Submit(page.Find("#panel form"));
        await page.WaitForAssertionAsync(() => Assert.Contains("Взять их: Ли", page.Find("#conflicts").TextContent, StringComparison.Ordinal));
        Click(page.FindAll("#conflicts button")[0]);
        await page.WaitForAssertionAsync(() => Assert.Empty(page.FindAll("#conflicts")));
        Assert.Equal("Ли", (await desk.StoredAsync()).Surname);
    }

    [Fact]
    public async Task Membership_Ended_IsListedAndTheCardIsReadOnly()
    {
        await desk.ChangeAsync(m => m.TakeOff("own-wish", new DateOnly(2026, 9, 1)));
        var page = Open("record");
        Assert.Contains("Снят с учёта 01.09.2026: по заявлению", page.Find(".badges").TextContent, StringComparison.Ordinal);
        Assert.Contains("По заявлению", page.Find(".membership table").TextContent, StringComparison.Ordinal);
        Assert.Contains("карточка только для чтения", page.Find(".notice").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("#panel form input"));
        Assert.Empty(page.FindAll("#gaps"));
    }

    [Fact]
    public async Task History_OfTheCard_TellsWhoDidWhat()
    {
        await desk.FillAsync((PersonTab.Sex, Sex.Woman));
        var page = Render<CardHistoryPage>(p => p.Add(x => x.Id, desk.MemberId));
        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll(".change").Count));
        Assert.Contains("Женский", page.Find(".change").TextContent, StringComparison.Ordinal);
        Assert.Contains("ППО СОШ № 1", page.FindAll(".change")[1].TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_UnknownIdOrTab_SaysSo()
    {
        Assert.Contains("Такой карточки нет", Open(id: 999_999).Markup, StringComparison.Ordinal);
        Assert.Contains("Вкладки «sport» в карточке нет", Open("sport").Markup, StringComparison.Ordinal);
    }

    private static string? Selected(IRenderedComponent<CardPage> page) => page.Find("[role=tab][aria-selected=true]").Id;

    private IRenderedComponent<CardPage> Open(string? tab = null, string? field = null, int? id = null)
    {
        var navigation = Services.GetRequiredService<NavigationManager>();
        navigation.NavigateTo($"members/{id ?? desk.MemberId}/{tab}{(field is null ? null : "?field=" + field)}");
        var page = Render<CardPage>(p => p.Add(x => x.Id, id ?? desk.MemberId).Add(x => x.TabKey, tab));
        page.WaitForAssertion(() => Assert.DoesNotContain("Открываем…", page.Markup, StringComparison.Ordinal));
        return page;
    }
}
