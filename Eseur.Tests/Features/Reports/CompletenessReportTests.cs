using System.Globalization;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;
using Eseur.Admin.Data;
using Eseur.Admin.Features.Completeness;
using Eseur.Admin.Features.Organizations;
using Eseur.Admin.Live;
using Eseur.Domain;
using Eseur.Domain.Completeness;
using Eseur.Domain.Fields;
using Eseur.Domain.Members;
using Eseur.Domain.Organizations;
using Eseur.Domain.Passports;
using Eseur.Tests.Shared.Excel;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Tests.Features.Reports;

/// <summary>The workbook read back by another library.</summary>
public sealed class CompletenessReportTests
{
    [Fact]
    public async Task Summary_OfNode_EqualsTheBoardsTable()
    {
        await using var ground = await ReportGround.LayAsync();
        ground.Registry.Board.TryRead(ground.Region, out var node);

        using var book = await ground.ReadAsync(new OrganizationFilter { Under = ground.Region });

        Assert.Equal(["Сводка", "По подчинённым", "Организации"], book.Sheets.Select(s => s.Name!.Value));
        Assert.Contains(book.Rows("Сводка"), row => row[0] == "Организаций: 8 (региональных 1, окружных 0, территориальных 1, первичных 6).");
        Assert.Equal(
            CompletenessTable.Of(node!.Figures).Select(r => Line(r.Tab.Title, r.Gap.Label, r.Gap.Audience.Label, r.Share.Part, r.Share.Whole, Percent(r.Share))),
            Data(book, "Сводка", "Вкладка").Select(row => Line([.. row])));
    }

    [Fact]
    public async Task Children_OfNode_EqualTheBoards()
    {
        await using var ground = await ReportGround.LayAsync();

        using var book = await ground.ReadAsync(new OrganizationFilter());

        var expected = ground.Registry.Board.Children(ground.Registry.RootId).Select(child => Line(
        [
            child.Name, child.Level.Label(), child.Figures.Total, Percent(child.Figures.Filled),
            .. Catalogue.Passport.Gaps.Select(child.Figures.Of).SelectMany(share => (object?[])[share.Whole == 0 ? null : share.Part, Percent(share)]),
        ]));
        Assert.Equal(expected, Data(book, "По подчинённым", "Организация").Select(row => Line([.. row])));
    }

    [Fact]
    public async Task Members_OfNode_AreTheDashboardsNumbersOnSheetsOfTheirOwn()
    {
        await using var ground = await ReportGround.LayAsync();
        var counts = new int[Measures.All.Count];
        (counts[Measures.Total.Index], counts[Measures.Of(null, Sex.Woman).Index], counts[Measures.Plastic.Index]) = (3, 3, 2);
        var consent = Catalogue.Card.Gap(PersonTab.Consent.Key)!;
        counts[Measures.Of(consent).Index] = 2;
        await ground.Registry.ChangeAsync(ground.Schools[0], o => o.Fill(InstitutionTab.ReportedMembers, 7));
        await ground.Registry.CatchUpAsync();
        ground.Registry.Board.Apply([new BoardMembers(ground.Schools[0], counts, 1)]);

        using var book = await ground.ReadAsync(new OrganizationFilter { Under = ground.Town });
        using var filtered = await ground.ReadAsync(OrganizationFilter.Parse($"?under={ground.Town}&level=primary"));

        Assert.Equal(["Сводка", "По подчинённым", "Члены, поля", "Члены, состав", "Члены по подчинённым", "Организации"], book.Sheets.Select(s => s.Name!.Value));
        Assert.DoesNotContain(filtered.Sheets, s => s.Name!.Value!.StartsWith("Члены", StringComparison.Ordinal));
        Assert.Equal(Line("Общие", consent.Label, "все члены Профсоюза", 2, 3, "0.6666"), Line([.. Data(book, "Члены, поля", "Вкладка").Single(r => r[1] == consent.Label)]));
        var breakdown = Data(book, "Члены, состав", "Кто").ToDictionary(r => r[0]!, r => Line([.. r]));
        Assert.Equal(Line("Все", 3, 1, 7, "0.4285", 0, 3, 0), breakdown["Все"]);
        Assert.Equal(Line("Не указано", 3, 1, null, null, 0, 3, 0), breakdown["Не указано"]);
        Assert.StartsWith(Line("Пластиковая карта", 2, "0.6666"), breakdown["Пластиковая карта"], StringComparison.Ordinal);
        var children = Data(book, "Члены по подчинённым", "Организация");
        Assert.Equal(ground.Schools.Count, children.Count);
        Assert.Equal(Line(ReportGround.Formulas[0], OrganizationLevel.Primary.Label(), 3, 7, "0.4285"), Line([.. children.Single(r => r[0] == ReportGround.Formulas[0]).Take(5)]));
        Assert.Empty(new OpenXmlValidator(DocumentFormat.OpenXml.FileFormatVersions.Office2019).Validate(book.Document));
    }

