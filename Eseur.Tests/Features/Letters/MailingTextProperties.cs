using System.Net;
using System.Text.RegularExpressions;
using Eseur.Admin.Features.Letters.Writing;
using Eseur.Domain.Letters;
using FsCheck;
using FsCheck.Fluent;

namespace Eseur.Tests.Features.Letters;

/// <summary>What nobody thought of: any text, and values that try to be more than words.</summary>
public sealed class MailingTextProperties
{
    private static readonly string[] Attacks =
    [
        "*Иван* <b>", "<script>alert(1)</script>", "\" onmouseover=\"x", "' x='", "[a](https://evil.example)", "![](https://evil.example/a.png)", "# Заголовок", "- пункт", "> цитата",
        "{{имя}}", "{{пробелы}}", "&lt;b&gt;", "a | b", "```", "\r\nBcc: x@evil.example", "\n\n- пункт", "\u2028<i>", "</p></div>", "<!--", "-->", "\u202eтекст", "slot-", "%%", "Анна", "ООО «Ромашка» & Ко", "\ud800",
    ];

    private static readonly string[] Bits =
    [
        "{{имя}}", "{{организация}}", "{{пробелы}}", "{{ссылка}}", "{{ссылка:dues}}", "{{поле:dues}}", "{{нет}}", "{{", "}}", "{", "}", "[", "](", ")", "![", "**", "*", "_", "`", "```\n", "\n", "\n\n", "# ", "- ", "1. ", "> ", "| a | b |\n| --- | --- |\n| c | ",
        " | ", "<b>", "<https://example.org>", "https://example.org ", "mailto:a@b.ru", "javascript:x", "[x]: https://example.org\n", "[x]", "&amp;", "\\", "слова ", "\t", "  ", "    ", "\r\n", "\0", "\ue000", "\ud83d\ude00", "***\n", "===\n", "---\n", "~~~\n", "http://{{имя}}", "[a]({{ссылка}})",
    ];

    private static readonly Gen<string> Bodies = Gen.Elements(Bits).ListOf().Select(string.Concat);

    [Fact]
    public void Compile_AnyText_NeverThrowsAndItsHtmlIsOnlyWhatLettersMayHold() => Prop.ForAll(Bodies.ToArbitrary(), body =>
    {
        foreach (var kind in Enum.GetValues<RecipientKind>())
        {
            var letter = MailingText.Compile(body, body, kind).RenderSample();
            Assert.DoesNotMatch(@"[\r\n\u2028\u2029\0]", letter.Subject);
            OnlyAllowed(letter.Html);
        }
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(400));

    [Fact]
    public void Render_AnyValue_StaysWordsInBothPartsAndInTheSubject()
    {
        var text = MailingText.Compile("О {{организация}}", "# {{организация}}\n\nЗдравствуйте, {{имя}}! **{{поле:dues}}** [{{регион}}](https://example.org)\n\n| {{вышестоящая}} | б |\n| --- | --- |\n| в | {{фио}} |\n\n- {{поле:email}}\n\n{{пробелы}}\n\n{{ссылка:dues}}", RecipientKind.Chairperson);
        Assert.Empty(text.Faults);
        var calm = text.Render(f => Value(f, "Анна"));
        Prop.ForAll(Gen.Elements(Attacks).ListOf(3).Select(string.Concat).ToArbitrary(), attack =>
        {
            var value = Value(LetterFields.Find("имя")!, attack).Words;
            var letter = text.Render(f => Value(f, attack));
            // The same tags and lines as with an innocent name: the value added words only.
            Assert.Equal(Tags(calm.Html), Tags(letter.Html));
            Assert.Equal(calm.Text.Count(c => c == '\n'), letter.Text.Count(c => c == '\n'));
            Assert.Equal("О " + value, letter.Subject);
            Assert.DoesNotContain('\n', letter.Subject);
            Assert.DoesNotContain('\r', letter.Text);
            Assert.Contains($"Здравствуйте, {value}!", letter.Text, StringComparison.Ordinal);
            Assert.Contains($"Здравствуйте, {WebUtility.HtmlEncode(value)}!", letter.Html, StringComparison.Ordinal);
            Assert.True(value.Length == 0 || letter.Text.Split(value).Length > 9, "Each of nine values stands in the plain part.");
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));
    }

    private static LetterValue Value(LetterField field, string words) => field.Shape switch
    {
        LetterFieldShape.List => new LetterValue("", Lines: [new(words, "https://example.org/1")]),
        LetterFieldShape.Link => new LetterValue(words, "https://example.org/2"),
        _ => new LetterValue(words),
    };

    private static string[] Tags(string html) => [.. Regex.Matches(html, "<[^>]*>", RegexOptions.None, TimeSpan.FromSeconds(1)).Select(m => m.Value)];

    private static void OnlyAllowed(string html)
    {
        foreach (var tag in Tags(html))
            Assert.Matches("^<(/?(h[1-6]|p|ul|ol|li|strong|em|code|pre|blockquote|a|div|table|thead|tbody|tr|th|td)|(br|hr) /|a href=\"(https?|mailto|tel):[^\"<>]*\"|div class=\"wide\"|ol start=\"\\d+\"|code class=\"language-[^\"<>]*\"|t[hd] style=\"text-align: \\w+;\")>$", tag);
    }
}
