using Deque.AxeCore.Playwright;
using Eseur.Tests.Shared.Excel;
using Microsoft.Playwright;

namespace Eseur.Tests.Browser;

/// <summary>Walk 3's end in a real browser: an analyst's filtered list becomes a workbook.</summary>
[Collection(BrowserTests.Name)]
public sealed class ReportWalk(Chromium chromium, RunningRegistry running)
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Analyst_FromTheLinkOfAList_TakesItsWorkbook(bool phone)
    {
        // Lists of their own: a page opened again takes up the report already made of the same list.
        var page = await running.SignInAsync(chromium, "analitik@demo.eseur", $"/reports?level=primary&lacks={(phone ? "dues" : "email")}", phone);
        await RunningRegistry.ReadyAsync(page);
        await page.GetByRole(AriaRole.Heading, new() { Name = "Отчёт о полноте паспортов" }).WaitForAsync();
        await page.Locator("table tbody tr").First.WaitForAsync();
        await AssertFitsAsync(page);

        await page.GetByRole(AriaRole.Button, new() { Name = "Сформировать отчёт" }).ClickAsync();
        var link = page.GetByRole(AriaRole.Link, new() { Name = "Скачать Excel" });
        await Assertions.Expect(link).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Status).Filter(new() { HasText = "Файл ждёт вас полчаса" })).ToHaveCountAsync(1);
        await AssertFitsAsync(page);
        var download = await page.RunAndWaitForDownloadAsync(() => link.ClickAsync());

        Assert.Matches(@"^Полнота паспортов, .+ \(отбор\), \d\d\.\d\d\.\d{4}\.xlsx$", download.SuggestedFilename);
        using var book = new Book(await File.ReadAllBytesAsync(await download.PathAsync()));
        Assert.Equal(["Сводка", "Организации"], book.Sheets.Select(s => s.Name!.Value));
    }

    private static async Task AssertFitsAsync(IPage page)
    {
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), "The page scrolls sideways.");
        var result = await page.RunAxe();
        Assert.True(result.Violations.Length == 0, string.Join('\n', result.Violations.Select(v => $"{v.Id}: {v.Help} {string.Join(' ', v.Nodes.Select(n => n.Html))}")));
    }
}
