using System.Net.Mail;
using System.Text.RegularExpressions;
using Eseur.Domain.References;

namespace Eseur.Domain.Fields;

/// <summary>Free text of one line, or of several.</summary>
public sealed class TextKind(int maxLength, bool paragraph = false) : FieldKind
{
    public override FieldInputShape Shape => paragraph ? FieldInputShape.Paragraph : FieldInputShape.Line;

    public override int MaxLength => maxLength;

    public override string Format(object? value) => (string?)value ?? "";

    protected override Parsed Read(string text, ReferenceBook book) =>
        text.Any(c => char.IsControl(c) && !(paragraph && c is '\n' or '\r' or '\t'))
            ? Parsed.Invalid("Есть недопустимый знак. Наберите текст заново, без вставки из другой программы.")
            : Parsed.Of(text);
}

/// <summary>A person's name in full: letters, hyphens, apostrophes, dots and spaces.</summary>
public sealed partial class PersonNameKind : FieldKind
{
    public override FieldInputShape Shape => FieldInputShape.Line;

    public override int MaxLength => 150;

    public override string? Example => "Иванова Мария Петровна";

    public override string Format(object? value) => (string?)value ?? "";

    protected override Parsed Read(string text, ReferenceBook book)
    {
        var name = Spaces().Replace(text, " ");
        return Name().IsMatch(name)
            ? Parsed.Of(name)
            : Parsed.Invalid("Напишите фамилию, имя и отчество буквами, например: Иванова Мария Петровна.");
    }

    [GeneratedRegex(@"\s+", RegexOptions.None, 1000)]
    private static partial Regex Spaces();

    [GeneratedRegex(@"^\p{L}[\p{L}\p{M} .'’ʼ\-()]*$", RegexOptions.None, 1000)]
    private static partial Regex Name();
}

/// <summary>One part of a person's name, as in the passport: letters, hyphens, apostrophes and spaces.</summary>
public sealed partial class NamePartKind(string example) : FieldKind
{
    public override FieldInputShape Shape => FieldInputShape.Line;

    public override int MaxLength => 60;

    public override string? Example => example;

    public override string Format(object? value) => (string?)value ?? "";

    protected override Parsed Read(string text, ReferenceBook book)
    {
        var name = string.Join(' ', text.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        return Name().IsMatch(name)
            ? Parsed.Of(name)
            : Parsed.Invalid($"Только буквы, дефис и пробел, например: {example}.");
    }

    [GeneratedRegex(@"^\p{L}[\p{L}\p{M} .'’ʼ\-()]*$", RegexOptions.None, 1000)]
    private static partial Regex Name();
}

/// <summary>An e-mail address. Whether letters arrive there is known only later, from bounces.</summary>
public sealed class EmailKind : FieldKind
{
    public override FieldInputShape Shape => FieldInputShape.Email;

    public override int MaxLength => 254;

    public override string? Example => "ivanova@school12.ru";

    public override string Format(object? value) => (string?)value ?? "";

    protected override Parsed Read(string text, ReferenceBook book)
    {
        var at = text.LastIndexOf('@');
        var looksRight = at is > 0 and <= 64 && !text.Any(char.IsWhiteSpace) && !text.Contains("..", StringComparison.Ordinal)
            && text.IndexOf('.', at) > at + 1 && !text.EndsWith('.') && !text.Any(char.IsControl)
            && MailAddress.TryCreate(text, out var address) && address.Address == text;
        return looksRight
            ? Parsed.Of(text.ToLowerInvariant())
            : Parsed.Invalid("Проверьте адрес: нужен вид имя@сайт.ru, без пробелов.");
    }
}

/// <summary>A Russian phone: +7 and ten digits, kept as +7XXXXXXXXXX whatever way it was typed.</summary>
public sealed class PhoneKind : FieldKind
{
    public override FieldInputShape Shape => FieldInputShape.Phone;

    public override string? Example => "+7 912 345-67-89";

    public override string Format(object? value) =>
        value is string { Length: 12 } p ? $"{p[..2]} {p[2..5]} {p[5..8]}-{p[8..10]}-{p[10..]}" : (string?)value ?? "";

    protected override Parsed Read(string text, ReferenceBook book)
    {
        var digits = string.Concat(text.Where(char.IsAsciiDigit));
        var strange = text.Any(c => !char.IsAsciiDigit(c) && !" +-()\u00a0\u2011".Contains(c, StringComparison.Ordinal));
        if (digits.Length == 11 && digits[0] is '7' or '8')
            digits = digits[1..];
        return !strange && digits.Length == 10
            ? Parsed.Of("+7" + digits)
            : Parsed.Invalid("Нужны +7 и десять цифр, например: +7 912 345-67-89.");
    }
}

/// <summary>An address of a page on the web; "https://" is added when it was left out.</summary>
public sealed class LinkKind : FieldKind
{
    public override FieldInputShape Shape => FieldInputShape.Link;

    public override int MaxLength => 300;

    public override string? Example => "https://profsoyuz-school12.ru";

    public override string Format(object? value) => (string?)value ?? "";

    protected override Parsed Read(string text, ReferenceBook book)
    {
        var full = text.Contains("://", StringComparison.Ordinal) ? text : "https://" + text;
        return Uri.TryCreate(full, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
            && uri.Host.Contains('.', StringComparison.Ordinal) && uri.UserInfo.Length == 0 && full.Length <= MaxLength && !full.Any(char.IsWhiteSpace)
            ? Parsed.Of(full)
            : Parsed.Invalid("Нужен адрес страницы, например: https://profsoyuz-school12.ru.");
    }
}
