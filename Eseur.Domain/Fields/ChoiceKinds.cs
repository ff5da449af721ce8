using System.Globalization;
using Eseur.Domain.References;

namespace Eseur.Domain.Fields;

/// <summary>Yes, no, or not filled: three different things.</summary>
public sealed class FlagKind(string yes = "Да", string no = "Нет") : FieldKind
{
    public override FieldInputShape Shape => FieldInputShape.Flag;

    public override string Format(object? value) => value is bool b ? b ? yes : no : "";

    public override IEnumerable<(string Text, string Label)> Choices(ReferenceBook book, string? current) => [(yes, yes), (no, no)];

    protected override Parsed Read(string text, ReferenceBook book)
    {
        if (text.Equals(yes, StringComparison.OrdinalIgnoreCase) || text is "1" or "+")
            return Parsed.Of(true);
        return text.Equals(no, StringComparison.OrdinalIgnoreCase) || text is "0" or "-"
            ? Parsed.Of(false)
            : Parsed.Invalid($"Выберите: {yes} или {no}.");
    }
}

/// <summary>One item of an editable reference list; the code is kept, the label is shown.</summary>
public sealed class ChoiceKind(string list) : FieldKind
{
    public override FieldInputShape Shape => FieldInputShape.Choice;

    public override string List => list;

    public override int MaxLength => 40;

    public override string Format(object? value) => (string?)value ?? "";

    public override IEnumerable<(string Text, string Label)> Choices(ReferenceBook book, string? current) =>
        book.Items(list).Where(i => !i.Retired || i.Code == current).Select(i => (i.Code, i.Label));

    public override string Display(object? value, ReferenceBook book) =>
        value is string code ? book.Label(list, code) : "";

    protected override Parsed Read(string text, ReferenceBook book) =>
        book.Find(list, text) is { } item
            ? Parsed.Of(item.Code)
            : Parsed.Invalid("Выберите значение из списка.");
}

/// <summary>One of a few answers that the union's forms fix and the program counts by.</summary>
public sealed class EnumKind<TEnum>(params (TEnum Value, string Label)[] answers) : FieldKind
    where TEnum : struct, Enum
{
    public override FieldInputShape Shape => FieldInputShape.Flag;

    public override string Format(object? value) => value is TEnum one ? Label(one) : "";

    public string Label(TEnum value) => answers.First(a => a.Value.Equals(value)).Label;

    public override IEnumerable<(string Text, string Label)> Choices(ReferenceBook book, string? current) => answers.Select(a => (a.Label, a.Label));

    protected override Parsed Read(string text, ReferenceBook book)
    {
        foreach (var (value, label) in answers)
        {
            if (text.Equals(label, StringComparison.OrdinalIgnoreCase))
                return Parsed.Of(value);
        }
        return Parsed.Invalid($"Выберите: {string.Join(", ", answers.Select(a => a.Label))}.");
    }
}

/// <summary>A calendar date between bounds that life sets; typed as 21.11.2026, kept without a time.</summary>
public sealed class DateKind(int earliestYear = 1900, int latestYear = 2100) : FieldKind
{
    private static readonly string[] Forms = ["d.M.yyyy", "d.M.yy", "yyyy-MM-dd", "d/M/yyyy", "ddMMyyyy"];

    public override FieldInputShape Shape => FieldInputShape.Date;

    public override string? Example => "21.11.2026";

    public override string Format(object? value) => value is DateOnly d ? d.ToString("dd.MM.yyyy", CultureInfo.InvariantCulture) : "";

    protected override Parsed Read(string text, ReferenceBook book)
    {
        // A phone's keyboard of digits has a comma where the point should be.
        if (!DateOnly.TryParseExact(text.Replace(',', '.'), Forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            return Parsed.Invalid("Нужна дата, например: 21.11.2026.");
        return date.Year >= earliestYear && date.Year <= latestYear
            ? Parsed.Of(date)
            : Parsed.Invalid($"Год — от {earliestYear} до {latestYear}.");
    }
}
