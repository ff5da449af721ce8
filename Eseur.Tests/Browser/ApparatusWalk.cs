using Eseur.Domain.Organizations;
using Microsoft.Playwright;

namespace Eseur.Tests.Browser;

/// <summary>Walk 2: the apparatus goes from the nation's figures to the one organisation without a chairperson.</summary>
public sealed class ApparatusWalk(Chromium chromium, RunningRegistry running) : Visit(chromium, running)
{
    [Fact]
    public async Task NationsDashboard_FourClicks_LeadToTheMissingChairpersonAndALetter()
    {
        var school = await FoundWorstAsync();
        var page = await SignInAsync(Apparatus, $"/dashboard/{Registry.Board.RootId}");
        await Expect(page.Locator("h1")).ToContainTextAsync("%");

        await FirstBelowAsync(page, "Худшая краевая организация");
        await FirstBelowAsync(page, "Худшая районная организация");
        await FirstBelowAsync(page, "ППО школы без председателя");
        await page.Locator("#content").GetByRole(AriaRole.Link, new() { Name = "Председатель", Exact = true }).First.ClickAsync();

        await AtAsync(page, $"**/organizations/{school}/passport/chairperson?field=chairperson");
        var dialog = page.GetByRole(AriaRole.Dialog, new() { Name = "Указать председателя" });
        await Expect(dialog.GetByLabel("Фамилия, имя, отчество")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Escape");
        await Expect(dialog).ToHaveCountAsync(0);
        await Expect(page.GetByText("Председатель не указан").First).ToBeVisibleAsync();
        var letter = await page.GetByRole(AriaRole.Link, new() { Name = "Написать в вышестоящую" }).GetAttributeAsync("href");
        Assert.StartsWith("mailto:district@union.example?subject=", letter, StringComparison.Ordinal);
        Assert.Contains($"organizations/{school}/passport", Uri.UnescapeDataString(letter!), StringComparison.Ordinal);
    }

    /// <summary>The first of the heat map's rows is the worst.</summary>
    private static async Task FirstBelowAsync(IPage page, string name)
    {
        await page.Locator("#below tbody th a").First.ClickAsync();
        await Expect(page.Locator(".trail [aria-current]")).ToHaveTextAsync(name);
        await RunningRegistry.ReadyAsync(page);
    }

    /// <summary>A region where nothing is filled at all: nobody's can be worse, and a dozen schools make it worse than another such.</summary>
    private async Task<int> FoundWorstAsync()
    {
        var region = await Registry.FoundAsync(OrganizationLevel.Regional, Registry.Board.RootId, "Худшая краевая организация");
        var territory = await Registry.FoundAsync(OrganizationLevel.Territorial, region, "Худшая районная организация");
        await Registry.AppointAsync(territory, "Дубов Олег Игоревич", "district@union.example");
        for (var i = 0; i < 12; i++)
            await Registry.FoundAsync(OrganizationLevel.Primary, territory, $"ППО школы, где есть ещё и взнос, № {i}");
        var school = await Registry.FoundAsync(OrganizationLevel.Primary, territory, "ППО школы без председателя");
        await Registry.CatchUpAsync();
        return school;
    }
}
