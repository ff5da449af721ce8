using System.Globalization;
using Eseur.Domain.References;

namespace Eseur.Domain.Fields;

/// <summary>A decimal number within bounds; comma and point both read as the decimal sign.</summary>
public sealed class DecimalKind(decimal min, decimal max, int decimals, string? unit = null) : FieldKind
{
    private static readonly CultureInfo Russian = CultureInfo.GetCultureInfo("ru-RU");

    public override FieldInputShape Shape => FieldInputShape.Number;

    public override string? Unit => unit;

    public override string Format(object? value) => value is decimal d ? d.ToString("0.####", Russian) : "";

    protected override Parsed Read(string text, ReferenceBook book)
    {
        var plain = text.Replace(',', '.').TrimEnd('%').TrimEnd();
        var isNumber = decimal.TryParse(plain, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number);
        if (!isNumber || number < min || number > max)
            return Parsed.Invalid($"Нужно число от {Format(min)} до {Format(max)}{(unit is null ? "" : " " + unit)}, например: {Format(Math.Clamp(1m, min, max))}.");
        return decimal.Round(number, decimals) == number
            ? Parsed.Of(decimal.Round(number, decimals))
            : Parsed.Invalid($"Не больше {decimals} знаков после запятой.");
    }
}

/// <summary>A count of people or things.</summary>
public sealed class CountKind(int max, string? unit = null) : FieldKind
{
    public override FieldInputShape Shape => FieldInputShape.Number;

    public override string? Unit => unit;

    public override string Format(object? value) => value is int n ? n.ToString(CultureInfo.InvariantCulture) : "";

    protected override Parsed Read(string text, ReferenceBook book)
    {
        var plain = string.Concat(text.Where(c => !char.IsWhiteSpace(c)));
        return int.TryParse(plain, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= max
            ? Parsed.Of(number)
            : Parsed.Invalid($"Нужно целое число от 0 до {max.ToString("N0", CultureInfo.GetCultureInfo("ru-RU"))}.");
    }
}

/// <summary>The number of a member's card. Whether there is such a card is known only when it is saved.</summary>
public sealed class CardNumberKind : FieldKind
{
    public override FieldInputShape Shape => FieldInputShape.Line;

    public override string? Example => "12345";

    public override string Format(object? value) => value is int n ? n.ToString(CultureInfo.InvariantCulture) : "";

    protected override Parsed Read(string text, ReferenceBook book)
    {
        var plain = string.Concat(text.Where(c => !char.IsWhiteSpace(c))).TrimStart('№');
        return int.TryParse(plain, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? Parsed.Of(number)
            : Parsed.Invalid("Нужен номер карточки, только цифры, например: 12345. Он стоит в карточке рядом с фамилией.");
    }
}

/// <summary>A digits-only code with a length and, where the standard gives one, a check digit.</summary>
public sealed class CodeKind(string name, int[] lengths, Func<string, bool>? check, string example) : FieldKind
{
    public override FieldInputShape Shape => FieldInputShape.Line;

    public override int MaxLength => 20;

    public override string? Example => example;

    public override string Format(object? value) => (string?)value ?? "";

    protected override Parsed Read(string text, ReferenceBook book)
    {
        var plain = string.Concat(text.Where(c => !char.IsWhiteSpace(c)));
        if (!plain.All(char.IsAsciiDigit) || !lengths.Contains(plain.Length))
            return Parsed.Invalid($"{name}: {string.Join(" или ", lengths)} цифр, без букв и знаков.");
        return check is null || check(plain)
            ? Parsed.Of(plain)
            : Parsed.Invalid($"{name}: контрольная цифра не сходится. Сверьте с документом: вероятно, одна цифра набрана неверно.");
    }
}
