using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Xml;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;
using Eseur.Admin.Shared.Excel;

namespace Eseur.Tests.Shared.Excel;

public class XlsxBookTests
{
    private static readonly XlsxTable Organizations = new("Организации",
    [
        new("Организация", 62.5),
        new("Взнос", 12, "ИНПО"),
        new("Наличие профкома", 12, "ИНПО"),
        new("E-mail", 24, "Председатель"),
    ])
    {
        Title = "Незаполненные поля",
        Notes = ["На 21.11.2026", "Проценты отсечены, не округлены"],
        FrozenColumns = 1,
    };

    [Fact]
    public async Task Sheet_WithEverything_SatisfiesTheSchema()
    {
        using var book = await TwoSheetsAsync();

        Assert.Empty(new OpenXmlValidator(DocumentFormat.OpenXml.FileFormatVersions.Office2019).Validate(book.Document).Select(error => $"{error.Path?.XPath}: {error.Description}"));
    }

    [Fact]
    public async Task Sheet_WithHeader_FreezesFiltersAndMergesAtItsRow()
    {
        using var book = await TwoSheetsAsync();
        var sheet = book.Worksheet();

        Assert.Equal("Незаполненные поля", book.Text("A1"));
        Assert.Equal("Проценты отсечены, не округлены", book.Text("A3"));
        Assert.Equal("ИНПО", book.Text("B4"));
        Assert.Equal("Наличие профкома", book.Text("C5"));
        Assert.Equal("B4:C4", Assert.Single(sheet.Descendants<MergeCell>()).Reference!.Value);
        var pane = Assert.Single(sheet.Descendants<Pane>());
        Assert.Equal((1d, 5d, "B6", PaneStateValues.Frozen),
            (pane.HorizontalSplit!.Value, pane.VerticalSplit!.Value, pane.TopLeftCell!.Value, pane.State!.Value));
        Assert.Equal("A5:D7", Assert.Single(sheet.Descendants<AutoFilter>()).Reference!.Value);
        Assert.Equal([21, null, null, 15, 30, null, null], sheet.Descendants<Row>().Select(row => row.Height?.Value));
        Assert.Equal([62.5, 12, 12, 24], sheet.Descendants<Column>().Select(column => column.Width!.Value));
        Assert.Equal(["A6", "B6", "D6"], sheet.Descendants<Row>().ElementAt(5).Elements<Cell>().Select(cell => cell.CellReference!.Value));
        Assert.Contains(book.Workbook.Workbook.DefinedNames!.Elements<DefinedName>(),
            name => name.Name == "_xlnm._FilterDatabase" && name.LocalSheetId?.Value == 0 && name.Text == "'Организации'!$A$5:$D$7");
        Assert.Contains(book.Workbook.Workbook.DefinedNames!.Elements<DefinedName>(),
            name => name.Name == "_xlnm.Print_Titles" && name.Text == "'Организации'!$4:$5");
    }

    [Fact]
    public async Task Sheet_Header_IsBoldOnFill()
    {
        using var book = await TwoSheetsAsync();
        var header = book.Format("B5");

        Assert.NotNull(book.Styles.Fonts!.Elements<Font>().ElementAt((int)header.FontId!.Value).Bold);
        Assert.Equal(PatternValues.Solid, book.Styles.Fills!.Elements<Fill>().ElementAt((int)header.FillId!.Value).PatternFill!.PatternType!.Value);
        Assert.True(book.Format("A1", sheet: 1).Alignment!.WrapText?.Value);
        var title = book.Styles.Fonts!.Elements<Font>().ElementAt((int)book.Format("A1").FontId!.Value);
        Assert.True(title.Bold is not null && title.FontSize!.Val! > 11);
    }

    [Fact]
    public async Task Sheet_WithoutHeadings_HasNoFilterAndNoPane()
    {
        using var book = await TwoSheetsAsync();

        Assert.Empty(book.Worksheet(1).Descendants<AutoFilter>());
        Assert.Empty(book.Worksheet(1).Descendants<Pane>());
    }

    [Fact]
    public async Task Sheet_PastLastRow_GoesOnWithTheSameHeader()
    {
        using var book = await Book.WriteAsync(async book =>
        {
            book.RowsPerSheet = 4;
            var sheet = await book.AddSheetAsync(new XlsxTable("Члены", [new("Номер", 10)]));
            for (var number = 1; number <= 7; number++)
            {
                await sheet.RowAsync();
                sheet.Number(number);
            }
        });

        Assert.Equal(["Члены", "Члены 2", "Члены 3"], book.Sheets.Select(sheet => sheet.Name!.Value));
        Assert.Equal(["Номер|1|2|3", "Номер|4|5|6", "Номер|7"], Enumerable.Range(0, 3).Select(index => string.Join('|', book.Worksheet(index).Descendants<Cell>().Select(cell => cell.InnerText))));
        Assert.Equal("A1:A2", book.Worksheet(2).Descendants<AutoFilter>().Single().Reference!.Value);
        Assert.All(Enumerable.Range(0, 3), index => Assert.Equal(1, book.Worksheet(index).Descendants<Pane>().Single().VerticalSplit!.Value));
    }

