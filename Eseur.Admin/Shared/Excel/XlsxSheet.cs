using System.Globalization;
using System.Text;
using static System.FormattableString;

namespace Eseur.Admin.Shared.Excel;

/// <summary>A sheet being written. Past Excel's last row it goes on in a new one with the same header.</summary>
public sealed class XlsxSheet : IRowWriter
{
    // A part of 4 GB would need ZIP64 records after its data, which Excel takes for damage.
    private const long LongestPart = 4_000_000_000;
    private const long LargestExact = 999_999_999_999_999;
    private const int LongestText = 32_767;
    private static readonly DateTime Epoch = new(1899, 12, 30, 0, 0, 0, DateTimeKind.Unspecified);
    private static readonly DateTime FirstReliableDay = new(1900, 3, 1, 0, 0, 0, DateTimeKind.Unspecified);

    private readonly XlsxWriter book;
    private readonly XlsxTable table;
    private readonly PartWriter part;
    private readonly byte[][] cellStarts;
    private readonly byte[] rowDigits = new byte[8];
    private int rowDigitCount;
    private int row;
    private int column;
    private string name = "";
    private bool closed;

    internal XlsxSheet(XlsxWriter book, XlsxTable table, PartWriter part)
    {
        (this.book, this.table, this.part) = (book, table, part);
        cellStarts = [.. Enumerable.Range(1, table.Columns.Count).Select(column => Encoding.ASCII.GetBytes($"<c r=\"{SheetFrame.Letters(column)}"))];
        column = -1;
    }

    public ValueTask RowAsync()
    {
        ObjectDisposedException.ThrowIf(closed, this);
        if (part.ShouldFlush || row >= book.RowsPerSheet) return TurnAsync();
        BeginRow();
        return ValueTask.CompletedTask;
    }

    public void Blank() => NextColumn();

    public void Text(string? value, XlsxStyle style = XlsxStyle.Text)
    {
        if (string.IsNullOrEmpty(value)) Blank();
        else Text(value.AsSpan(), style);
    }

    public void Text(ReadOnlySpan<char> value, XlsxStyle style = XlsxStyle.Text)
    {
        // Formula injection (OWASP ASVS 1.2.10): an inline string is never computed, but on editing its cell Excel reads
        // "=1+1" anew. quotePrefix is Excel's own leading apostrophe: the cell stays text, and +7… or -5 °C stays as
        // it was typed, for people and for programs that read the file. All that does not begin with a letter is
        // marked, so no list of dangerous characters can be incomplete, and ИНН keep their leading zeros.
        // What this cannot do: survive "save as CSV" in Excel, which drops the mark. Our own CSV has CsvGuard.
        OpenCell(value.Length > 0 && !char.IsLetter(value[0]) ? (int)style + StyleSheet.Quoted : (int)style);
        var cut = value.Length > LongestText;
        if (cut) value = value[..(LongestText - 1)];
        var xml = part.Xml;
        xml.Raw(value.Length > 0 && (char.IsWhiteSpace(value[0]) || char.IsWhiteSpace(value[^1]))
            ? " t=\"inlineStr\"><is><t xml:space=\"preserve\">"u8
            : " t=\"inlineStr\"><is><t>"u8);
        xml.Text(value);
        xml.Raw(cut ? "…</t></is></c>"u8 : "</t></is></c>"u8);
    }

    void IRowWriter.Text(string? value) => Text(value);

    public void Phone(string? value) => Text(value);

    public void YesNo(bool? value) => Text(value switch { true => "да", false => "нет", null => null });

    /// <summary>A count. More than 15 digits are written as text: Excel would turn the rest into zeros.</summary>
    public void Number(long? value, XlsxStyle style = XlsxStyle.Whole)
    {
        if (value is > LargestExact or < -LargestExact) Text(Invariant($"{value}"));
        else if (value is { } number) Value(number, style);
        else Blank();
    }

    void IRowWriter.Number(long? value) => Number(value);

    public void Identifier(long? value) => Number(value, XlsxStyle.Identifier);

    public void Number(decimal? value, XlsxStyle style = XlsxStyle.Fraction)
    {
        if (value is { } number) Value(number, style);
        else Blank();
    }

    void IRowWriter.Number(decimal? value) => Number(value);

    /// <summary>Infinity and "not a number" show as Excel's own error in the cell.</summary>
    public void Number(double? value, XlsxStyle style = XlsxStyle.Fraction)
    {
        if (value is not { } number) Blank();
        else if (double.IsFinite(number)) Value(number, style);
        else
        {
            OpenCell((int)style);
            part.Xml.Raw(" t=\"e\"><v>#NUM!</v></c>"u8);
        }
    }

