namespace Eseur.Admin.Shared.Excel;

/// <summary>The part xl/styles.xml: every <see cref="XlsxStyle"/> twice, the second time marked as quoted text.</summary>
internal static class StyleSheet
{
    private const string Centred = "horizontal=\"center\" vertical=\"top\"";

    private static readonly string[] Looks = [.. Enum.GetValues<XlsxStyle>().Select(Look)];

    /// <summary>What to add to a style's index for text that must stay text when its cell is edited.</summary>
    public static int Quoted => Looks.Length;

    public static string Xml { get; } = $"""
        <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
        <styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">
        <numFmts count="3"><numFmt numFmtId="164" formatCode="0.0%"/><numFmt numFmtId="165" formatCode="dd\.mm\.yyyy"/><numFmt numFmtId="166" formatCode="dd\.mm\.yyyy\ hh:mm"/></numFmts>
        <fonts count="7">{Font("")}{Font("<b/>")}{Font("<b/>", size: 14)}{Font("", colour: "FF5F6368")}{Font("<u/>", colour: "FF0B57D0")}{Font("", colour: "FF8A5300")}{Font("", colour: "FF8A94A6")}</fonts>
        <fills count="4"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>{Fill("FFE1ECF7")}{Fill("FFFFF4DF")}</fills>
        <borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border><border><left/><right/><top/><bottom style="thin"><color rgb="FF8AA4BF"/></bottom><diagonal/></border></borders>
        <cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>
        <cellXfs count="{Looks.Length * 2}">{string.Concat(Looks.Select(look => Cell(look, "")))}{string.Concat(Looks.Select(look => Cell(look, " quotePrefix=\"1\"")))}</cellXfs>
        <cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>
        </styleSheet>
        """;

    private static string Look(XlsxStyle style) => style switch
    {
        XlsxStyle.Text => Attributes(),
        XlsxStyle.Wrapped => Attributes(alignment: "vertical=\"top\" wrapText=\"1\""),
        XlsxStyle.Title => Attributes(font: 2),
        XlsxStyle.Note => Attributes(font: 3),
        XlsxStyle.Header => Attributes(font: 1, fill: 2, border: 1, alignment: "horizontal=\"center\" vertical=\"center\" wrapText=\"1\""),
        XlsxStyle.Link => Attributes(font: 4),
        XlsxStyle.Whole => Attributes(format: 3),
        XlsxStyle.Fraction => Attributes(format: 4),
        XlsxStyle.Percent1 => Attributes(format: 164),
        XlsxStyle.Percent2 => Attributes(format: 10),
        XlsxStyle.Date => Attributes(format: 165),
        XlsxStyle.DateTime => Attributes(format: 166),
        XlsxStyle.Identifier => Attributes(format: 1, font: 3, alignment: "horizontal=\"left\" vertical=\"top\""),
        XlsxStyle.Gap => Attributes(font: 5, fill: 3, alignment: Centred),
        XlsxStyle.Quiet => Attributes(font: 6, alignment: Centred),
        _ => throw new InvalidOperationException($"Style {style} has no look in {nameof(StyleSheet)}."),
    };

    private static string Attributes(int format = 0, int font = 0, int fill = 0, int border = 0, string alignment = "vertical=\"top\"") =>
        $"numFmtId=\"{format}\" fontId=\"{font}\" fillId=\"{fill}\" borderId=\"{border}\" xfId=\"0\" applyNumberFormat=\"1\" applyFont=\"1\" applyFill=\"1\" applyBorder=\"1\" applyAlignment=\"1\"{{0}}><alignment {alignment}/>";

    private static string Cell(string look, string quote) => $"<xf {look.Replace("{0}", quote)}</xf>";

    private static string Fill(string colour) =>
        $"<fill><patternFill patternType=\"solid\"><fgColor rgb=\"{colour}\"/><bgColor indexed=\"64\"/></patternFill></fill>";

    private static string Font(string face, int size = 11, string colour = "FF000000") =>
        $"<font>{face}<sz val=\"{size}\"/><color rgb=\"{colour}\"/><name val=\"Calibri\"/><family val=\"2\"/></font>";
}
