using static System.FormattableString;

namespace Eseur.Admin.Shared.Excel;

/// <summary>What stands before and after the rows of a worksheet.</summary>
internal static class SheetFrame
{
    public const double TitleHeight = 21;
    private const double LineHeight = 15;

    public static void Open(XmlBuffer xml, XlsxTable table, bool first)
    {
        xml.Markup("""
            <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
            <worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>
            """);
        xml.Markup($"<sheetViews><sheetView{(first ? " tabSelected=\"1\"" : "")} workbookViewId=\"0\">{Pane(table)}</sheetView></sheetViews>");
        xml.Markup("<sheetFormatPr defaultRowHeight=\"15\"/><cols>");
        for (var column = 1; column <= table.Columns.Count; column++)
            xml.Markup(Invariant($"<col min=\"{column}\" max=\"{column}\" width=\"{table.Columns[column - 1].Width}\" customWidth=\"1\"/>"));
        xml.Markup("</cols><sheetData>");
    }

    public static void Close(XmlBuffer xml, XlsxTable table, int lastRow)
    {
        xml.Markup("</sheetData>");
        if (table.HasHeader) xml.Markup($"<autoFilter ref=\"{Range(table, table.HeaderRow, lastRow)}\"/>");
        var merged = table.GroupSpans().Where(span => span.Group.Length > 0 && span.Last > span.First)
            .Select(span => $"<mergeCell ref=\"{Letters(span.First)}{table.HeaderRow - 1}:{Letters(span.Last)}{table.HeaderRow - 1}\"/>").ToList();
        if (merged.Count > 0) xml.Markup($"<mergeCells count=\"{merged.Count}\">{string.Concat(merged)}</mergeCells>");
        xml.Markup(Heat(table, lastRow));
        xml.Markup("<pageMargins left=\"0.4\" right=\"0.4\" top=\"0.5\" bottom=\"0.6\" header=\"0.3\" footer=\"0.3\"/>");
        xml.Markup("<pageSetup paperSize=\"9\" orientation=\"landscape\" fitToHeight=\"0\"/>");
        xml.Markup("<headerFooter><oddFooter>&amp;L&amp;A&amp;R&amp;P из &amp;N</oddFooter></headerFooter>");
        // ИНН and ticket numbers are text on purpose: no green corner in each of their cells.
        if (lastRow > 0) xml.Markup($"<ignoredErrors><ignoredError sqref=\"{Range(table, 1, lastRow)}\" numberStoredAsText=\"1\"/></ignoredErrors>");
        xml.Markup("</worksheet>");
    }

    public static string Range(XlsxTable table, int firstRow, int lastRow, string fix = "") =>
        $"{fix}A{fix}{firstRow}:{fix}{Letters(table.Columns.Count)}{fix}{lastRow}";

    /// <summary>1 is A, 27 is AA.</summary>
    public static string Letters(int column) =>
        column <= 26 ? ((char)('A' + column - 1)).ToString() : Letters((column - 1) / 26) + Letters((column - 1) % 26 + 1);

    public static double HeadingHeight(XlsxTable table) => Height(table.Columns.Select(column => (column.Heading, column.Width)));

    public static double GroupHeight(XlsxTable table) => Height(table.GroupSpans().Select(span =>
        (span.Group, table.Columns.Take((span.First - 1)..span.Last).Sum(column => column.Width))));

    private static string Pane(XlsxTable table)
    {
        var rows = table.HasHeader ? table.HeaderRow : 0;
        var columns = table.FrozenColumns;
        if (rows == 0 && columns == 0) return "";
        var pane = rows == 0 ? "topRight" : columns == 0 ? "bottomLeft" : "bottomRight";
        var split = (columns > 0 ? $" xSplit=\"{columns}\"" : "") + (rows > 0 ? $" ySplit=\"{rows}\"" : "");
        var cell = $"{Letters(columns + 1)}{rows + 1}";
        return $"<pane{split} topLeftCell=\"{cell}\" activePane=\"{pane}\" state=\"frozen\"/><selection pane=\"{pane}\" activeCell=\"{cell}\" sqref=\"{cell}\"/>";
    }

    private static string Heat(XlsxTable table, int lastRow)
    {
        var ranges = table.Columns.Index().Where(column => column.Item.Heat).Select(column => Letters(column.Index + 1)).Select(letters => $"{letters}{table.HeaderRow + 1}:{letters}{lastRow}").ToList();
        return ranges.Count == 0 || lastRow <= table.HeaderRow ? "" : $"<conditionalFormatting sqref=\"{string.Join(' ', ranges)}\"><cfRule type=\"colorScale\" priority=\"1\"><colorScale>"
            + "<cfvo type=\"num\" val=\"0\"/><cfvo type=\"num\" val=\"1\"/><color rgb=\"FFFFFFFF\"/><color rgb=\"FFF2A93B\"/></colorScale></cfRule></conditionalFormatting>";
    }

    // Excel fits a row without a height to its text, but not for merged cells; LibreOffice does not when it converts.
    private static double Height(IEnumerable<(string Text, double Width)> headings) =>
        LineHeight * headings.Max(heading => Lines(heading.Text, heading.Width * 0.9 - 2));

    private static int Lines(string text, double width)
    {
        var (lines, used) = (1, 0);
        foreach (var word in text.Split(' '))
        {
            var fits = used + word.Length <= width;
            if (!fits && used > 0) lines++;
            used = (fits ? used : 0) + word.Length + 1;
        }
        return lines;
    }
}
