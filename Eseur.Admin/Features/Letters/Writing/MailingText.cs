using Eseur.Domain.Letters;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Eseur.Admin.Features.Letters.Writing;

/// <summary>The words of one recipient's letter.</summary>
/// <param name="Html">Of the words alone, without the letter around them.</param>
public sealed record LetterText(string Subject, string Html, string Text);

/// <summary>What a mailing says: parsed once, filled for each recipient without parsing anything.</summary>
public sealed class MailingText
{
    private readonly Segment[] subject;
    private readonly Segment[] html;
    private readonly Segment[] plain;
    private readonly LetterField[] fields;

    private MailingText(Segment[] subject, Segment[] html, Segment[] plain, LetterField[] fields, TextProblem[] problems)
    {
        (this.subject, this.html, this.plain, this.fields) = (subject, html, plain, fields);
        Problems = problems;
    }

    /// <summary>Faults and remarks.</summary>
    public IReadOnlyList<TextProblem> Problems { get; }

    /// <summary>What it may not be sent with.</summary>
    public IEnumerable<TextProblem> Faults => Problems.Where(p => !p.IsRemark);

    /// <summary>An <see cref="Addressee.Organization"/> needs its chairpersons loaded.</summary>
    public bool ReadsChairperson => fields.Any(f => f.IsOfChairperson);

    /// <summary>Parses; whatever is wrong is a problem, and the rest can be shown all the same.</summary>
    public static MailingText Compile(string subject, string body, RecipientKind kind)
    {
        var problems = new List<TextProblem>();
        var lines = body.ReplaceLineEndings("\n");
        problems.AddRange(Lengths(subject, lines));
        problems.AddRange(FieldTokens.Check(subject, kind, TextPart.Subject));
        problems.AddRange(FieldTokens.Check(lines, kind, TextPart.Body));
        var used = new List<LetterField>();
        var (inHtml, inPlain) = Body(lines.Length <= Mailing.BodyLength ? lines : lines[..Mailing.BodyLength], kind, used, problems);
        var inSubject = Subject(subject, kind, used);
        return new MailingText(inSubject, inHtml, inPlain, [.. used], [.. problems]);
    }

    public LetterText Render(Addressee addressee) => Render(field => field.Read(addressee));

    /// <summary>As the list of fields shows it, while there is nobody to write to.</summary>
    public LetterText RenderSample() => Render(field => field.Sample);

    internal LetterText Render(Func<LetterField, LetterValue> read)
    {
        var values = new LetterValue[fields.Length];
        for (var i = 0; i < values.Length; i++)
            values[i] = read(fields[i]);
        return new LetterText(Filling.Plain(subject, values), Filling.Html(html, values), Filling.Plain(plain, values));
    }

    private static IEnumerable<TextProblem> Lengths(string subject, string body)
    {
        if (string.IsNullOrWhiteSpace(subject))
            yield return new TextProblem(TextPart.Subject, null, "Напишите тему: по ней решают, открывать ли письмо.");
        if (subject.Length > Mailing.SubjectLength)
            yield return new TextProblem(TextPart.Subject, null, $"Тема длиннее {Mailing.SubjectLength} знаков. Сократите её: в списке писем видно только начало.");
        if (subject.Any(c => char.IsControl(c) || c is '\u2028' or '\u2029'))
            yield return new TextProblem(TextPart.Subject, null, "Тема — одна строка. Уберите из неё переносы и скрытые знаки.");
        if (string.IsNullOrWhiteSpace(body))
            yield return new TextProblem(TextPart.Body, null, "Напишите текст письма.");
        if (body.Length > Mailing.BodyLength)
            yield return new TextProblem(TextPart.Body, null, $"Текст длиннее {Mailing.BodyLength} знаков. Сократите его или приложите файл.");
    }

    private static (Segment[] Html, Segment[] Plain) Body(string body, RecipientKind kind, List<LetterField> fields, List<TextProblem> problems)
    {
        try
        {
            var document = LetterMarkdown.Parse(FieldTokens.Tidy(body), kind);
            problems.AddRange(Links(document, kind));
            return (HtmlPart.Write(document, kind, fields), PlainPart.Write(document, kind, fields));
        }
        catch (ArgumentException)
        {
            // Markdig's own limit against stack overflows.
            problems.Add(new TextProblem(TextPart.Body, null, "Списки и цитаты вложены друг в друга слишком глубоко. Упростите текст."));
            return ([], []);
        }
    }

    private static IEnumerable<TextProblem> Links(MarkdownDocument document, RecipientKind kind)
    {
        foreach (var link in document.Descendants<LinkInline>())
        {
            if (link.Url is not { Length: > 0 } url)
                continue;
            var shown = url.Length <= 60 ? url : url[..60] + "…";
            if (url.Contains("{{", StringComparison.Ordinal))
            {
                if (LetterMarkdown.FieldOf(link, kind) is null)
                    yield return new TextProblem(TextPart.Body, link.Line + 1, $"В адресе ссылки «{shown}» поле не сработает. Адресом может быть только поле-ссылка целиком: [слова]({{{{ссылка}}}}).");
            }
            else if (LetterMarkdown.Allowed(url) is null)
            {
                yield return new TextProblem(TextPart.Body, link.Line + 1, $"«{shown}» останется текстом. Адрес ссылки начинается с https://, http://, mailto: или tel:.", IsRemark: true);
            }
            else if (link.IsImage)
            {
                yield return new TextProblem(TextPart.Body, link.Line + 1, $"Картинка «{shown}» станет ссылкой: письма ничего не загружают со стороны. Картинку можно приложить файлом.", IsRemark: true);
            }
        }
    }

    private static Segment[] Subject(string subject, RecipientKind kind, List<LetterField> fields)
    {
        var writer = new SegmentWriter(fields);
        var text = new LetterValue(FieldTokens.Tidy(subject)).Words.AsSpan();
        while (text.Length > 0)
        {
            var next = text.IndexOf("{{", StringComparison.Ordinal);
            writer.Write(next < 0 ? text : text[..next]);
            text = next < 0 ? [] : text[next..];
            if (FieldTokens.At(text, kind) is { Shape: LetterFieldShape.Words } field)
            {
                writer.Field(field, FieldPlace.Words);
                text = text[field.Token.Length..];
            }
            else if (text.Length > 0)
            {
                writer.Write(text[0]);
                text = text[1..];
            }
        }
        return writer.Finish();
    }
}
