using Eseur.Domain.Organizations;
using Eseur.Domain.References;

namespace Eseur.Admin.Features.Organizations;

/// <summary>A filter said in words, for a report's head and the chips above a list.</summary>
public static class FilterWords
{
    public static IEnumerable<string> Of(OrganizationFilter filter, ReferenceBook book)
    {
        if (filter.Query is { } query)
            yield return $"в названии «{query}»";
        foreach (var level in filter.Levels)
            yield return Level(level);
        foreach (var district in filter.Districts)
            yield return $"{district} федеральный округ";
        foreach (var region in filter.Regions)
            yield return book.Label(ReferenceLists.Region, region);
        foreach (var type in filter.Types)
            yield return book.Label(ReferenceLists.InstitutionType, type);
        foreach (var gap in filter.Lacks)
            yield return $"не заполнено «{gap.Title}»";
        if (filter.Status is not OrganizationStatus.Active)
            yield return filter.Status is { } status ? status.Label().ToLowerInvariant() : "вместе с закрытыми";
    }

    public static string Level(LevelGroup level) => level switch
    {
        LevelGroup.Regional => "региональные",
        LevelGroup.Okrug => "окружные",
        LevelGroup.Territorial => "территориальные",
        _ => "первичные",
    };
}
