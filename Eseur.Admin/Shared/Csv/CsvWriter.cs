using System.Buffers;

namespace Eseur.Admin.Shared.Csv;

/// <summary>
/// Writes a CSV as Russian Excel opens it by a double click: UTF-8 with its mark, semicolons, decimal comma, RFC 4180 quotes and
/// line ends. A file without <see cref="CompleteAsync"/> may end anywhere: whoever writes one throws it away.
/// </summary>
public sealed class CsvWriter : IRowWriter, IDisposable
{
    public const string ContentType = "text/csv";

    private const int Enough = 64 * 1024;

    // Comma and tab part cells in other programs' guesses: a quoted cell stays one everywhere.
    private static readonly SearchValues<char> Parting = SearchValues.Create("\";,\t\r\n");

    private readonly CsvBuffer buffer = new();
    private readonly Stream output;
    private readonly CancellationToken cancel;
    private readonly int columns;
    private int column;

    /// <param name="output">Stays open.</param>
    /// <param name="cancel">Stops the writing at the next row.</param>
    public CsvWriter(Stream output, IReadOnlyList<string> headings, CancellationToken cancel = default)
    {
        (this.output, this.cancel, columns) = (output, cancel, headings.Count);
        buffer.Raw("\uFEFF"u8);
        foreach (var heading in headings) Text(heading);
    }

    public ValueTask RowAsync()
    {
        EndRow();
        return buffer.Count < Enough ? ValueTask.CompletedTask : SendAsync();
    }

    public async Task CompleteAsync()
    {
        EndRow();
        await SendAsync();
    }

    public void Blank()
    {
        Next();
        // A line without a single character is no row for many readers.
        if (columns == 1) buffer.Raw("\"\""u8);
    }

    public void Text(string? value)
    {
        if (string.IsNullOrEmpty(value)) Blank();
        else Text(value.AsSpan());
    }

    public void Text(ReadOnlySpan<char> value)
    {
        Next();
        var guard = CsvGuard.Needs(value);
        if (!value.ContainsAny(Parting))
        {
            if (guard) buffer.Raw("'"u8);
            buffer.Text(value);
            return;
        }
        buffer.Raw(guard ? "\"'"u8 : "\""u8);
        for (int quote; (quote = value.IndexOf('"')) >= 0; value = value[(quote + 1)..])
        {
            buffer.Text(value[..quote]);
            buffer.Raw("\"\""u8);
        }
        buffer.Text(value);
        buffer.Raw("\""u8);
    }

    /// <summary>8 in place of +7, with a space behind: no formula, no number of eleven digits, and no apostrophe before every phone.</summary>
    public void Phone(string? value)
    {
        if (value is not ['+', '7', var next, ..] || !(char.IsAsciiDigit(next) || next == ' ') || value.AsSpan().ContainsAny(Parting))
        {
            Text(value);
            return;
        }
        Next();
        buffer.Raw("8 "u8);
        buffer.Text(value.AsSpan(next == ' ' ? 3 : 2));
    }

    public void YesNo(bool? value) => Text(value switch { true => "да", false => "нет", null => null });

    public void Number(long? value) => Value(value);

    public void Number(decimal? value) => Value(value);

    public void Identifier(long? value) => Value(value);

    public void Date(DateOnly? value) => Value(value, "dd.MM.yyyy");

    public void DateTime(DateTime? value) => Value(value, "dd.MM.yyyy HH:mm");

    public void Dispose() => buffer.Dispose();

    private void Value<T>(T? value, ReadOnlySpan<char> format = default) where T : struct, IUtf8SpanFormattable
    {
        if (value is not { } known)
        {
            Blank();
            return;
        }
        Next();
        buffer.Raw(known, format, Ru.Culture);
    }

    private void Next()
    {
        if (column == columns) throw new InvalidOperationException($"The table has {columns} columns, this row has more cells.");
        if (column++ > 0) buffer.Raw(";"u8);
    }

    private void EndRow()
    {
        while (column < columns) Blank();
        buffer.Raw("\r\n"u8);
        column = 0;
    }

    private async ValueTask SendAsync()
    {
        cancel.ThrowIfCancellationRequested();
        await output.WriteAsync(buffer.Written, cancel);
        buffer.Clear();
    }
}
