using Eseur.Domain.Access;
using Eseur.Admin.Features.Account;
using Microsoft.Playwright;

namespace Eseur.Tests.Browser;

/// <summary>What must survive: typed words a lost connection, a page's state the back button and a sent link.</summary>
public sealed class LastingTests(Chromium chromium, RunningRegistry running) : Visit(chromium, running)
{
    [Fact]
    public async Task TypedText_ConnectionLostAndBack_KeptAndSaved()
    {
        var school = await Registry.SchoolAsync("ППО интерната", "dues");
        var page = await WindowAsync();
        var circuits = new List<IWebSocketRoute>();
        await page.RouteWebSocketAsync("**/_blazor**", socket =>
        {
            socket.ConnectToServer();
            circuits.Add(socket);
        });
        await page.GotoAsync($"/organizations/{school}/passport/inpo");
        await RunningRegistry.EnterAsync(page, await Registry.HireAsync("Петрова Мария Ивановна", RegistryRole.Chairperson, school));
        await RunningRegistry.ReadyAsync(page);
        await page.Locator("#f-dues").FillAsync("1,5");
        await Expect(page.GetByText("Не сохранено: 1 поле")).ToBeVisibleAsync();

        await page.Context.SetOfflineAsync(true);
        await circuits[^1].CloseAsync(new() { Code = 3001, Reason = "The network is gone." });
        await Expect(page.GetByText("Связь прервалась.")).ToBeVisibleAsync();
        await page.Context.SetOfflineAsync(false);
        await Expect(page.GetByText("Связь прервалась.")).ToBeHiddenAsync(new() { Timeout = 40_000 });

        await Expect(page.Locator("#f-dues")).ToHaveValueAsync("1,5");
        await page.Keyboard.PressAsync("Control+s");
        await Expect(Saved(page)).ToBeVisibleAsync();
        Assert.Equal(1.5m, (await Registry.ReadAsync(school)).DuesRate);
        Forgive("Connection disconnected", "ERR_INTERNET_DISCONNECTED", "Failed to fetch", "WebSocket", "reconnect");
    }

    [Fact]
    public async Task Register_BackFromAPassport_KeepsItsFilter()
    {
        var page = await SignInAsync(Analyst, "/organizations");
        var all = await page.Locator(".register-count strong").InnerTextAsync();
        await page.GetByRole(AriaRole.Searchbox).FillAsync("детский сад");
        await AtAsync(page, "**/organizations?q=*");
        await Expect(page.Locator(".filters-chips")).ToContainTextAsync("в названии «детский сад»");
        await Expect(page.Locator(".register-count strong")).Not.ToHaveTextAsync(all);
        var found = await page.Locator(".register-count strong").InnerTextAsync();
        await page.Locator(".row-name a").First.ClickAsync();
        await AtAsync(page, "**/passport**");
        await RunningRegistry.ReadyAsync(page);

        await page.GoBackAsync();

        await AtAsync(page, "**/organizations?q=*");
        await Expect(page.GetByRole(AriaRole.Searchbox)).ToHaveValueAsync("детский сад");
        await Expect(page.Locator(".register-count strong")).ToHaveTextAsync(found);
    }

    [Fact]
    public async Task Dashboard_QuestionChosenAndBack_IsInTheAddress()
    {
        var page = await SignInAsync(Analyst, $"/dashboard/{Registry.Board.RootId}");
        var heading = await page.Locator("h1").InnerTextAsync();
        await page.Locator("table.gaps a[href*='gap=events']").First.ClickAsync();
        await AtAsync(page, "**gap=events**");
        await Expect(page.Locator("h1")).ToContainTextAsync("Мероприятий нет");
        await page.ReloadAsync();
        await Expect(page.Locator("h1")).ToContainTextAsync("Мероприятий нет");
        await page.GoBackAsync();
        await Expect(page.Locator("h1")).ToHaveTextAsync(heading);
    }

    [Fact]
    public async Task KeyboardOnly_SignInFindFillSave_Works()
    {
        var school = await Registry.SchoolAsync("ППО клавишная", "dues");
        var name = (await Registry.ReadAsync(school)).ShortName;
        var page = await WindowAsync();
        await page.GotoAsync("/");
        await Expect(page.GetByLabel("E-mail")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync(Apparatus);
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.TypeAsync(Eseur.Admin.Features.Demo.DemoSignIns.Password);
        await page.Keyboard.PressAsync("Enter");
        await AtAsync(page, "**/dashboard/*");
        await RunningRegistry.ReadyAsync(page);

        await page.Keyboard.PressAsync("Control+k");
        var search = page.GetByRole(AriaRole.Dialog, new() { Name = "Поиск" });
        await Expect(search.GetByRole(AriaRole.Combobox)).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync(name);
        await Expect(search.GetByRole(AriaRole.Option).First).ToContainTextAsync(name);
        await page.Keyboard.PressAsync("Enter");
        await AtAsync(page, $"**/organizations/{school}/passport");

        await TabToAsync(page, "gap-dues");
        await page.Keyboard.TypeAsync("1");
        await page.Keyboard.PressAsync("Control+s");
        await Expect(Saved(page)).ToBeVisibleAsync();
        Assert.Equal(1m, (await Registry.ReadAsync(school)).DuesRate);
    }

    private static async Task TabToAsync(IPage page, string id)
    {
        await Expect(page.Locator("#" + id)).ToBeVisibleAsync();
        for (var presses = 0; presses < 60; presses++)
        {
            await page.Keyboard.PressAsync("Tab");
            if (await page.EvaluateAsync<string>("() => document.activeElement.id") == id)
                return;
        }
        Assert.Fail($"Sixty presses of Tab do not lead to {id}.");
    }
}
