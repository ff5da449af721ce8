using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Eseur.Tests.Browser;

/// <summary>Walks 1 and 4 in a real browser: a chairperson's phone, and two people at one passport.</summary>
[Collection(BrowserTests.Name)]
public sealed class PassportWalks(Chromium chromium, RunningRegistry running)
{
    [Fact]
    public async Task Chairperson_OnAPhone_ClosesEveryGapWithoutATab()
    {
        var page = await running.SignInAsync(chromium, "predsedatel@demo.eseur", phone: true);
        await RunningRegistry.ReadyAsync(page);
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), "The page scrolls sideways.");
        await AssertAccessibleAsync(page);
        var lines = page.Locator("#gaps .gap");
        while (await lines.CountAsync() is var before and > 0)
        {
            var line = lines.First;
            var id = await line.GetAttributeAsync("id");
            await AnswerAsync(page, line, id!["line-".Length..]);
            await page.Locator("#" + id).WaitForAsync(new() { State = WaitForSelectorState.Detached });
            Assert.True(await lines.CountAsync() <= before);
        }
        await Assertions.Expect(page.Locator("#gaps-title")).ToHaveTextAsync("Все заполнено");
        await AssertAccessibleAsync(page);
    }

    [Fact]
    public async Task TwoPeople_OneField_SecondSeesWhoseCameFirstAndChooses()
    {
        var first = await running.SignInAsync(chromium, "apparat@demo.eseur");
        var id = running.Board.Children(running.Board.Children(running.Board.RootId)[0].Id)[0].Id;
        await first.GotoAsync($"/organizations/{id}/passport?field=institution-inn");
        var second = await running.SignInAsync(chromium, "apparat@demo.eseur", $"/organizations/{id}/passport?field=institution-inn");
        await RunningRegistry.ReadyAsync(first);
        await RunningRegistry.ReadyAsync(second);
        await Assertions.Expect(second.Locator("#f-institution-inn")).ToBeFocusedAsync();

        await second.Locator("#f-institution-inn").FillAsync("500100732259");
        await first.Locator("#f-institution-inn").FillAsync("7707083893");
        await first.Keyboard.PressAsync("Control+s");

        await Assertions.Expect(second.GetByText("Пока страница открыта, паспорт изменили")).ToBeVisibleAsync();
        await Assertions.Expect(second.Locator("#f-institution-inn")).ToHaveValueAsync("500100732259");
        await second.Keyboard.PressAsync("Control+s");
        await Assertions.Expect(second.Locator("#conflicts")).ToContainTextAsync("Взять их: 7707083893");
        await AssertAccessibleAsync(second);
        await second.GetByRole(AriaRole.Radio, new() { Name = "Оставить моё" }).CheckAsync();
        await second.GetByRole(AriaRole.Button, new() { Name = "Сохранить выбранное" }).ClickAsync();
        await Assertions.Expect(second.GetByText("Сохранено")).ToBeVisibleAsync();
        await Assertions.Expect(first.Locator("#f-institution-inn")).ToHaveValueAsync("500100732259");
    }

    private static async Task AnswerAsync(IPage page, ILocator line, string key)
    {
        if (await line.GetByRole(AriaRole.Radiogroup).CountAsync() > 0)
        {
            await line.GetByRole(AriaRole.Radio, new() { Name = "Да" }).CheckAsync();
        }
        else if (await page.Locator("#gap-" + key).EvaluateAsync<string>("e => e.tagName") == "BUTTON")
        {
            await page.Locator("#gap-" + key).ClickAsync();
            await page.Locator("dialog input[aria-required], dialog textarea[aria-required]").First.FillAsync(key == "phones" ? "89123456789" : "Иванова Мария");
            await page.Locator("dialog").GetByRole(AriaRole.Button, new() { Name = "Сохранить" }).ClickAsync();
            return;
        }
        else
        {
            await page.Locator("#gap-" + key).FillAsync(key switch { "dues" => "1", "institution-inn" => "7707083893", "email" or "chair-email" => "shkola@mail.example", _ => "Иванова Мария" });
        }
        await line.GetByRole(AriaRole.Button, new() { Name = "Сохранить" }).ClickAsync();
    }

    private static async Task AssertAccessibleAsync(IPage page)
    {
        var result = await page.RunAxe();
        Assert.True(result.Violations.Length == 0, string.Join('\n', result.Violations.Select(v => $"{v.Id}: {v.Help} {v.Nodes[0].Html}")));
    }
}
