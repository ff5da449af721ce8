using System.Collections.Frozen;
using Eseur.Admin.Shared;
using Eseur.Domain;
using Eseur.Domain.Fields;
using Eseur.Domain.Letters;
using Eseur.Domain.Members;
using Eseur.Domain.Passports;
using Eseur.Domain.References;

namespace Eseur.Admin.Features.Letters.Writing;

/// <summary>All fields of letters: the list beside the text, its check, the preview and the sending read this one.</summary>
public static class LetterFields
{
    private const string Unfilled = "не указано";
    private static readonly RecipientKind[] People = [RecipientKind.Chairperson, RecipientKind.Activist, RecipientKind.Member];
    private static readonly RecipientKind[] OfPassports = [RecipientKind.Chairperson, RecipientKind.Organization, RecipientKind.Activist];
    private static readonly RecipientKind[] Everybody = [.. OfPassports, RecipientKind.Member];
    private static readonly RecipientKind[] Members = [RecipientKind.Member];

    public static readonly IReadOnlyList<LetterField> All =
    [
        Words("имя", "Кому пишем", "имя и отчество: «Здравствуйте, {{имя}}!»", "Мария Петровна", People, a => a.View.Text(GivenNames.Of(a))),
        Words("фио", "Кому пишем", "фамилия, имя и отчество", "Иванова Мария Петровна", People, a => a.View.Text(a.Name)),
        Words("организация", "Кому пишем", "краткое название организации", "ППО школы № 12", Everybody, a => a.Organization.ShortName),
        Words("вышестоящая", "Кому пишем", "краткое название вышестоящей организации", "Тверская городская организация", Everybody, a => a.Superior),
        Words("регион", "Кому пишем", "регион организации", "Тверская область", Everybody, a => a.Organization.RegionCode is { } code ? a.Book.Label(ReferenceLists.Region, code) : null),
        OwnGaps.Field(Everybody),
        Link("ссылка", "Пробелы и ссылки", "ссылка на паспорт своей организации (члену Профсоюза — на свою карточку)", Everybody, Records.Title, Records.Address),
        .. Catalogue.Passport.Tabs.SelectMany(tab => Of(tab, $"Паспорт: {tab.Title}", OfPassports)),
        .. Catalogue.Card.Tabs.SelectMany(tab => Of(tab, $"Карточка: {tab.Title}", Members)),
    ];

    private static readonly FrozenDictionary<string, LetterField> ByName = All.ToFrozenDictionary(f => SearchText.Of(f.Name), StringComparer.Ordinal);

    public static IReadOnlyList<LetterField> For(RecipientKind kind) => [.. All.Where(f => f.Kinds.Contains(kind))];

    /// <summary>In any letter case, whatever letters of any kind have it.</summary>
    public static LetterField? Find(string name) => ByName.GetValueOrDefault(SearchText.Of(name));

    /// <summary>The field that was probably meant by a name that no field has; null where these letters have none at all.</summary>
    public static LetterField? Nearest(string name, RecipientKind kind)
    {
        var (group, wanted) = Parts(name);
        var fields = For(kind);
        var alike = fields.Where(f => group.Length > 0 && Parts(f.Name).Group == group).ToList();
        return (alike.Count > 0 ? alike : fields).MaxBy(f => Names(f).Max(n => Nearness(wanted, n)));

        // Somebody who does not remember the key writes the label.
        static IEnumerable<string> Names(LetterField field) => [Parts(field.Name).Name, SearchText.Of(field.Means)];
    }