    [Fact]
    public async Task List_OfNode_EqualsWhatTheRecordsSay()
    {
        await using var ground = await ReportGround.LayAsync();
        await using var context = await ground.Registry.OpenAsync();
        var records = await context.Organizations.AsNoTracking().WithPassport().Include(o => o.Superior).Where(o => o.Status == OrganizationStatus.Active && o.Level != OrganizationLevel.Nation).ToListAsync();

        using var book = await ground.ReadAsync(new OrganizationFilter());

        var rows = Data(book, "Организации", "Номер");
        Assert.Equal(records.Select(o => o.Id).Order(), rows.Select(row => int.Parse(row[0]!, CultureInfo.InvariantCulture)).Order());
        Assert.All(rows, row => Assert.Equal(Expected(records.Single(o => o.Id.ToString(CultureInfo.InvariantCulture) == row[0])), Line([.. row])));
        Assert.True(Place(ground.Region) < Place(ground.Town) && Place(ground.Town) < Place(ground.Schools[0]));
        Assert.Empty(new OpenXmlValidator(DocumentFormat.OpenXml.FileFormatVersions.Office2019).Validate(book.Document));

        int Place(int id) => rows.ToList().FindIndex(row => row[0] == id.ToString(CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task List_NamesLikeFormulas_AreQuotedText()
    {
        await using var ground = await ReportGround.LayAsync();

        using var book = await ground.ReadAsync(new OrganizationFilter());

        var cells = book.Worksheet(2).Descendants<Cell>().Where(c => c.CellReference!.Value!.StartsWith('B') && c.DataType?.Value == CellValues.InlineString).ToDictionary(Book.Text);
        Assert.All(ReportGround.Formulas, name =>
        {
            Assert.Null(cells[name].CellFormula);
            Assert.True(book.Format(cells[name].CellReference!.Value!, sheet: 2).QuotePrefix?.Value);
        });
        Assert.NotEqual(true, book.Format(cells["ППО СОШ № 10"].CellReference!.Value!, sheet: 2).QuotePrefix?.Value);
    }

    [Fact]
    public async Task Report_Filtered_SaysTheFilterAndCountsOnlyIt()
    {
        await using var ground = await ReportGround.LayAsync();

        using var book = await ground.ReadAsync(OrganizationFilter.Parse($"?under={ground.Region}&level=primary&lacks=dues"));

        Assert.Equal(["Сводка", "Организации"], book.Sheets.Select(s => s.Name!.Value));
        Assert.Contains(book.Rows("Сводка"), row => row[0]?.Contains("Членский профсоюзный взнос", StringComparison.Ordinal) == true && row[0]!.StartsWith("Отбор: ", StringComparison.Ordinal));
        Assert.Equal("ИНПО | Членский профсоюзный взнос | первичные | 5 | 5 | 1", Line([.. Data(book, "Сводка", "Вкладка")[0]]));
        Assert.Equal(ground.Schools.Skip(1).Order(), Data(book, "Организации", "Номер").Select(row => int.Parse(row[0]!, CultureInfo.InvariantCulture)).Order());
    }

    [Fact]
    public async Task Report_WithClosedOnes_DoesNotSayTheyAreLeftOut()
    {
        await using var ground = await ReportGround.LayAsync();

        using var closed = await ground.ReadAsync(OrganizationFilter.Parse("?status=liquidated"));
        using var active = await ground.ReadAsync(new OrganizationFilter());

        Assert.Equal("Закрытая школа", Assert.Single(Data(closed, "Организации", "Номер"))[1]);
        Assert.DoesNotContain(closed.Rows("Сводка"), row => row[0]?.Contains("не считаются", StringComparison.Ordinal) == true);
        Assert.Contains(active.Rows("Сводка"), row => row[0]?.Contains("не считаются", StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task Report_OfOneSchool_HasNoSheetOfChildren()
    {
        await using var ground = await ReportGround.LayAsync();

        using var book = await ground.ReadAsync(new OrganizationFilter { Under = ground.Schools[0] });

        Assert.Equal(["Сводка", "Организации"], book.Sheets.Select(s => s.Name!.Value));
        Assert.Single(Data(book, "Организации", "Номер"));
    }

    [Fact]
    public async Task Report_UnknownNode_SaysSo()
    {
        await using var ground = await ReportGround.LayAsync();
        var file = new ForwardOnlyStream();

        var refused = await Assert.ThrowsAsync<RuleBrokenException>(() => ground.Report.WriteAsync(new OrganizationFilter { Under = 999_999 }, file));

        Assert.Contains("в реестре нет", refused.Message, StringComparison.Ordinal);
        Assert.Equal(0, file.Received);
    }

    [Fact]
    public async Task FileName_OfAnyOrganization_IsOneThatCanBeStored()
    {
        await using var ground = await ReportGround.LayAsync();

        var quoted = ground.Report.FileName(new OrganizationFilter { Under = ground.Schools[0] });
        var filtered = ground.Report.FileName(OrganizationFilter.Parse($"?under={ground.Schools[^1]}&lacks=dues"));

        Assert.StartsWith("Полнота паспортов, =HYPERLINK(http", quoted, StringComparison.Ordinal);
        Assert.DoesNotContain(quoted, c => "<>:\"/\\|?*".Contains(c, StringComparison.Ordinal));
        Assert.Contains(" (отбор), ", filtered, StringComparison.Ordinal);
        Assert.InRange(filtered.Length, 90, 150);
    }

    private static string Expected(Organization o)
    {
        var (applicable, missing) = Gaps.Of(o);
        return Line(
        [
            o.Id, o.ShortName, o.Level.Label(), "Москва", o.Superior!.ShortName, o.InstitutionInn, o.CurrentChairperson?.Name,
            o.ConfirmedAt is { } at ? (at.AddHours(3).Date - new DateTime(1899, 12, 30)).Days : null, long.PopCount(missing),
            .. Catalogue.Passport.Gaps.Select(g => (applicable & g.Mask) == 0 ? "—" : (missing & g.Mask) != 0 ? "пусто" : null),
        ]);
    }

    private static IReadOnlyList<string?[]> Data(Book book, string sheet, string firstHeading) => [.. book.Rows(sheet).SkipWhile(row => row[0] != firstHeading).Skip(1)];

    private static string? Percent(Share share) => share.Whole == 0 ? null : (share.Cut() / 100).ToString("0.###", CultureInfo.InvariantCulture);

    private static string Line(params object?[] cells) => string.Join(" | ", cells.Select(c => Convert.ToString(c, CultureInfo.InvariantCulture)));
}
