using System.Text.RegularExpressions;
using Eseur.Domain.Letters;

namespace Eseur.Admin.Features.Letters.Writing;

/// <summary>Fields as they stand in a text: found, put into the one form that is parsed, and wrong ones told of.</summary>
internal static partial class FieldTokens
{
    /// <summary>The same text with every known field as its own token: without the spaces and capitals somebody typed.</summary>
    public static string Tidy(string text) => Braced().Replace(text, m => LetterFields.Find(m.Groups["name"].Value)?.Token ?? m.Value);

    /// <summary>What is wrong with the fields of a text.</summary>
    public static IEnumerable<TextProblem> Check(string text, RecipientKind kind, TextPart part)
    {
        foreach (Match match in Anything().Matches(text))
        {
            if (Wrong(match, kind, part) is { } sentence)
                yield return new TextProblem(part, part == TextPart.Subject ? null : text.AsSpan(0, match.Index).Count('\n') + 1, sentence);
        }
    }

    /// <summary>The known field that begins <paramref name="text"/>, of a tidied text.</summary>
    public static LetterField? At(ReadOnlySpan<char> text, RecipientKind kind) =>
        text.StartsWith("{{", StringComparison.Ordinal) && text.IndexOf("}}", StringComparison.Ordinal) is > 2 and var end
        && LetterFields.Find(text[2..end].ToString()) is { } field && field.Kinds.Contains(kind) && text.StartsWith(field.Token, StringComparison.Ordinal) ? field : null;

    private static string? Wrong(Match match, RecipientKind kind, TextPart part)
    {
        var name = match.Groups["name"].Value.Trim();
        var field = LetterFields.Find(name);
        if (match.Groups["single"].Success)
            return field is null ? null : $"У поля {{{name}}} нужны двойные скобки: {field.Token}.";
        if (!match.Groups["closed"].Success)
            return $"Поле «{Start(match.Value)}» не закрыто: после названия нужны две скобки }}}}.";
        if (field is null)
            return name.Length == 0 ? "Между скобками {{ }} нет названия поля. Впишите его или уберите скобки." : $"Поля {{{{{Start(name)}}}}} нет.{(LetterFields.Nearest(name, kind) is { } near ? $" Возможно, нужно {near.Token}?" : "")}";
        if (!field.Kinds.Contains(kind))
            return $"Поле {field.Token} есть только в письмах {string.Join(", ", field.Kinds.Select(LetterFields.InDative))}; это письмо — {LetterFields.InDative(kind)}.";
        return part == TextPart.Subject && field.Shape != LetterFieldShape.Words ? $"Полю {field.Token} не место в теме: ссылки и списки в ней не показать. Перенесите его в текст." : null;
    }

    private static string Start(string text) => text.Length <= 40 ? text : text[..40] + "…";

    [GeneratedRegex(@"\{\{(?<name>[^{}\n]*)\}\}", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Braced();

    /// <summary>Two braces, closed or not; or one on each side. A brace after a backslash is a brace.</summary>
    [GeneratedRegex(@"(?<!\\)\{\{(?<name>[^{}\n]{0,100})(?<closed>\}\})?|(?<![\{\\])(?<single>\{)(?<name>[^{}\n]{1,100})\}(?!\})", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Anything();
}
