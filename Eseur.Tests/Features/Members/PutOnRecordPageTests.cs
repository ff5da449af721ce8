using AngleSharp.Dom;
using Bunit;
using Eseur.Admin.Data;
using Eseur.Admin.Features.Members.Moves;
using Eseur.Admin.Features.Members.PutOnRecord;
using Eseur.Admin.Features.Organizations;
using Eseur.Domain.Members;
using Eseur.Domain.Passports;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace Eseur.Tests.Features.Members;

public sealed class PutOnRecordPageTests : BunitRegistry, IAsyncLifetime
{
    private RecordDesk desk = default!;

    public async Task InitializeAsync() => desk = await RecordDesk.OpenAsync();

    async Task IAsyncLifetime.DisposeAsync() => await desk.DisposeAsync();

    [Fact]
    public async Task Open_ByChairperson_IsTheirOwnOrganisationWithItsWorkplace()
    {
        await desk.Registry.ChangeAsync(desk.School, o => o.Fill(InstitutionTab.Name, "Школа № 1"));

        var page = Open(desk.ChairOf(desk.School));

        Assert.Equal("Школа № 1", page.Find("#f-workplace").GetAttribute("value"));
        Assert.Empty(page.FindAll("[role=combobox]"));
        Assert.Empty(page.FindAll("#f-course"));
    }

    [Theory]
    [InlineData(false, 0, "Выберите, в какой")]
    [InlineData(false, 999_999, "Такой организации в реестре нет")]
    [InlineData(true, 0, "нет права ставить на учёт")]
    public void Open_WithoutAPlaceToPut_SaysWhatToDo(bool analyst, int organization, string words)
    {
        var page = Open(Acting.As("Анна", 1, analyst ? null : "/"), organization);

        Assert.Contains(words, page.Find(".page").TextContent, StringComparison.Ordinal);
        Assert.Equal(analyst ? 0 : 1, page.FindAll("[role=combobox]").Count);
        Assert.Empty(page.FindAll("#f-surname"));
    }

    [Fact]
    public void Open_AnothersOrganisation_IsRefused() =>
        Assert.Contains("Такой организации в реестре нет", Open(desk.ChairOf(desk.School), desk.Neighbour).Find("[role=alert]").TextContent, StringComparison.Ordinal);

    [Fact]
    public void Patronymic_Typed_AnswersTheSexUntilAPersonDoes()
    {
        var page = Open(desk.ChairOf(desk.School));

        Type(page.Find("#f-patronymic"), "Ивановна");
        Assert.Equal("Женский", Checked(page, "f-sex"));
        Change(Answer(page, "f-sex", "Мужской"), "Мужской");
        Type(page.Find("#f-patronymic"), "Петровна");

        Assert.Equal("Мужской", Checked(page, "f-sex"));
    }

    [Fact]
    public void Student_Chosen_IsAskedForTheCourse()
    {
        var page = Open(desk.ChairOf(desk.School));

        Change(Answer(page, "f-employment", Employment.Student.Label()), Employment.Student.Label());

        Assert.NotNull(page.Find("#f-course"));
    }

    [Fact]
    public async Task Typed_StrongDuplicate_IsShownAnsweredAndSaved()
    {
        var known = await desk.KnownAsync(desk.School, "Петрова", "Анна", "Ивановна");
        var page = Open(desk.ChairOf(desk.School));

        Type(page, "Петрова", "Анна", "Ивановна");
        await page.WaitForAssertionAsync(() => Assert.Contains("То же полное имя", page.Find("#duplicates").TextContent, StringComparison.Ordinal));
        Click(PutButton(page));
        await page.WaitForAssertionAsync(() => Assert.Contains("уже есть в реестре", page.Find(".put-state").TextContent, StringComparison.Ordinal));
        Assert.Equal("Петрова", page.Find("#f-surname").GetAttribute("value"));

        Click(page.FindAll("#duplicates button").Single(b => b.TextContent.StartsWith("Это другой человек", StringComparison.Ordinal)));
        Click(PutButton(page));

        await page.WaitForAssertionAsync(() => Assert.Contains("Петрова Анна Ивановна", page.Find(".notice-done").TextContent, StringComparison.Ordinal));
        Assert.Equal(2, await desk.CountAsync());
        Assert.DoesNotContain($"members/{known}", page.FindAll("a").Select(a => a.GetAttribute("href")));
    }

    [Fact]
    public async Task Saved_OneMore_KeepsThePlaceAndEmptiesThePerson()
    {
        var page = Open(desk.ChairOf(desk.School));
        Type(page, "Ли", "Ян");
        Click(PutButton(page));
        await page.WaitForAssertionAsync(() => page.Find(".notice-done"));

        Click(page.FindAll("button").Single(b => b.TextContent.Contains("Поставить ещё одного", StringComparison.Ordinal)));

        Assert.Equal("", page.Find("#f-surname").GetAttribute("value"));
        Type(page, "Ким", "Ольга");
        Click(PutButton(page));
        await page.WaitForAssertionAsync(() => Assert.Contains("Ким Ольга", page.Find(".notice-done").TextContent, StringComparison.Ordinal));
        Assert.Equal(2, await desk.CountAsync());
    }

    [Fact]
    public async Task Refused_WrongDate_KeepsEverythingTypedAndSaysWhere()
    {
        var page = Open(desk.ChairOf(desk.School));
        Type(page, "Ли", "Ян");
        Type(page.Find("#f-birth"), "31.02.2000");

        Click(PutButton(page));

        await page.WaitForAssertionAsync(() => Assert.Contains("Нужна дата", page.Find("#f-birth-error").TextContent, StringComparison.Ordinal));
        Assert.Equal(("Ли", "Ян", "31.02.2000"), (page.Find("#f-surname").GetAttribute("value"), page.Find("#f-name").GetAttribute("value"), page.Find("#f-birth").GetAttribute("value")));
        Assert.Equal(0, await desk.CountAsync());
    }

    private IRenderedComponent<PutOnRecordPage> Open(Actor actor, int organization = 0)
    {
        Use(desk.Registry, actor);
        Services.AddOrganizations();
        Services.AddMemberMoves();
        Services.AddPuttingOnRecord();
        Services.GetRequiredService<NavigationManager>().NavigateTo(organization == 0 ? "members/new" : $"members/new?organization={organization}");
        return Render<PutOnRecordPage>();
    }

    private void Type(IRenderedComponent<PutOnRecordPage> page, string surname, string name, string? patronymic = null)
    {
        Type(page.Find("#f-surname"), surname);
        Type(page.Find("#f-name"), name);
        if (patronymic is not null)
            Type(page.Find("#f-patronymic"), patronymic);
    }

    private static IElement PutButton(IRenderedComponent<PutOnRecordPage> page) => page.Find(".put-bar .button-main");

    private static IElement Answer(IRenderedComponent<PutOnRecordPage> page, string name, string answer) => page.FindAll($"input[name={name}]").Single(i => i.GetAttribute("value") == answer);

    private static string? Checked(IRenderedComponent<PutOnRecordPage> page, string name) => page.FindAll($"input[name={name}]").Single(i => i.HasAttribute("checked")).GetAttribute("value");
}
