using Eseur.Admin.Features.Letters.Writing;
using Eseur.Domain.Letters;

namespace Eseur.Tests.Features.Letters;

/// <summary>What becomes of a text: both parts, what is dropped, what is told.</summary>
public sealed class MailingTextTests
{
    private const string Passport = "https://reestr.example/organizations/7/passport";

    [Fact]
    public void Text_OfEverythingMarkdownHas_BecomesBothParts()
    {
        var letter = Render("""
            # Отчёт

            Здравствуйте, **{{имя}}**!
            Вторая строка.

            - первое
            - второе:
              1. раз
              2. два

            > Цитата
            > дальше

            | Поле | Срок |
            | --- | --- |
            | Взнос | 1 мая |

            [Открыть паспорт]({{ссылка}}), <https://example.org/a?b=1&c=2> или [почта](mailto:info@example.org)
            """);

        Assert.Equal("""
            Отчёт
            =====

            Здравствуйте, Мария Петровна!
            Вторая строка.

            - первое
            - второе:
              1. раз
              2. два

            > Цитата
            > дальше

            Поле | Срок
            ---
            Взнос | 1 мая

            Открыть паспорт: https://reestr.example/organizations/7/passport, https://example.org/a?b=1&c=2 или почта: info@example.org

            """.ReplaceLineEndings("\n"), letter.Text);
        Assert.Contains("<h1>Отчёт</h1>", letter.Html, StringComparison.Ordinal);
        Assert.Contains("<strong>Мария Петровна</strong>!", letter.Html, StringComparison.Ordinal);
        Assert.Contains("<blockquote>", letter.Html, StringComparison.Ordinal);
        Assert.Contains("<div class=\"wide\">\n<table>", letter.Html, StringComparison.Ordinal);
        Assert.Contains($"<a href=\"{Passport}\">Открыть паспорт</a>", letter.Html, StringComparison.Ordinal);
        Assert.Contains("<a href=\"https://example.org/a?b=1&amp;c=2\">", letter.Html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<b>жирно</b><script>alert(1)</script>", "&lt;b&gt;")]
    [InlineData("[сюда](javascript:alert(1))", "<p>сюда</p>")]
    [InlineData("[сюда](JavaScript&#58;alert(1))", "<p>сюда</p>")]
    [InlineData("<javascript:alert(1)>", "<p>javascript:alert(1)</p>")]
    [InlineData("[сюда](data:text/html,x)", "<p>сюда</p>")]
    [InlineData("[сюда](/organizations/5)", "<p>сюда</p>")]
    [InlineData("[сюда](file:///etc/passwd)", "<p>сюда</p>")]
    [InlineData("[сюда][x]\n\n[x]: vbscript:x", "<p>сюда</p>")]
    [InlineData("![схема](https://example.org/a.png)", "<a href=\"https://example.org/a.png\">схема</a>")]
    [InlineData("![](https://example.org/a.png)", "<a href=\"https://example.org/a.png\">https://example.org/a.png</a>")]
    [InlineData("![точка](data:image/png;base64,AAAA)", "<p>точка</p>")]
    [InlineData("[a](https://example.org/\"onclick=\"x)", "href=\"https://example.org/%22onclick=%22x\"")]
    public void Html_DangerousOrFetched_BecomesWordsOrALink(string body, string holds)
    {
        var html = Render(body).Html;

        Assert.Contains(holds, html, StringComparison.Ordinal);
        Assert.DoesNotMatch("(?i)<(img|script|b>|iframe|style|object)|javascript:[^<]*\"|src=", html);
    }

    [Theory]
    [InlineData("Не хватает:\n{{пробелы}}\nСпасибо", "<p>Не хватает:</p>|<ul>|<li><a href=\"a\">Взнос</a></li>|<li><a href=\"b\">ИНН</a></li>|</ul>|<p>Спасибо</p>|", "Не хватает:|- Взнос: a|- ИНН: b|Спасибо|")]
    [InlineData("Не хватает: {{пробелы}}", "<p>Не хватает: </p>|<ul>|<li><a href=\"a\">Взнос</a></li>|<li><a href=\"b\">ИНН</a></li>|</ul>|", "Не хватает: |- Взнос: a|- ИНН: b|")]
    [InlineData("> {{пробелы}}", "<blockquote>|<ul>|<li><a href=\"a\">Взнос</a></li>|<li><a href=\"b\">ИНН</a></li>|</ul>|</blockquote>|", "> - Взнос: a|> - ИНН: b|")]
    [InlineData("# {{пробелы}}", "<h1><a href=\"a\">Взнос</a>; <a href=\"b\">ИНН</a></h1>|", "Взнос: a; ИНН: b|")]
    public void Gaps_WhereverTheyStand_AreAListOrALine(string body, string html, string text)
    {
        var letter = Compile(body).Render(f => f.Name == "пробелы" ? new LetterValue("", Lines: [new("Взнос", "a"), new("ИНН", "b")]) : f.Sample);

        Assert.Equal(html, letter.Html.Replace('\n', '|'));
        Assert.StartsWith(text, letter.Text.Replace('\n', '|'), StringComparison.Ordinal);
    }

    [Fact]
    public void Gaps_None_SayThatAllIsFilled()
    {
        var letter = Compile("Вот что осталось:\n\n{{пробелы}}").Render(_ => new LetterValue("всё заполнено"));

        Assert.EndsWith("<p>всё заполнено</p>\n", letter.Html, StringComparison.Ordinal);
        Assert.Equal("Вот что осталось:\n\nвсё заполнено\n", letter.Text);
    }

    [Theory]
    [InlineData("{{ Имя }}", "Мария Петровна")]
    [InlineData("`{{имя}}`", "{{имя}}")]
    [InlineData("\\{{имя}}", "{{имя}}")]
    [InlineData("{{поле:dues}}", "1\u00a0%")]
    [InlineData("{{ПОЛЕ: Dues}}", "1\u00a0%")]
    [InlineData("Взнос: {{ссылка:dues}}", $"Взнос: Членский профсоюзный взнос: {Passport}")]
    [InlineData("[{{организация}}](https://example.org)", "ППО школы № 12: https://example.org")]
    [InlineData("[{{ссылка}}](https://example.org)", "паспорт организации: https://example.org")]
    public void Field_AsPeopleWriteIt_IsFilled(string body, string text) => Assert.Equal(text, Render(body).Text.TrimEnd());

    [Theory]
    [InlineData("Здравствуйте!\n{{иммя}}", 2, "Поля {{иммя}} нет. Возможно, нужно {{имя}}?")]
    [InlineData("{{dues}}", 1, "{{поле:dues}}")]
    [InlineData("{{Членский профсоюзный взнос}}", 1, "{{поле:dues}}")]
    [InlineData("{{поле:duse}}", 1, "{{поле:dues}}")]
    [InlineData("{{ссылка:взнос}}", 1, "{{ссылка:dues}}")]
    [InlineData("{{имя}", 1, "не закрыто")]
    [InlineData("{имя}!", 1, "нужны двойные скобки: {{имя}}")]
    [InlineData("{{}}", 1, "нет названия поля")]
    [InlineData("{{поле:birth}}", 1, "есть только в письмах членам Профсоюза; это письмо — председателям")]
    [InlineData("{{поле:head}}", 1, "нет")]
    [InlineData("а\n\n[паспорт](https://example.org/{{поле:own-inn}})", 3, "поле не сработает")]
    [InlineData("[паспорт]({{имя}})", 1, "поле не сработает")]
    [InlineData("  \n ", null, "Напишите текст")]
    public void Problem_InTheText_NamesItsLineAndAWayOut(string body, int? line, string says)
    {
        var problem = Compile(body).Problems[0];

        Assert.Contains(says, problem.Sentence, StringComparison.Ordinal);
        Assert.Equal((TextPart.Body, line, false), (problem.Part, problem.Line, problem.IsRemark));
    }

    [Theory]
    [InlineData("Обычный { текст } и {{имя}}, { a: 1 }", true)]
    [InlineData("[сюда](ftp://example.org)", true)]
    [InlineData("![схема](https://example.org/a.png)", true)]
    [InlineData("{{нет такого}}", false)]
    public void Faults_OfRemarksOnly_None(string body, bool may) => Assert.Equal(may, !Compile(body).Faults.Any());

    [Theory]
    [InlineData("", "Напишите тему")]
    [InlineData("Тема\r\nBcc: a@b.ru", "одна строка")]
    [InlineData("Открыть {{ссылка}}", "не место в теме")]
    [InlineData("Для {{оргонизация}}", "{{организация}}")]
    public void Problem_InTheSubject_IsTold(string subject, string says)
    {
        var problem = MailingText.Compile(subject, "Текст", RecipientKind.Chairperson).Problems.Single();

        Assert.Equal(TextPart.Subject, problem.Part);
        Assert.Contains(says, problem.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Subject_WithFields_IsFilledAndStaysOneLine()
    {
        var letter = MailingText.Compile("Паспорт *{{ Организация }}* {{имя}}{", "Текст", RecipientKind.Chairperson).Render(f => new LetterValue(f.Name == "имя" ? "Анна\r\nBcc: x@y.ru" : "ППО «Школа»"));

        Assert.Equal("Паспорт *ППО «Школа»* Анна Bcc: x@y.ru{", letter.Subject);
    }

    [Fact]
    public void Compile_TooDeep_IsAProblemAndNoFault()
    {
        var text = Compile(new string('>', 15_000) + " а");

        Assert.Contains(text.Problems, p => p.Sentence.Contains("слишком глубоко", StringComparison.Ordinal));
        Assert.NotEmpty(text.Faults);
    }

    [Fact]
    public void For_EveryKind_HasNoTwoFieldsOfOneNameAndNobodyElsesPerson()
    {
        Assert.Equal(LetterFields.All.Count, LetterFields.All.Select(f => LetterFields.Find(f.Name)).Distinct().Count());
        Assert.All(LetterFields.All, f => Assert.Same(f, LetterFields.Find(f.Name)));
        var personal = LetterFields.For(RecipientKind.Organization).Select(f => f.Name).Where(n => n.StartsWith("поле:", StringComparison.Ordinal))
            .Where(n => Eseur.Domain.Fields.Catalogue.Passport.Field(n[5..])!.IsPersonal);
        Assert.Empty(personal);
        Assert.Contains(LetterFields.For(RecipientKind.Chairperson), f => f.Name == "поле:chair-phone");
        Assert.DoesNotContain(LetterFields.For(RecipientKind.Activist), f => f.Name == "поле:chair-phone");
    }

    private static MailingText Compile(string body) => MailingText.Compile("Тема", body, RecipientKind.Chairperson);

    private static LetterText Render(string body) => Compile(body).Render(f => f.Shape == LetterFieldShape.Link ? new LetterValue(f.Sample.Words, Passport) : f.Name == "поле:dues" ? new LetterValue("1\u00a0%") : f.Sample);
}
