namespace Eseur.Domain.Members;

/// <summary>What stands outside the card's fields, as history names it.</summary>
public static class CardParts
{
    public const string Ticket = "ticket";
    public const string Photo = "photo";

    public static IReadOnlyDictionary<string, string> Labels { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [nameof(Member.OrganizationId)] = "Первичная организация",
        [Ticket] = "Билет",
        [Photo] = "Фото",
    };
}
