using System.Diagnostics.CodeAnalysis;
using Eseur.Admin.Data;
using Eseur.Domain.Fields;

namespace Eseur.Admin.Shared.Fields;

/// <summary>
/// How one reader sees what a record says of people: as it stands, or only that it is filled. What is read for a page, a
/// list or an export passes through here before anything draws it, so that no page can forget to hide.
/// </summary>
public readonly record struct PersonView
{
    /// <summary>Stands in the place of what is filled and not shown.</summary>
    public const string Hidden = "скрыто";

    private PersonView(bool hides) => Hides = hides;

    public bool Hides { get; }

    /// <param name="actor">Who reads.</param>
    /// <param name="path">Of the organisation that holds the record; null for one outside.</param>
    public static PersonView Of(Actor? actor, string? path) => new(path is null || actor?.MayReadPersons(path) != true);

    /// <summary>A field's text; what is not filled stays so, because gaps are figures.</summary>
    public string Text(Field field, string text) => Hides && field.IsPersonal && text.Length > 0 ? Hidden : text;

    /// <summary>A text that is personal whatever its place: a name, who did it.</summary>
    [return: NotNullIfNotNull(nameof(text))]
    public string? Text(string? text) => Hides && !string.IsNullOrEmpty(text) ? Hidden : text;

    /// <summary>A card in a list: by its number where the name is hidden.</summary>
    public string CardName(int id, string fullName) => Hides ? $"№ {id}" : fullName;

    /// <summary>A value of which nothing is to be shown.</summary>
    public TValue? Value<TValue>(TValue? value)
        where TValue : struct => Hides ? null : value;
}
