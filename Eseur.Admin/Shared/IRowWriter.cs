namespace Eseur.Admin.Shared;

/// <summary>
/// Rows of a table going out cell by cell: one piece of code fills a sheet of Excel and a CSV.
/// <see cref="RowAsync"/> begins a row, each other method fills the next cell of it; a null leaves its cell empty.
/// </summary>
public interface IRowWriter
{
    /// <summary>Awaiting it is what keeps memory flat: it waits when the reader of the file is slow.</summary>
    ValueTask RowAsync();

    void Blank();

    void Text(string? value);

    /// <summary>A phone as it is kept (+7 and ten digits) or as it is shown.</summary>
    void Phone(string? value);

    void Number(long? value);

    void Number(decimal? value);

    /// <summary>A number that names something and is not counted.</summary>
    void Identifier(long? value);

    void Date(DateOnly? value);

    /// <param name="value">As the reader's clock shows it (Moscow time): a cell has no time zone.</param>
    void DateTime(DateTime? value);

    void YesNo(bool? value);
}
