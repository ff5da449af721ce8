using Eseur.Domain.Access;
using Eseur.Admin.Features.Account;
using Microsoft.Playwright;

namespace Eseur.Tests.Browser;

/// <summary>Walk 4: two people edit one passport.</summary>
public sealed class TwoPeopleWalk(Chromium chromium, RunningRegistry running) : Visit(chromium, running)
{
    private const string Maria = "Петрова Мария Ивановна";

    [Fact]
    public async Task DifferentFields_SavedByBoth_Merge()
    {
        var (school, maria, anna) = await OpenAsync();
        await maria.Locator("#f-head-position").FillAsync("Заведующий");
        await anna.Locator("#f-workers").FillAsync("41");

        await SaveAsync(maria);
        // What Maria saved comes to Anna's page by itself and leaves what Anna typed.
        await Expect(anna.Locator("#f-head-position")).ToHaveValueAsync("Заведующий");
        await Expect(anna.Locator("#f-workers")).ToHaveValueAsync("41");
        await Expect(anna.GetByText("Пока страница открыта, паспорт изменили")).ToBeVisibleAsync();
        await SaveAsync(anna);

        var kept = await Registry.ReadAsync(school);
        Assert.Equal(("Заведующий", 41), (kept.HeadPosition, kept.WorkersCount));
    }

    [Fact]
    public async Task SameField_SavedByBoth_TellsWhoseCameFirstAndKeepsBothWords()
    {
        var (school, maria, anna) = await OpenAsync();
        await anna.Locator("#f-head").FillAsync("Орлов Пётр Ильич");
        await anna.Locator("#f-workers").FillAsync("52");
        await maria.Locator("#f-head").FillAsync("Соколова Анна Львовна");
        await SaveAsync(maria);

        await SaveButton(anna).ClickAsync();
        var panel = anna.GetByRole(AriaRole.Alertdialog);
        await Expect(panel).ToContainTextAsync($"{Maria}, раньше вас");
        await Expect(panel).ToContainTextAsync("Взять их: Соколова Анна Львовна");
        await Expect(panel).ToContainTextAsync("Оставить моё: Орлов Пётр Ильич");
        await Expect(panel).ToBeFocusedAsync();
        Assert.Equal("Соколова Анна Львовна", (await Registry.ReadAsync(school)).HeadName);

        await panel.GetByText("Оставить моё").ClickAsync();
        await panel.GetByRole(AriaRole.Button, new() { Name = "Сохранить выбранное" }).ClickAsync();
        await Expect(panel).ToHaveCountAsync(0);
        await Expect(Saved(anna)).ToBeVisibleAsync();

        var kept = await Registry.ReadAsync(school);
        Assert.Equal(("Орлов Пётр Ильич", 52), (kept.HeadName, kept.WorkersCount));
        await Expect(maria.Locator("#f-head")).ToHaveValueAsync("Орлов Пётр Ильич");
        await GoAsync(maria, $"/organizations/{school}/history");
        var changes = maria.Locator(".change");
        await Expect(changes.Nth(0)).ToContainTextAsync("Орлов Пётр Ильич");
        await Expect(changes.Nth(0)).ToContainTextAsync("Орлова Анна Викторовна");
        await Expect(changes.Nth(1)).ToContainTextAsync("Соколова Анна Львовна");
        await Expect(changes.Nth(1)).ToContainTextAsync(Maria);
    }

    /// <summary>The chairperson and the apparatus at one tab of one passport.</summary>
    private async Task<(int School, IPage Maria, IPage Anna)> OpenAsync()
    {
        var school = await Registry.SchoolAsync("ППО лицея", "dues");
        var tab = $"/organizations/{school}/passport/institution";
        var maria = await SignInAsync(await Registry.HireAsync(Maria, RegistryRole.Chairperson, school), tab);
        return (school, maria, await SignInAsync(Apparatus, tab));
    }

    private static ILocator SaveButton(IPage page) => page.GetByRole(AriaRole.Region, new() { Name = "Сохранение" }).GetByRole(AriaRole.Button, new() { Name = "Сохранить" });

    private static async Task SaveAsync(IPage page)
    {
        await SaveButton(page).ClickAsync();
        await Expect(Saved(page)).ToBeVisibleAsync();
    }
}