    [Fact]
    public async Task Sheet_ExactlyFull_DoesNotGoOn()
    {
        using var book = await Book.WriteAsync(async book =>
        {
            book.RowsPerSheet = 2;
            var sheet = await book.AddSheetAsync(new XlsxTable("Члены", [new("Номер", 10)]));
            await sheet.RowAsync();
            sheet.Number(1);
        });

        Assert.Single(book.Sheets);
    }

    [Fact]
    public async Task Sheet_PastExcelsLastRow_FillsTheFirstToItsEndAndGoesOn()
    {
        const int lastRow = 1_048_576;
        var file = new ForwardOnlyStream();
        await using (var book = await XlsxWriter.StartAsync(file, "Члены Профсоюза", Book.Created))
        {
            var sheet = await book.AddSheetAsync(new XlsxTable("Члены Профсоюза", [new("Номер", 10)]));
            for (var number = 1; number <= lastRow; number++)
                await sheet.RowAsync();
            await book.CompleteAsync();
        }

        await using var zip = new ZipArchive(new MemoryStream(file.Bytes));
        Assert.Equal(lastRow, LastRow(zip.GetEntry("xl/worksheets/sheet1.xml")!));
        Assert.Equal(2, LastRow(zip.GetEntry("xl/worksheets/sheet2.xml")!));
        using var names = new StreamReader(await zip.GetEntry("xl/workbook.xml")!.OpenAsync());
        var workbook = WebUtility.HtmlDecode(await names.ReadToEndAsync());
        Assert.Contains("name=\"Члены Профсоюза 2\"", workbook, StringComparison.Ordinal);
        Assert.Contains($"'Члены Профсоюза'!$A$1:$A${lastRow}<", workbook, StringComparison.Ordinal);
        Assert.Contains("'Члены Профсоюза 2'!$A$1:$A$2<", workbook, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sheet_AfterTheNextBegan_RefusesRows() => await Assert.ThrowsAsync<ObjectDisposedException>(() => Book.WriteAsync(async book =>
    {
        var first = await book.AddSheetAsync(Organizations);
        await book.AddSheetAsync(Organizations);
        await first.RowAsync();
    }));

    [Fact]
    public async Task Book_Properties_AreTitleAndDate()
    {
        using var book = await TwoSheetsAsync();

        Assert.Equal("Заполненность <паспортов>", book.Document.PackageProperties.Title);
        Assert.Equal(Book.Created.UtcDateTime, book.Document.PackageProperties.Created!.Value.ToUniversalTime());
    }

    [Fact]
    public async Task Book_WithoutSheets_Throws() => await Assert.ThrowsAsync<InvalidOperationException>(() => Book.WriteAsync(_ => Task.CompletedTask));

    [Fact]
    public async Task SheetNames_AnyText_AreWhatExcelAccepts()
    {
        string[] wanted = ["Отчет: 1/2 [все]*?\\", "'Имя'", "", "имя", "ИМЯ", "History", new('я', 40), new('Я', 40), "О'Нил & <сын> \"\u0001", new string('а', 30) + "🎓"];

        using var book = await Book.WriteAsync(async book =>
        {
            foreach (var name in wanted) await book.AddSheetAsync(new XlsxTable(name, [new("А", 5)]));
        });

        Assert.Equal(
            ["Отчет  1 2  все", "Имя", "Лист", "имя 2", "ИМЯ 3", "History 2", new('я', 31), new string('Я', 29) + " 2", "О'Нил & <сын> \"", new('а', 30)],
            book.Sheets.Select(sheet => sheet.Name!.Value));
        Assert.Contains(book.Workbook.Workbook.DefinedNames!.Elements<DefinedName>(), name => name.Text == "'О''Нил & <сын> \"'!$A$1:$A$1");
    }

    private static int LastRow(ZipArchiveEntry sheet)
    {
        using var xml = XmlReader.Create(sheet.Open());
        var last = 0;
        while (xml.Read())
        {
            if (xml is { NodeType: XmlNodeType.Element, LocalName: "row" })
                last = int.Parse(xml.GetAttribute("r")!, CultureInfo.InvariantCulture);
        }
        return last;
    }

    private static Task<Book> TwoSheetsAsync() => Book.WriteAsync(async book =>
    {
        var sheet = await book.AddSheetAsync(Organizations);
        await sheet.RowAsync();
        sheet.Text("МБОУ «СОШ № 7»");
        sheet.Number(1m);
        sheet.Blank();
        sheet.Text("=cmd|' /C calc'!A0");
        await sheet.RowAsync();
        sheet.Text("Детский сад «Солнышко»");
        var notes = await book.AddSheetAsync(new XlsxTable("Пояснения", [new("", 80)]));
        await notes.RowAsync();
        notes.Text("Не заполнено — значит NULL", XlsxStyle.Wrapped);
    });
}
