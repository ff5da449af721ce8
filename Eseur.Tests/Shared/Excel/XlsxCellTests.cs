using System.Globalization;
using DocumentFormat.OpenXml.Spreadsheet;
using Eseur.Admin.Shared.Excel;

namespace Eseur.Tests.Shared.Excel;

public class XlsxCellTests
{
    [Fact]
    public async Task Number_EachType_IsNumberWithFormat()
    {
        using var book = await Book.WriteRowAsync(6, sheet =>
        {
            sheet.Number(72_127);
            sheet.Number(-2_592_079L);
            sheet.Number(1.5m);
            sheet.Number(0.1);
            sheet.Number(2022, XlsxStyle.Text);
            sheet.Number(999_999_999_999_999);
        });

        Assert.Equal(("72127", "#3"), Number(book, "A1"));
        Assert.Equal(("-2592079", "#3"), Number(book, "B1"));
        Assert.Equal(("1.5", "#4"), Number(book, "C1"));
        Assert.Equal(("0.1", "#4"), Number(book, "D1"));
        Assert.Equal(("2022", "#0"), Number(book, "E1"));
        Assert.Equal(("999999999999999", "#3"), Number(book, "F1"));
    }

    [Fact]
    public async Task Number_SixteenDigits_IsTextWithEveryDigit()
    {
        using var book = await Book.WriteRowAsync(2, sheet =>
        {
            sheet.Number(1_234_567_890_123_456);
            sheet.Number(-1_234_567_890_123_456);
        });

        Assert.Equal("1234567890123456", book.Text("A1"));
        Assert.Equal("-1234567890123456", book.Text("B1"));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public async Task Number_NotFinite_IsExcelError(double value)
    {
        using var book = await Book.WriteRowAsync(1, sheet => sheet.Number(value));

        Assert.Equal(CellValues.Error, book.Cell("A1").DataType!.Value);
        Assert.Equal("#NUM!", book.Cell("A1").CellValue!.Text);
    }

    [Theory]
    [InlineData(27_818, 72_127, 1, "0.385", "0.0%")]
    [InlineData(27_818, 72_127, 2, "0.3856", "#10")]
    [InlineData(9_999, 10_000, 1, "0.999", "0.0%")]
    [InlineData(-7, 1_000, 1, "-0.007", "0.0%")]
    [InlineData(29, 100, 2, "0.29", "#10")]
    [InlineData(1, 1, 1, "1", "0.0%")]
    public async Task Percent_MoreDecimalsThanShown_AreCut(long part, long whole, int decimals, string value, string format)
    {
        using var book = await Book.WriteRowAsync(1, sheet => sheet.Percent((decimal)part / whole, decimals));

        Assert.Equal((value, format), Number(book, "A1"));
    }

    [Fact]
    public async Task Date_Days_AreExcelSerials()
    {
        using var book = await Book.WriteRowAsync(4, sheet =>
        {
            sheet.Date(new DateOnly(2026, 11, 21));
            sheet.Date(new DateOnly(1900, 3, 1));
            sheet.Date(new DateOnly(1900, 2, 28));
            sheet.Date(new DateOnly(1898, 9, 1));
        });

        Assert.Equal(("46347", "dd\\.mm\\.yyyy"), Number(book, "A1"));
        Assert.Equal(("61", "dd\\.mm\\.yyyy"), Number(book, "B1"));
        Assert.Equal("28.02.1900", book.Text("C1"));
        Assert.Equal("01.09.1898", book.Text("D1"));
    }

    [Fact]
    public async Task DateTime_Moment_IsSerialWithTime()
    {
        var moment = new DateTime(2026, 11, 21, 18, 45, 30, DateTimeKind.Unspecified);
        using var book = await Book.WriteRowAsync(2, sheet =>
        {
            sheet.DateTime(moment);
            sheet.DateTime(new DateTime(1812, 9, 7, 6, 0, 0, DateTimeKind.Unspecified));
        });

        var (value, format) = Number(book, "A1");
        Assert.Equal(moment, DateTime.FromOADate(double.Parse(value, CultureInfo.InvariantCulture)));
        Assert.Equal("dd\\.mm\\.yyyy\\ hh:mm", format);
        Assert.Equal("07.09.1812 06:00", book.Text("B1"));
    }

    [Fact]
    public async Task Cells_Nulls_LeaveTheirPlacesEmpty()
    {
        using var book = await Book.WriteRowAsync(10, sheet =>
        {
            sheet.Text((string?)null);
            sheet.Text("");
            sheet.Number((long?)null);
            sheet.Number((decimal?)null);
            sheet.Number((double?)null);
            sheet.Percent(null);
            sheet.Date(null);
            sheet.DateTime(null);
            sheet.YesNo(null);
            sheet.YesNo(true);
        });

        var cell = Assert.Single(book.Worksheet().Descendants<Cell>());
        Assert.Equal("J1", cell.CellReference!.Value);
        Assert.Equal("да", Book.Text(cell));
    }

    [Fact]
    public async Task YesNo_False_IsНет()
    {
        using var book = await Book.WriteRowAsync(1, sheet => sheet.YesNo(false));

        Assert.Equal("нет", book.Text("A1"));
    }

    [Fact]
    public async Task Cell_MoreThanColumns_Throws()
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => Book.WriteRowAsync(1, sheet =>
        {
            sheet.Number(1);
            sheet.Number(2);
        }));

        Assert.Contains("has 1 columns", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cell_BeforeFirstRow_Throws() => await Assert.ThrowsAsync<InvalidOperationException>(() => Book.WriteAsync(async book =>
    {
        var sheet = await book.AddSheetAsync(new XlsxTable("Лист", Book.Columns(1)));
        sheet.Number(1);
    }));

    private static (string Value, string Format) Number(Book book, string reference)
    {
        var cell = book.Cell(reference);
        Assert.Null(cell.DataType);
        return (cell.CellValue!.Text, book.NumberFormat(reference));
    }
}
