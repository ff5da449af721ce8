using System.Globalization;
using System.Text.RegularExpressions;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using Eseur.Admin.Shared.Excel;

namespace Eseur.Tests.Shared.Excel;

/// <summary>A workbook written by us and read back by another library.</summary>
internal sealed class Book : IDisposable
{
    public static readonly DateTimeOffset Created = new(2026, 11, 21, 9, 30, 0, TimeSpan.FromHours(3));

    private readonly SpreadsheetDocument document;

    public Book(byte[] file) => document = SpreadsheetDocument.Open(new MemoryStream(file), isEditable: false);

    public SpreadsheetDocument Document => document;

    public WorkbookPart Workbook => document.WorkbookPart!;

    public IReadOnlyList<Sheet> Sheets => [.. Workbook.Workbook.Sheets!.Elements<Sheet>()];

    public Stylesheet Styles => Workbook.WorkbookStylesPart!.Stylesheet;

    public static async Task<Book> WriteAsync(Func<XlsxWriter, Task> write)
    {
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("ru-RU");
        var stream = new ForwardOnlyStream();
        await using (var book = await XlsxWriter.StartAsync(stream, "Заполненность <паспортов>", Created))
        {
            await write(book);
            await book.CompleteAsync();
        }
        return new Book(stream.Bytes);
    }

    /// <summary>A workbook of one row on one sheet without a header.</summary>
    public static Task<Book> WriteRowAsync(int columns, Action<XlsxSheet> cells) => WriteAsync(async book =>
    {
        var sheet = await book.AddSheetAsync(new XlsxTable("Лист", Columns(columns)));
        await sheet.RowAsync();
        cells(sheet);
    });

    public static XlsxColumn[] Columns(int count) => [.. Enumerable.Repeat(new XlsxColumn("", 10), count)];

    public Worksheet Worksheet(int sheet = 0) => ((WorksheetPart)Workbook.GetPartById(Sheets[sheet].Id!)).Worksheet;

    public Cell Cell(string reference, int sheet = 0) =>
        Worksheet(sheet).Descendants<Cell>().Single(cell => cell.CellReference == reference);

    /// <summary>What Excel would show as the cell's text.</summary>
    public string Text(string reference, int sheet = 0) => Text(Cell(reference, sheet));

    public static string Text(Cell cell)
    {
        Assert.Equal(CellValues.InlineString, cell.DataType!.Value);
        return Regex.Replace(cell.InlineString!.Text!.Text, "_x(?<code>[0-9A-Fa-f]{4})_",
            code => ((char)Convert.ToInt32(code.Groups["code"].Value, 16)).ToString(), RegexOptions.None, TimeSpan.FromSeconds(5));
    }

    public CellFormat Format(string reference, int sheet = 0) =>
        Styles.CellFormats!.Elements<CellFormat>().ElementAt((int)Cell(reference, sheet).StyleIndex!.Value);

    /// <summary>The cell's own number format, or the number of one of Excel's built-in ones.</summary>
    public string NumberFormat(string reference)
    {
        var id = Format(reference).NumberFormatId!.Value;
        var own = Styles.NumberingFormats!.Elements<NumberingFormat>().SingleOrDefault(format => format.NumberFormatId !.Value == id);
        return own?.FormatCode?.Value ?? $"#{id}";
    }

    /// <summary>The cells of a sheet, row by row, as text: numbers as they are stored, null where a cell is empty.</summary>
    public IReadOnlyList<string?[]> Rows(string sheet)
    {
        var at = Sheets.Index().Single(s => s.Item.Name == sheet).Index;
        var width = Worksheet(at).Descendants<Column>().Count();
        return [.. Worksheet(at).Descendants<Row>().Select(row => Line(row, width))];
    }

    private static string?[] Line(Row row, int width)
    {
        var line = new string?[width];
        foreach (var cell in row.Elements<Cell>())
            line[Number(cell)] = cell.DataType?.Value == CellValues.InlineString ? Text(cell) : cell.CellValue!.Text;
        return line;
    }

    private static int Number(Cell cell) => cell.CellReference!.Value!.TakeWhile(char.IsAsciiLetter).Aggregate(0, (n, letter) => n * 26 + letter - 'A' + 1) - 1;

    public void Dispose() => document.Dispose();
}
