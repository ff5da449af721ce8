using DocumentFormat.OpenXml.Spreadsheet;
using Eseur.Domain.Organizations;
using Eseur.Domain.References;
using Eseur.Tests.Shared.Excel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace Eseur.Tests.Browser;

/// <summary>Walk 3: an analyst's list, the same in Excel and in a colleague's window.</summary>
public sealed class AnalystWalk(Chromium chromium, RunningRegistry running) : Visit(chromium, running)
{
    [Fact]
    public async Task CollegesOfTwoRegionsWithoutDues_ListExcelAndLink_ShowTheSame()
    {
        var (regions, expected) = await CollegesAsync();
        var page = await SignInAsync(Analyst, "/organizations");

        await TickAsync(page, "Не заполнено", "Членский профсоюзный взнос");
        await TickAsync(page, "Тип учреждения", "СПО");
        await TickAsync(page, "Регион", regions);
        await Expect(page.Locator(".register-count strong")).ToHaveTextAsync($"{expected.Count}");
        Assert.Equal(expected, await NamesAsync(page, expected.Count));

        var link = page.Url;
        Assert.Equal(expected, await ExcelAsync(page));

        var colleague = await SignInAsync(Apparatus, link);
        await Expect(colleague.Locator(".register-count strong")).ToHaveTextAsync($"{expected.Count}");
        Assert.Equal(expected, await NamesAsync(colleague, expected.Count));
        foreach (var region in regions)
            await Expect(colleague.Locator(".filters-chips")).ToContainTextAsync(region);
    }

    private static async Task TickAsync(IPage page, string menu, params string[] options)
    {
        var button = page.Locator(".filters-menus").GetByRole(AriaRole.Button, new() { Name = menu });
        await button.ClickAsync();
        var list = page.GetByRole(AriaRole.Group, new() { Name = menu });
        foreach (var option in options)
        {
            await list.GetByLabel(option, new() { Exact = true }).ClickAsync();
            await Expect(page.Locator(".filters-chips").GetByText(option).First).ToBeVisibleAsync();
        }
        await page.Keyboard.PressAsync("Escape");
        await Expect(list).ToBeHiddenAsync();
    }

    private static async Task<IReadOnlyList<string>> NamesAsync(IPage page, int count)
    {
        await Expect(page.Locator(".row-name a")).ToHaveCountAsync(count);
        return [.. (await page.Locator(".row-name a").AllTextContentsAsync()).Order(StringComparer.Ordinal)];
    }

    /// <summary>Names of the organisations in the workbook that the report page gives.</summary>
    private static async Task<IReadOnlyList<string>> ExcelAsync(IPage page)
    {
        await page.GetByRole(AriaRole.Link, new() { Name = "В Excel" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Сформировать отчёт" }).ClickAsync();
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "Скачать Excel" }).ClickAsync());
        Assert.EndsWith(".xlsx", download.SuggestedFilename, StringComparison.Ordinal);
        using var book = new Book(await File.ReadAllBytesAsync(await download.PathAsync()));
        var sheet = book.Sheets.ToList().FindIndex(s => s.Name == "Организации");
        return [.. book.Worksheet(sheet).Descendants<Row>()
            .Where(row => row.Elements<Cell>().FirstOrDefault() is { DataType: null, CellValue: not null })
            .Select(row => Book.Text(row.Elements<Cell>().ElementAt(1))).Order(StringComparer.Ordinal)];
    }

    /// <summary>The two regions with most such colleges, by the tables themselves, and the colleges' names.</summary>
    private async Task<(string[] Regions, IReadOnlyList<string> Names)> CollegesAsync()
    {
        await using var context = await Registry.OpenAsync();
        var colleges = await context.Organizations
            .Where(o => o.Status == OrganizationStatus.Active && o.InstitutionType == "college" && o.DuesRate == null
                && (o.Level == OrganizationLevel.Primary || o.Level == OrganizationLevel.PrimaryAsTerritorial))
            .Select(o => new { o.RegionCode, o.ShortName }).ToListAsync();
        var regions = colleges.GroupBy(c => c.RegionCode).OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal).Take(2).ToList();
        Assert.Equal(2, regions.Count);
        var labels = await context.ReferenceItems.Where(r => r.List == ReferenceLists.Region).ToDictionaryAsync(r => r.Code, r => r.Label);
        return ([.. regions.Select(r => labels[r.Key!])], [.. regions.SelectMany(r => r).Select(c => c.ShortName).Order(StringComparer.Ordinal)]);
    }
}