    /// <summary>"письма председателям": whose letters these are.</summary>
    public static string InDative(RecipientKind kind) => kind switch
    {
        RecipientKind.Chairperson => "председателям",
        RecipientKind.Organization => "организациям",
        RecipientKind.Activist => "профактиву",
        RecipientKind.Member => "членам Профсоюза",
        RecipientKind.User => "пользователям реестра",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    /// <summary>"поле" and "dues" of "поле:dues".</summary>
    private static (string Group, string Name) Parts(string name) =>
        name.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon ? (SearchText.Of(name[..colon]), SearchText.Of(name[(colon + 1)..])) : ("", SearchText.Of(name));

    private static double Nearness(string wanted, string name)
    {
        if (wanted == name)
            return 4;
        if (TypingSlip.Between(wanted, name) is { } slips && slips <= Math.Max(1, TypingSlip.Allowed(wanted, name)))
            return 3 - slips / 10.0;
        if (wanted.Length > 2 && name.Contains(wanted, StringComparison.Ordinal))
            return 1 + (double)wanted.Length / name.Length;
        var pairs = Pairs(name);
        return pairs.Count == 0 ? 0 : 2.0 * Pairs(wanted).Count(pairs.Contains) / (wanted.Length + name.Length);
    }

    private static HashSet<(char, char)> Pairs(string text) => [.. text.Zip(text.Skip(1))];

    /// <summary>A tab's fields by value and by link. Of people a recipient reads only what is said of themselves.</summary>
    private static IEnumerable<LetterField> Of(CatalogueTab tab, string group, RecipientKind[] kinds)
    {
        // There is one chairperson and many lines of the other lists, of which no letter can say which it means.
        Field[] fields = [.. tab.Fields, .. tab.RowSets.Where(s => s == ChairpersonTab.Chairpersons).SelectMany(s => s.Fields)];
        Field[] known = [.. fields.Where(f => fields.All(other => other.FailedOn != f))];
        foreach (var field in known)
        {
            if (!field.IsPersonal || field.Owner == typeof(Member))
                yield return Value(field, group, kinds);
            else if (field.Owner == typeof(Chairperson))
                yield return Value(field, group, [RecipientKind.Chairperson]);
        }
        foreach (var (key, title) in known.Select(f => (f.Key, f.Label)).Concat(tab.RowSets.Select(s => (s.Key, s.Title))))
            yield return Link("ссылка:" + key, group, $"ссылка, которая открывает «{title}»", kinds, _ => title, a => Records.Address(a, tab, key));
    }

    private static LetterField Value(Field field, string group, RecipientKind[] kinds)
    {
        var ofChair = field.Owner == typeof(Chairperson);
        return Words("поле:" + field.Key, group, field.Label, Sample(field), kinds, Read, ofChair);

        string? Read(Addressee a)
        {
            object? owner = ofChair ? a.Organization.CurrentChairperson : field.Owner == typeof(Member) ? a.Member : a.Organization;
            return owner is null || field.Read(owner) is not { } value ? null : a.View.Text(field, WithUnit(field, field.Kind.Display(value, a.Book)));
        }
    }

    private static string Sample(Field field) =>
        WithUnit(field, field.Kind.Example ?? field.Kind.Choices(ReferenceBook.Default, null).FirstOrDefault().Label ?? (field.Kind.Shape == FieldInputShape.Number ? "1" : $"({field.Label.ToLower(Ru.Culture)})"));

    private static string WithUnit(Field field, string text) => field.Kind.Unit is { } unit ? $"{text}\u00a0{unit}" : text;

    private static LetterField Words(string name, string group, string means, string sample, RecipientKind[] kinds, Func<Addressee, string?> read, bool ofChair = false) => new()
    {
        Name = name, Group = group, Means = means, Sample = new LetterValue(sample), Kinds = kinds, IsOfChairperson = ofChair,
        Read = a => new LetterValue(read(a) is { Length: > 0 } words ? words : Unfilled),
    };

    private static LetterField Link(string name, string group, string means, RecipientKind[] kinds, Func<Addressee, string> title, Func<Addressee, string> address) => new()
    {
        Name = name, Group = group, Means = means, Kinds = kinds, Shape = LetterFieldShape.Link,
        Sample = new LetterValue(means.Contains('«', StringComparison.Ordinal) ? means.Split('«', '»')[1] : Records.OfPassport, Records.SampleAddress),
        Read = a => new LetterValue(title(a), address(a)),
    };
}
