using Eseur.Domain;
using Eseur.Domain.Completeness;
using Eseur.Domain.Fields;
using Eseur.Domain.Passports;

namespace Eseur.Admin.Features.Dictionary;

/// <summary>A field of the passport or the card as the dictionary tells of it; nothing is written here by hand.</summary>
/// <param name="Tab">Where it is filled in.</param>
/// <param name="Rows">The list the field stands in, or null for a field of the record itself.</param>
/// <param name="Gap">What counts it: the field's own gap, or its list's.</param>
public sealed record DictionaryLine(CatalogueTab Tab, Field Field, RowSet? Rows, Gap? Gap)
{
    private static readonly DictionaryLine[] All = [.. Catalogue.Passport.Tabs.Concat(Catalogue.Card.Tabs).SelectMany(Lines)];

    public static ILookup<CatalogueTab, DictionaryLine> Find(string? text)
    {
        var words = SearchText.Words(text);
        return All.Where(l => words.All(l.Searched.Contains)).ToLookup(l => l.Tab);
    }

    /// <summary>The kind of value in words, with its unit.</summary>
    public string Kind => Field.Kind.Shape switch
    {
        FieldInputShape.Line => "строка",
        FieldInputShape.Paragraph => "текст",
        FieldInputShape.Number => "число",
        FieldInputShape.Date => "дата",
        FieldInputShape.Flag => Field.Kind is FlagKind ? "да или нет" : "один из ответов",
        FieldInputShape.Choice => "из справочника",
        FieldInputShape.Phone => "телефон",
        FieldInputShape.Email => "e-mail",
        FieldInputShape.Link => "ссылка",
        _ => throw new InvalidOperationException($"{Field.Kind.Shape} has no name."),
    } + (Field.Kind.Unit is { } unit ? ", " + unit : "");

    private string Searched => SearchText.Of($"{Field.Label} {Field.Key} {Field.Help} {Rows?.Title} {Tab.Title}");

    private static IEnumerable<DictionaryLine> Lines(CatalogueTab tab) =>
        tab.Fields.Select(f => new DictionaryLine(tab, f, null, Counting(tab, f)))
            .Concat(tab.RowSets.SelectMany(r => r.Fields.Select(f => new DictionaryLine(tab, f, r, Counting(tab, f) ?? (f == r.Fields[0] ? tab.Gaps.FirstOrDefault(g => g.Rows == r) : null)))));

    private static Gap? Counting(CatalogueTab tab, Field field) => tab.Gaps.FirstOrDefault(g => (g.IsOfFailed ? g.Field!.FailedOn : g.Field) == field);
}
