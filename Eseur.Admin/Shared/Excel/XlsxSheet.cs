using System.Globalization;
using System.Text;
using static System.FormattableString;

namespace Eseur.Admin.Shared.Excel;

/// <summary>
/// A sheet being written: <see cref="RowAsync"/> begins a row, each cell method fills the next cell of it.
/// A null leaves its cell empty. Past Excel's last row the sheet goes on in a new one with the same header.
/// </summary>
public sealed class XlsxSheet
{
    // A part of 4 GB would need ZIP64 records after its data, which Excel takes for damage.
    private const long LongestPart = 4_000_000_000;
    private const long LargestExact = 999_999_999_999_999;
    private const int LongestText = 32_767;
    private static readonly DateTime Epoch = new(1899, 12, 30, 0, 0, 0, DateTimeKind.Unspecified);
    private static readonly DateTime FirstReliableDay = new(1900, 3, 1, 0, 0, 0, DateTimeKind.Unspecified);

    private readonly XlsxWriter _book;
    private readonly XlsxTable _table;
    private readonly PartWriter _part;
    private readonly byte[][] _cellStarts;
    private readonly byte[] _rowDigits = new byte[8];
    private int _rowDigitCount;
    private int _row;
    private int _column;
    private string _name = "";
    private bool _closed;

    internal XlsxSheet(XlsxWriter book, XlsxTable table, PartWriter part)
    {
        (_book, _table, _part) = (book, table, part);
        _cellStarts = [.. Enumerable.Range(1, table.Columns.Count).Select(column => Encoding.ASCII.GetBytes($"<c r=\"{SheetFrame.Letters(column)}"))];
        _column = -1;
    }

    /// <summary>Begins the next row. Awaiting it is what keeps memory flat: it waits when the reader of the file is slow.</summary>
    public ValueTask RowAsync()
    {
        ObjectDisposedException.ThrowIf(_closed, this);
        if (_part.ShouldFlush || _row >= _book.RowsPerSheet) return TurnAsync();
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
        // What this cannot do: survive "save as CSV" in Excel, which drops the mark. A CSV is not something we write.
        OpenCell(value.Length > 0 && !char.IsLetter(value[0]) ? (int)style + StyleSheet.Quoted : (int)style);
        var cut = value.Length > LongestText;
        if (cut) value = value[..(LongestText - 1)];
        var xml = _part.Xml;
        xml.Raw(value.Length > 0 && (char.IsWhiteSpace(value[0]) || char.IsWhiteSpace(value[^1]))
            ? " t=\"inlineStr\"><is><t xml:space=\"preserve\">"u8
            : " t=\"inlineStr\"><is><t>"u8);
        xml.Text(value);
        xml.Raw(cut ? "…</t></is></c>"u8 : "</t></is></c>"u8);
    }

    public void YesNo(bool? value) => Text(value switch { true => "да", false => "нет", null => null });

    /// <summary>A count. More than 15 digits are written as text: Excel would turn the rest into zeros.</summary>
    public void Number(long? value, XlsxStyle style = XlsxStyle.Whole)
    {
        if (value is > LargestExact or < -LargestExact) Text(Invariant($"{value}"));
        else if (value is { } number) Value(number, style);
        else Blank();
    }

    public void Number(decimal? value, XlsxStyle style = XlsxStyle.Fraction)
    {
        if (value is { } number) Value(number, style);
        else Blank();
    }

    /// <summary>Infinity and "not a number" show as Excel's own error in the cell.</summary>
    public void Number(double? value, XlsxStyle style = XlsxStyle.Fraction)
    {
        if (value is not { } number) Blank();
        else if (double.IsFinite(number)) Value(number, style);
        else
        {
            OpenCell((int)style);
            _part.Xml.Raw(" t=\"e\"><v>#NUM!</v></c>"u8);
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

    /// <param name="value">As the reader's clock shows it (Moscow time): a cell has no time zone.</param>
    public void DateTime(DateTime? value)
    {
        if (value is not { } time) Blank();
        else if (time < FirstReliableDay) Text(Invariant($"{time:dd.MM.yyyy HH:mm}"));
        else Value((time - Epoch).TotalDays, XlsxStyle.DateTime);
    }

    internal async Task OpenAsync()
    {
        _name = _book.NextName(_table.Name);
        await _part.OpenAsync($"xl/worksheets/sheet{_book.SheetCount + 1}.xml");
        SheetFrame.Open(_part.Xml, _table, first: _book.SheetCount == 0);
        _row = 0;
        _column = -1;
        if (_table.Title.Length > 0) Line([_table.Title], XlsxStyle.Title, SheetFrame.TitleHeight);
        foreach (var note in _table.Notes) Line([note], XlsxStyle.Note);
        if (_table.HasGroups) Line(_table.Columns.Select(column => column.Group), XlsxStyle.Header, SheetFrame.GroupHeight(_table));
        if (_table.HasHeader) Line(_table.Columns.Select(column => column.Heading), XlsxStyle.Header, SheetFrame.HeadingHeight(_table));
    }

    internal async Task CloseAsync(bool forGood = true)
    {
        EndRow();
        SheetFrame.Close(_part.Xml, _table, _row);
        await _part.CloseAsync();
        _book.Written(_name, _table, _row);
        _closed = forGood;
    }

    private async ValueTask TurnAsync()
    {
        if (_row >= _book.RowsPerSheet || _part.Length >= LongestPart)
        {
            await CloseAsync(forGood: false);
            await OpenAsync();
        }
        else
        {
            await _part.FlushAsync();
        }
        BeginRow();
    }

    private void BeginRow(double? height = null)
    {
        EndRow();
        _row++;
        _column = 0;
        _row.TryFormat(_rowDigits, out _rowDigitCount, provider: CultureInfo.InvariantCulture);
        var xml = _part.Xml;
        xml.Raw("<row r=\""u8);
        xml.Raw(_rowDigits.AsSpan(0, _rowDigitCount));
        xml.Raw("\""u8);
        if (height is { } points) xml.Markup(Invariant($" ht=\"{points}\" customHeight=\"1\""));
        xml.Raw(">"u8);
    }

    private void EndRow()
    {
        if (_column >= 0) _part.Xml.Raw("</row>"u8);
        _column = -1;
    }

    private void Line(IEnumerable<string> texts, XlsxStyle style, double? height = null)
    {
        BeginRow(height);
        foreach (var text in texts) Text(text.AsSpan(), style);
    }

    private void Value<T>(T number, XlsxStyle style) where T : IUtf8SpanFormattable
    {
        OpenCell((int)style);
        var xml = _part.Xml;
        xml.Raw("><v>"u8);
        xml.Raw(number);
        xml.Raw("</v></c>"u8);
    }

    private void OpenCell(int style)
    {
        var start = _cellStarts[NextColumn()];
        var xml = _part.Xml;
        xml.Raw(start);
        xml.Raw(_rowDigits.AsSpan(0, _rowDigitCount));
        xml.Raw("\" s=\""u8);
        xml.Raw(style);
        xml.Raw("\""u8);
    }

    private int NextColumn()
    {
        if (_column < 0) throw new InvalidOperationException($"A cell comes after {nameof(RowAsync)}.");
        if (_column == _cellStarts.Length) throw new InvalidOperationException($"Sheet '{_name}' has {_cellStarts.Length} columns, row {_row} has more cells.");
        return _column++;
    }
}
