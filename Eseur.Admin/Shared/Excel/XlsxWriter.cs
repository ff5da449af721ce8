using System.IO.Compression;
using System.Security;
using static System.FormattableString;

namespace Eseur.Admin.Shared.Excel;

/// <summary>
/// Writes an .xlsx workbook forwards into any stream, one sheet after another, with asynchronous writes only.
/// A workbook disposed without <see cref="CompleteAsync"/> has no directory at its end and does not open:
/// an export that broke half-way never passes for a whole one.
/// </summary>
public sealed class XlsxWriter : IAsyncDisposable
{
    public const string ContentType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    private const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Types = "application/vnd.openxmlformats-officedocument.spreadsheetml";
    private const string Declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

    private readonly SheetNames names = new();
    private readonly List<(string Name, XlsxTable Table, int LastRow)> sheets = [];
    private readonly ZipContainer zip;
    private readonly PartWriter part;
    private readonly CancellationToken cancel;
    private XlsxSheet? open;

    private XlsxWriter(Stream stream, DateTimeOffset created, CompressionLevel level, CancellationToken cancel)
    {
        zip = new ZipContainer(stream, created);
        part = new PartWriter(zip, level, cancel);
        this.cancel = cancel;
    }

    internal int RowsPerSheet { get; set; } = 1_048_576;

    internal int SheetCount => sheets.Count;

    /// <param name="stream">Stays open.</param>
    /// <param name="created">Shown as the document's date.</param>
    /// <param name="cancel">Stops the writing at the next row.</param>
    public static async Task<XlsxWriter> StartAsync(
        Stream stream, string title, DateTimeOffset created, CompressionLevel level = CompressionLevel.Fastest, CancellationToken cancel = default)
    {
        var book = new XlsxWriter(stream, created, level, cancel);
        await book.PartAsync("_rels/.rels", $"""
            <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="{Relations}/officeDocument" Target="xl/workbook.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>
            """);
        await book.PropertiesAsync(title, created);
        await book.PartAsync("xl/styles.xml", StyleSheet.Xml, declare: false);
        return book;
    }

    /// <summary>Finishes the sheet before it and starts the next.</summary>
    public async Task<XlsxSheet> AddSheetAsync(XlsxTable table)
    {
        if (table.Columns.Count == 0) throw new ArgumentException($"Sheet '{table.Name}' has no columns.");
        await CloseSheetAsync();
        open = new XlsxSheet(this, table, part);
        await open.OpenAsync();
        return open;
    }

    /// <summary>Writes the list of sheets and the directory: from here on the file is whole.</summary>
    public async Task CompleteAsync()
    {
        await CloseSheetAsync();
        if (sheets.Count == 0) throw new InvalidOperationException("A workbook has at least one sheet.");
        var numbers = Enumerable.Range(1, sheets.Count).ToList();
        await PartAsync("xl/workbook.xml", $"""
            <workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="{Relations}"><bookViews><workbookView/></bookViews><sheets>{string.Concat(numbers.Select(number => $"<sheet name=\"{SecurityElement.Escape(sheets[number - 1].Name)}\" sheetId=\"{number}\" r:id=\"rId{number}\"/>"))}</sheets>{DefinedNames()}</workbook>
            """);
        await PartAsync("xl/_rels/workbook.xml.rels", $"""
            <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{string.Concat(numbers.Select(number => $"<Relationship Id=\"rId{number}\" Type=\"{Relations}/worksheet\" Target=\"worksheets/sheet{number}.xml\"/>"))}<Relationship Id="rId{sheets.Count + 1}" Type="{Relations}/styles" Target="styles.xml"/></Relationships>
            """);
        await PartAsync("[Content_Types].xml", $"""
            <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="{Types}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="{Types}.styles+xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>{string.Concat(numbers.Select(number => $"<Override PartName=\"/xl/worksheets/sheet{number}.xml\" ContentType=\"{Types}.worksheet+xml\"/>"))}</Types>
            """);
        await zip.CompleteAsync(cancel);
    }

    public ValueTask DisposeAsync() => part.DisposeAsync();

    internal string NextName(string wanted) => names.Next(wanted);

    internal void Written(string name, XlsxTable table, int lastRow) => sheets.Add((name, table, lastRow));

    // Excel keeps a filter's range and the rows repeated on each printed page as names of the workbook.
    private string DefinedNames()
    {
        var defined = sheets.Index().Where(sheet => sheet.Item.Table.HasHeader).SelectMany(sheet =>
        {
            var (name, table, lastRow) = sheet.Item;
            var at = SecurityElement.Escape($"'{name.Replace("'", "''")}'!");
            var first = table.HasGroups ? table.HeaderRow - 1 : table.HeaderRow;
            return (string[])
            [
                $"<definedName name=\"_xlnm._FilterDatabase\" localSheetId=\"{sheet.Index}\" hidden=\"1\">{at}{SheetFrame.Range(table, table.HeaderRow, lastRow, "$")}</definedName>",
                $"<definedName name=\"_xlnm.Print_Titles\" localSheetId=\"{sheet.Index}\">{at}${first}:${table.HeaderRow}</definedName>",
            ];
        }).ToList();
        return defined.Count == 0 ? "" : $"<definedNames>{string.Concat(defined)}</definedNames>";
    }

    private async Task CloseSheetAsync()
    {
        if (open is { } sheet) await sheet.CloseAsync();
        open = null;
    }

    private async Task PropertiesAsync(string title, DateTimeOffset created)
    {
        await part.OpenAsync("docProps/core.xml");
        part.Xml.Markup(Declaration + """
            <cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>
            """);
        part.Xml.Text(title);
        part.Xml.Markup(Invariant($"</dc:title><dcterms:created xsi:type=\"dcterms:W3CDTF\">{created.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}</dcterms:created></cp:coreProperties>"));
        await part.CloseAsync();
    }

    private async Task PartAsync(string name, string xml, bool declare = true)
    {
        await part.OpenAsync(name);
        part.Xml.Markup((declare ? Declaration : "") + xml);
        await part.CloseAsync();
    }
}