    /// <summary>A share where 1 is 100 %, cut (not rounded) to the decimals shown, as everywhere in the product.</summary>
    /// <param name="decimals">1 or 2.</param>
    public void Percent(decimal? share, int decimals = 1)
    {
        var (scale, style) = decimals == 1 ? (1_000m, XlsxStyle.Percent1) : (10_000m, XlsxStyle.Percent2);
        Number(share is { } value ? decimal.Truncate(value * scale) / scale : null, style);
    }

    /// <summary>Days before March 1900 are written as text: Excel's calendar has none of them right.</summary>
    public void Date(DateOnly? value)
    {
        if (value is not { } day) Blank();
        else if (day < DateOnly.FromDateTime(FirstReliableDay)) Text(Invariant($"{day:dd.MM.yyyy}"));
        else Value(day.DayNumber - DateOnly.FromDateTime(Epoch).DayNumber, XlsxStyle.Date);
    }

    public void DateTime(DateTime? value)
    {
        if (value is not { } time) Blank();
        else if (time < FirstReliableDay) Text(Invariant($"{time:dd.MM.yyyy HH:mm}"));
        else Value((time - Epoch).TotalDays, XlsxStyle.DateTime);
    }

    internal async Task OpenAsync()
    {
        name = book.NextName(table.Name);
        await part.OpenAsync($"xl/worksheets/sheet{book.SheetCount + 1}.xml");
        SheetFrame.Open(part.Xml, table, first: book.SheetCount == 0);
        row = 0;
        column = -1;
        if (table.Title.Length > 0) Line([table.Title], XlsxStyle.Title, SheetFrame.TitleHeight);
        foreach (var note in table.Notes) Line([note], XlsxStyle.Note);
        if (table.HasGroups) Line(table.Columns.Select(column => column.Group), XlsxStyle.Header, SheetFrame.GroupHeight(table));
        if (table.HasHeader) Line(table.Columns.Select(column => column.Heading), XlsxStyle.Header, SheetFrame.HeadingHeight(table));
    }

    internal async Task CloseAsync(bool forGood = true)
    {
        EndRow();
        SheetFrame.Close(part.Xml, table, row);
        await part.CloseAsync();
        book.Written(name, table, row);
        closed = forGood;
    }

    private async ValueTask TurnAsync()
    {
        if (row >= book.RowsPerSheet || part.Length >= LongestPart)
        {
            await CloseAsync(forGood: false);
            await OpenAsync();
        }
        else
        {
            await part.FlushAsync();
        }
        BeginRow();
    }

    private void BeginRow(double? height = null)
    {
        EndRow();
        row++;
        column = 0;
        row.TryFormat(rowDigits, out rowDigitCount, provider: CultureInfo.InvariantCulture);
        var xml = part.Xml;
        xml.Raw("<row r=\""u8);
        xml.Raw(rowDigits.AsSpan(0, rowDigitCount));
        xml.Raw("\""u8);
        if (height is { } points) xml.Markup(Invariant($" ht=\"{points}\" customHeight=\"1\""));
        xml.Raw(">"u8);
    }

    private void EndRow()
    {
        if (column >= 0) part.Xml.Raw("</row>"u8);
        column = -1;
    }

    private void Line(IEnumerable<string> texts, XlsxStyle style, double? height = null)
    {
        BeginRow(height);
        foreach (var text in texts) Text(text.AsSpan(), style);
    }

    private void Value<T>(T number, XlsxStyle style) where T : IUtf8SpanFormattable
    {
        OpenCell((int)style);
        var xml = part.Xml;
        xml.Raw("><v>"u8);
        xml.Raw(number);
        xml.Raw("</v></c>"u8);
    }

    private void OpenCell(int style)
    {
        var start = cellStarts[NextColumn()];
        var xml = part.Xml;
        xml.Raw(start);
        xml.Raw(rowDigits.AsSpan(0, rowDigitCount));
        xml.Raw("\" s=\""u8);
        xml.Raw(style);
        xml.Raw("\""u8);
    }

    private int NextColumn()
    {
        if (column < 0) throw new InvalidOperationException($"A cell comes after {nameof(RowAsync)}.");
        if (column == cellStarts.Length) throw new InvalidOperationException($"Sheet '{name}' has {cellStarts.Length} columns, row {row} has more cells.");
        return column++;
    }
}
