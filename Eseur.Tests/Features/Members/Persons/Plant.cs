using System.Globalization;
using Eseur.Domain.Fields;
using Eseur.Domain.References;

namespace Eseur.Tests.Features.Members.Persons;

/// <summary>Values like no others, to be looked for wherever they must not be. Made by the kind of the field: a new field is planted by itself.</summary>
internal static class Plant
{
    /// <param name="n">Another one each time.</param>
    public static object Value(Field field, int n) => field.Kind switch
    {
        NamePartKind or PersonNameKind or TextKind => "Тайна" + Letters(n),
        EmailKind => $"tayna-{Letters(n).ToLowerInvariant()}@planted.example",
        PhoneKind => $"+7900555{n:0000}",
        DateKind => new DateOnly(1971, 3, 1).AddDays(n),
        ChoiceKind choice => ReferenceBook.Default.Items(choice.List!)[0].Code,
        CountKind or CardNumberKind => n,
        FlagKind => true,
        _ when field.ValueType.IsEnum => Enum.GetValues(field.ValueType).GetValue(0)!,
        var kind => throw new InvalidOperationException($"Say how a value of {kind.GetType().Name} is planted: {field.Key}."),
    };

    /// <summary>How the value looks on a page and in a table. None for answers that everybody gives.</summary>
    public static IEnumerable<string> Traces(Field field, object value) => field.Kind switch
    {
        ChoiceKind or CountKind or CardNumberKind or FlagKind => [],
        _ when field.ValueType.IsEnum => [],
        DateKind => [field.Kind.Format(value), ((DateOnly)value).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)],
        _ => new[] { (string)value, field.Kind.Format(value) }.Distinct(StringComparer.Ordinal),
    };

    /// <summary>"Агбв": a word of letters alone, none of which begins another.</summary>
    private static string Letters(int n) => string.Concat(n.ToString("000", CultureInfo.InvariantCulture).Select(d => "абвгдежзик"[d - '0'])) + "я";
}
