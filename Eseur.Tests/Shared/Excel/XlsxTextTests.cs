using System.Text;
using System.Xml;
using DocumentFormat.OpenXml.Spreadsheet;
using Eseur.Admin.Shared.Excel;
using FsCheck;
using FsCheck.Fluent;

namespace Eseur.Tests.Shared.Excel;

public class XlsxTextTests
{
    [Theory]
    [InlineData("=1+1")]
    [InlineData("+7 (845) 222-33-44")]
    [InlineData("-5 °C")]
    [InlineData("@SUM(1)")]
    [InlineData("\t=1")]
    [InlineData("\r=1")]
    [InlineData("\n=1")]
    [InlineData(" =1")]
    [InlineData("＝1+1")]
    [InlineData("0105012345")]
    public async Task Text_LikeFormula_StaysTextAndIsQuoted(string text)
    {
        using var book = await Book.WriteRowAsync(1, sheet => sheet.Text(text));

        Assert.Equal(text, book.Text("A1"));
        Assert.True(book.Format("A1").QuotePrefix?.Value);
        Assert.Null(book.Cell("A1").CellFormula);
    }

    [Fact]
    public async Task Text_FormulaBehindDroppedCharacter_IsQuoted()
    {
        using var book = await Book.WriteRowAsync(1, sheet => sheet.Text("\0\uD800=1+1"));

        Assert.Equal("=1+1", book.Text("A1"));
        Assert.True(book.Format("A1").QuotePrefix?.Value);
    }

    [Theory]
    [InlineData("_x0041_", "_x0041_")]
    [InlineData("_x00\u000141_", "_x0041_")]
    [InlineData("_\uFFFEx0041\uFFFF_", "_x0041_")]
    public async Task Text_LikeExcelCode_IsNotDecoded(string text, string shown)
    {
        using var book = await Book.WriteRowAsync(1, sheet => sheet.Text(text));

        Assert.Equal(shown, book.Text("A1"));
    }

    [Fact]
    public async Task Text_BeginningWithLetter_IsNotQuoted()
    {
        using var book = await Book.WriteRowAsync(1, sheet => sheet.Text("Школа = сад"));

        Assert.Null(book.Format("A1").QuotePrefix);
    }

    [Fact]
    public async Task Text_QuotedTwins_LookLikeTheirStyles()
    {
        using var book = await Book.WriteRowAsync(1, sheet => sheet.Number(1));
        var formats = book.Styles.CellFormats!.Elements<CellFormat>().ToList();
        var styles = Enum.GetValues<XlsxStyle>().Length;

        Assert.Equal(styles * 2, formats.Count);
        for (var style = 0; style < styles; style++)
        {
            var twin = (CellFormat)formats[style + styles].CloneNode(deep: true);
            Assert.True(twin.QuotePrefix?.Value);
            twin.QuotePrefix = null;
            Assert.Equal(formats[style].OuterXml, twin.OuterXml);
        }
    }

    [Fact]
    public async Task Text_SpaceAtAnEnd_IsPreserved()
    {
        using var book = await Book.WriteRowAsync(2, sheet =>
        {
            sheet.Text("два ");
            sheet.Text("слова два");
        });

        Assert.Equal("preserve", book.Cell("A1").InlineString!.Text!.Space!.InnerText);
        Assert.Null(book.Cell("B1").InlineString!.Text!.Space);
    }

    [Fact]
    public async Task Text_LongerThanCell_IsCutVisibly()
    {
        using var book = await Book.WriteRowAsync(2, sheet =>
        {
            sheet.Text(new string('я', 32_767));
            sheet.Text(new string('&', 40_000));
        });

        Assert.Equal(new string('я', 32_767), book.Text("A1"));
        Assert.Equal(new string('&', 32_766) + "…", book.Text("B1"));
    }

    [Fact]
    public async Task Text_CutInsideSurrogatePair_DropsItsHalf()
    {
        using var book = await Book.WriteRowAsync(1, sheet => sheet.Text("я" + string.Concat(Enumerable.Repeat("🎓", 20_000))));

        Assert.Equal("я" + string.Concat(Enumerable.Repeat("🎓", 16_382)) + "…", book.Text("A1"));
    }

    [Fact]
    public void Text_AnyStrings_ComeBackWithoutIllegalCharacters() => Prop.ForAll(Texts(), texts =>
    {
        // On the pool: a wait here would hold one of the few threads that run the other tests.
        using var book = Task.Run(() => Book.WriteRowAsync(texts.Length + 1, sheet =>
        {
            foreach (var text in texts) sheet.Text(text);
            sheet.Text("end");
        })).GetAwaiter().GetResult();
        var read = book.Worksheet().Descendants<Cell>().ToDictionary(cell => cell.CellReference!.Value!, Book.Text);

        Assert.Equal("end", read[Reference(texts.Length)]);
        Assert.All(texts.Index(), text => Assert.Equal(Legal(text.Item), read.GetValueOrDefault(Reference(text.Index), "")));
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    private static string Reference(int column) => $"{(char)('A' + column)}1";

    private static Arbitrary<string[]> Texts()
    {
        string[] awkward =
        [
            "_", "x", "_x0041_", "_x005F_", "_x00", "4", "&", "&amp;", "<", ">", "]]>", "\"", "'", "=", "\t", "\n", "\r", "\r\n", " ",
            "\0", "\u0001", "\u001F", "\u007F", "\u0085", "\u00A0", "\u2028", "\uD83C", "\uDF93", "🎓", "\uFEFF", "\uFFFD", "\uFFFE", "\uFFFF", "Ёж", "школа",
        ];
        var piece = Gen.OneOf(Gen.Elements(awkward), ArbMap.Default.GeneratorFor<char>().Select(character => character.ToString()));
        var text = piece.ArrayOf().Select(string.Concat);
        return Arb.From(text.ArrayOf(8), texts => ArbMap.Default.ArbFor<string[]>().Shrinker(texts).Where(fewer => fewer.All(item => item is not null)));
    }

    private static string Legal(string text)
    {
        var legal = new StringBuilder();
        for (var at = 0; at < text.Length; at++)
        {
            if (XmlConvert.IsXmlChar(text[at]))
                legal.Append(text[at]);
            else if (at + 1 < text.Length && XmlConvert.IsXmlSurrogatePair(text[at + 1], text[at]))
                legal.Append(text[at]).Append(text[++at]);
        }
        return legal.ToString();
    }
}
