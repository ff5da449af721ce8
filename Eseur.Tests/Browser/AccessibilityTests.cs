using Deque.AxeCore.Playwright;
using Eseur.Domain.Fields;
using Eseur.Domain.Passports;
using Microsoft.Playwright;

namespace Eseur.Tests.Browser;

/// <summary>Every page on a desktop, on a phone and magnified: rules of accessibility kept, nothing wider than the screen, nothing in the console.</summary>
public sealed class AccessibilityTests(Chromium chromium, RunningRegistry running) : Visit(chromium, running)
{
    /// <summary>Nothing when the page fits; else the innermost elements that stick out.</summary>
    private const string Wider = """
        () => {
          const width = document.documentElement.clientWidth;
          if (document.documentElement.scrollWidth <= width) return [];
          const out = e => e.getBoundingClientRect().right > width + 0.5;
          const all = [...document.body.querySelectorAll('*')].filter(e => out(e) && ![...e.children].some(out)).map(e => e.outerHTML.slice(0, 160));
          return [`${document.documentElement.scrollWidth - width} pixels`, ...all.slice(0, 5)];
        }
        """;

    private readonly List<string> found = [];

    public static TheoryData<string, int, int> Screens => new() { { "desktop", 1366, 900 }, { "phone", 360, 740 } };

    [Theory]
    [MemberData(nameof(Screens))]
    public async Task EveryPage_CheckedByAxe_HasNoViolation(string screen, int width, int height)
    {
        await VisitAllAsync(screen == "phone", width, height, async (page, what) =>
        {
            var result = await page.RunAxe();
            Assert.NotEmpty(result.Passes);
            found.AddRange(result.Violations.Select(v => $"{what}: {v.Impact} {v.Id}, {v.Help}: {string.Join(" | ", v.Nodes.Take(3).Select(n => n.Html))}"));
            await FitsAsync(page, what);
        });
        Assert.True(found.Count == 0, string.Join('\n', found));
    }

    /// <summary>1366×900 at 200 % is this many pixels of the page.</summary>
    [Fact]
    public async Task EveryPage_MagnifiedTwice_FitsTheScreen()
    {
        await VisitAllAsync(phone: false, 683, 450, FitsAsync);
        Assert.True(found.Count == 0, string.Join('\n', found));
    }

    private async Task FitsAsync(IPage page, string what)
    {
        var wide = await page.EvaluateAsync<string[]>(Wider);
        if (wide.Length > 0)
            found.Add($"{what}: wider than the screen: {string.Join(" | ", wide)}");
    }

    private async Task VisitAllAsync(bool phone, int width, int height, Func<IPage, string, Task> check)
    {
        var guest = await WindowAsync(phone);
        await guest.SetViewportSizeAsync(width, height);
        var invited = await Registry.InviteAsync("Новикова Анна Петровна");
        foreach (var path in new[] { "sign-in", "sign-in?by=ticket", "sign-in?done=password", "sign-in/forgot", "sign-in/reset", invited })
        {
            await guest.GotoAsync("/" + path);
            await check(guest, path);
        }

        var school = await Registry.SchoolAsync("ППО доступной школы", "dues", "institution", "chair-email", "activists");
        var member = await Registry.PutOnRecordAsync(school);
        var page = await SignInAsync(Apparatus, phone: phone);
        await page.SetViewportSizeAsync(width, height);
        var root = Registry.Board.RootId;
        string[] paths =
        [
            $"dashboard/{root}", $"dashboard/{Registry.Board.Children(root)[0].Id}", $"dashboard/{school}",
            $"dashboard/{root}/members?gap=consent", $"dashboard/{Registry.Board.Children(root)[0].Id}/members", $"dashboard/{school}/members",
            "organizations?lacks=dues&level=primary", "organizations?q=zzzz", $"reports?under={root}",
            .. Catalogue.Passport.Tabs.Select(tab => $"organizations/{school}/passport/{tab.Key}"),
            .. Catalogue.Card.Tabs.Select(tab => $"members/{member}/{tab.Key}"), $"members/{member}/history",
            $"organizations/{school}/history", "transfers", "members/new", $"members/new?organization={school}", "dictionary", "reference", "reference/activist-role", "access", "access?state=closed", "access/1", "mail",
        ];
        foreach (var path in new[] { "account", "account/second", "account/password", "closed" })
        {
            await page.GotoAsync("/" + path);
            await check(page, path);
        }
        foreach (var path in paths)
        {
            await GoAsync(page, "/" + path);
            await SettledAsync(page);
            await check(page, path);
        }
        await GoAsync(page, "/access");
        await page.GetByRole(AriaRole.Button, new() { Name = "Пригласить" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
        await check(page, "dialog of an invitation");
        await page.GotoAsync("/account/password");
        await check(page, "account/password");
        await GoAsync(page, $"/organizations/{school}/passport/activists?field=activists");
        await Expect(page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
        await check(page, "dialog of a row");
        await GoAsync(page, $"/members/{member}");
        await page.Locator("#gap-consent").ClickAsync();
        await Expect(page.Locator("dialog .body")).ToBeVisibleAsync();
        await check(page, "dialog of a consent");
        await GoAsync(page, $"/organizations/{school}/passport");
        await page.Locator("[data-keys-open=search]").ClickAsync();
        await page.GetByRole(AriaRole.Combobox).FillAsync("школа");
        await Expect(page.GetByRole(AriaRole.Option).First).ToBeVisibleAsync();
        await check(page, "search");

        var auditor = await SignInAsync("audit@demo.eseur", phone: phone);
        await auditor.SetViewportSizeAsync(width, height);
        foreach (var path in new[] { "audit", "audit?face=readings", "audit?text=zzzz" })
        {
            await GoAsync(auditor, "/" + path);
            await SettledAsync(auditor);
            await check(auditor, path);
        }
        await GoAsync(auditor, $"/audit?under={school}");
        await SettledAsync(auditor);
        await auditor.Locator("details.entry summary").First.ClickAsync();
        await check(auditor, "a change opened");
    }

    /// <summary>What a page loads after it is drawn has come.</summary>
    private static async Task SettledAsync(IPage page)
    {
        await Expect(page.Locator("h1").First).ToBeVisibleAsync();
        await Expect(page.GetByText("Открываем…")).ToHaveCountAsync(0);
        await Expect(page.Locator("[aria-busy=true]")).ToHaveCountAsync(0);
    }
}
