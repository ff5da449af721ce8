using System.Globalization;

namespace Eseur.Domain.Organizations;

/// <summary>The header of an organisation: what stands outside the passport's tabs, as history names it.</summary>
public static class CoreFields
{
    public static IReadOnlyDictionary<string, string> Labels { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [nameof(Organization.FullName)] = "Полное название",
        [nameof(Organization.ShortName)] = "Краткое название",
        [nameof(Organization.SuperiorId)] = "Вышестоящая организация",
        [nameof(Organization.RegionCode)] = "Регион",
        [nameof(Organization.IsLegalEntity)] = "Юридическое лицо",
        [nameof(Organization.Status)] = "Состояние",
        [nameof(Organization.StatusSince)] = "Состояние с",
        [nameof(Organization.SuccessorId)] = "Преемник",
        [nameof(Organization.ConfirmedBy)] = "Данные подтверждены",
    };

    public static string? Text(object? value) => value switch
    {
        null => null,
        OrganizationStatus status => status.Label(),
        bool flag => flag ? "Да" : "Нет",
        DateOnly date => date.ToString("dd.MM.yyyy", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    };
}
