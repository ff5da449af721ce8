using Eseur.Domain.Access;
using System.Diagnostics;
using Deque.AxeCore.Playwright;
using Eseur.Admin.Features.Account;
using Eseur.Domain.Members;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace Eseur.Tests.Browser;

/// <summary>Walk 5: a chairperson with a phone puts a new member on record, with the warning of a likely duplicate met and answered.</summary>
public sealed class PutOnRecordWalk(Chromium chromium, RunningRegistry running) : Visit(chromium, running)
{
    private static readonly DateOnly Birth = new(1985, 3, 14);

    [Fact]
    public async Task NewMember_OnPhoneWithWarningAnswered_IsOnRecordInUnderFortySeconds()
    {
        var school = await Registry.SchoolAsync("ППО школы");
        var elsewhere = await Registry.SchoolAsync("ППО другой школы");
        await KnownAsync(elsewhere, "Ветрогнова", "Марина", "Ивановна");
        var page = await SignInAsync(await Registry.HireAsync("Громова Ольга Петровна", RegistryRole.Chairperson, school), $"/organizations/{school}/passport", phone: true);
        var watch = Stopwatch.StartNew();

        await page.GetByRole(AriaRole.Link, new() { Name = "Поставить на учёт" }).ClickAsync();
        await Expect(page.Locator("#f-surname")).ToBeFocusedAsync();
        await page.Locator("#f-surname").FillAsync("Ветрогонова");
        await page.Locator("#f-name").FillAsync("Марина");
        await page.Locator("#f-patronymic").FillAsync("Ивановна");
        await page.Locator("#f-birth").FillAsync("14031985");
        await page.Locator("#f-phone-own").FillAsync("9121112233");
        var panel = page.Locator("#duplicates");
        await Expect(panel).ToContainTextAsync("Похожая карточка есть в другой организации");
        await Expect(page.Locator("#f-sex")).ToBeCheckedAsync();
        await CheckedAsync(page, "with a warning");

        await Button(page).ClickAsync();
        await Expect(panel).ToBeFocusedAsync();
        await Expect(page.Locator(".put-state")).ToContainTextAsync("Не сохранено");
        await panel.GetByRole(AriaRole.Button, new() { Name = "Это другой человек" }).ClickAsync();
        await Button(page).ClickAsync();

        await Expect(page.Locator(".notice-done")).ToContainTextAsync("Ветрогонова Марина Ивановна");
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(40), $"It took {watch.Elapsed}.");
        await CheckedAsync(page, "done");
        await using var context = await Registry.OpenAsync();
        var card = await context.Members.AsNoTracking().SingleAsync(m => m.Surname == "Ветрогонова" && m.OrganizationId == school);
        Assert.Equal((Birth, Sex.Woman, "+79121112233", "Средняя школа"), (card.BirthDate, card.Sex, card.Phone, card.Workplace));
        Assert.Equal("Постановка на учёт. Похожие карточки — другие люди: в другой организации", (await context.Changes.SingleAsync(c => c.MemberId == card.Id)).Act);
    }

    [Fact]
    public async Task OnePerson_PutByTwoAtOnce_TheSecondIsAsked()
    {
        var school = await Registry.SchoolAsync("ППО лицея");
        var maria = await SignInAsync(await Registry.HireAsync("Петрова Мария Ивановна", RegistryRole.Chairperson, school), "/members/new");
        var anna = await SignInAsync(Apparatus, $"/members/new?organization={school}");
        foreach (var page in new[] { maria, anna })
        {
            await page.Locator("#f-surname").FillAsync("Ясноглазов");
            await page.Locator("#f-name").FillAsync("Пётр");
            await Expect(page.Locator("#f-name")).ToHaveValueAsync("Пётр");
        }

        await Button(maria).ClickAsync();
        await Expect(maria.Locator(".notice-done")).ToBeVisibleAsync();
        await Button(anna).ClickAsync();

        await Expect(anna.Locator("#duplicates")).ToContainTextAsync("Уже на учёте у вас");
        await Expect(anna.Locator("#f-surname")).ToHaveValueAsync("Ясноглазов");
        await using var context = await Registry.OpenAsync();
        Assert.Equal(1, await context.Members.CountAsync(m => m.Surname == "Ясноглазов"));
    }

    [Fact]
    public async Task SecondClick_WhileTheFirstIsSaved_PutsOnePerson()
    {
        var school = await Registry.SchoolAsync("ППО гимназии");
        var page = await SignInAsync(Apparatus, $"/members/new?organization={school}");
        await page.Locator("#f-surname").FillAsync("Двукликов");
        await page.Locator("#f-name").FillAsync("Ян");

        await Button(page).DblClickAsync();

        await Expect(page.Locator(".notice-done")).ToBeVisibleAsync();
        await using var context = await Registry.OpenAsync();
        Assert.Equal(1, await context.Members.CountAsync(m => m.Surname == "Двукликов"));
    }

    [Fact]
    public async Task Apparatus_WithoutAPlace_PicksOneAndGoesOn()
    {
        var school = await Registry.SchoolAsync("ППО выбранной школы");
        var page = await SignInAsync(Apparatus, "/members/new", phone: true);
        await CheckedAsync(page, "picker");
        var name = (await Registry.ReadAsync(school)).ShortName;
        await page.GetByRole(AriaRole.Combobox, new() { Name = "Первичная организация" }).FillAsync(name);
        await page.GetByRole(AriaRole.Option, new() { Name = name }).First.ClickAsync();

        await Expect(page.Locator("#f-surname")).ToBeFocusedAsync();
        await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex($"organization={school}$", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1)));
        await CheckedAsync(page, "empty form");
    }

    private static ILocator Button(IPage page) => page.GetByRole(AriaRole.Region, new() { Name = "Сохранение" }).GetByRole(AriaRole.Button, new() { Name = "Поставить на учёт" });

    private async Task<int> KnownAsync(int organization, string surname, string name, string patronymic)
    {
        await using var context = await Registry.OpenAsync();
        var member = Member.PutOnRecord(await context.Organizations.SingleAsync(o => o.Id == organization), surname, name, patronymic, new DateOnly(2026, 9, 1), CardSource.Import);
        member.Fill(PersonTab.BirthDate, Birth);
        context.Add(member);
        await context.SaveChangesAsync();
        return member.Id;
    }

    /// <summary>Rules of accessibility kept, nothing wider than the screen.</summary>
    private static async Task CheckedAsync(IPage page, string what)
    {
        if (Environment.GetEnvironmentVariable("ESEUR_WALK_PICTURES") is { } folder)
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"put-{what.Replace(' ', '-')}.png"), FullPage = true });
        var result = await page.RunAxe();
        Assert.True(result.Violations.Length == 0, $"{what}: {string.Join('\n', result.Violations.Select(v => $"{v.Id}: {v.Nodes[0].Html}"))}");
        Assert.True(await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= document.documentElement.clientWidth"), $"{what} is wider than the screen");
    }
}
