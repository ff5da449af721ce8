using Eseur.Domain.Access;
using Eseur.Admin.Features.Account;
using Microsoft.Playwright;

namespace Eseur.Tests.Browser;

/// <summary>Walk 1: a chairperson with a phone opens the link of a letter, signs in and closes five gaps.</summary>
public sealed class ChairpersonWalk(Chromium chromium, RunningRegistry running) : Visit(chromium, running)
{
    [Fact]
    public async Task FiveGaps_ClosedOnPhone_AllFilledAndKept()
    {
        var school = await Registry.SchoolAsync("ППО школы", "dues", "small", "institution-inn", "chair-email", "activists");
        var email = await Registry.HireAsync("Петрова Мария Ивановна", RegistryRole.Chairperson, school);
        var page = await WindowAsync(phone: true);

        await page.GotoAsync($"/organizations/{school}/passport/inpo?field=dues");
        await page.WaitForURLAsync("**/sign-in?*");
        await RunningRegistry.EnterAsync(page, email);
        await RunningRegistry.ReadyAsync(page);
        await Expect(page.Locator("#f-dues")).ToBeFocusedAsync();
        await Expect(page.Locator("#f-dues")).ToBeInViewportAsync();
        await Expect(page.Locator("#gaps-title")).ToContainTextAsync("Пять пробелов");

        await CloseAsync(page, "chair-email", input => input.FillAsync("petrova@school.example"));
        await Expect(page.Locator("#gap-dues")).ToBeFocusedAsync();
        await CloseAsync(page, "dues", input => input.FillAsync("1"));
        await CloseAsync(page, "institution-inn", input => input.FillAsync("500100732259"));
        await CloseAsync(page, "small", _ => page.Locator("#gap-small-1").CheckAsync());
        await Expect(page.Locator("#gaps-title")).ToContainTextAsync("один пробел");
        await page.Locator("#line-activists").GetByRole(AriaRole.Button, new() { Name = "Добавить человека" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByLabel("Фамилия, имя, отчество").FillAsync("Ли Ян");
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Сохранить" }).ClickAsync();

        await Expect(page.Locator("#gaps-title")).ToHaveTextAsync("Все заполнено");
        await Expect(page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        var kept = await Registry.ReadAsync(school);
        Assert.Equal((1m, false, "500100732259", "petrova@school.example", "Ли Ян"),
            (kept.DuesRate, kept.IsSmall, kept.InstitutionInn, kept.CurrentChairperson!.Email, Assert.Single(kept.Activists).Name));
        Assert.Equal(0, Eseur.Domain.Completeness.Gaps.Of(kept).Missing);
    }

    /// <summary>Answers right in the gap's own line, and waits until the line is gone.</summary>
    private static async Task CloseAsync(IPage page, string key, Func<ILocator, Task> answer)
    {
        var line = page.Locator($"#line-{key}");
        await answer(page.Locator($"#gap-{key}"));
        await line.GetByRole(AriaRole.Button, new() { Name = "Сохранить" }).ClickAsync();
        await Expect(line).ToHaveCountAsync(0);
    }
}
