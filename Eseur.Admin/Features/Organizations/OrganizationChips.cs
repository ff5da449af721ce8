using Eseur.Admin.Shared;
using Eseur.Domain.Fields;
using Eseur.Domain.Organizations;
using Eseur.Domain.Passports;
using Eseur.Domain.References;

namespace Eseur.Admin.Features.Organizations;

/// <summary>The conditions of a filter in words.</summary>
public static class OrganizationChips
{
    public static IEnumerable<FilterChip<OrganizationFilter>> Of(OrganizationFilter filter, ReferenceBook book)
    {
        if (filter.Query is { } query)
            yield return new($"в названии «{query}»", filter with { Query = null });
        foreach (var level in filter.Levels)
            yield return new(LevelText(level), filter with { Levels = [.. filter.Levels.Where(l => l != level)] });
        foreach (var district in filter.Districts)
            yield return new($"{district} федеральный округ", filter with { Districts = [.. filter.Districts.Where(d => d != district)] });
        foreach (var region in filter.Regions)
            yield return new(book.Label(ReferenceLists.Region, region), filter with { Regions = [.. filter.Regions.Where(r => r != region)] });
        foreach (var type in filter.Types)
            yield return new(book.Label(ReferenceLists.InstitutionType, type), filter with { Types = [.. filter.Types.Where(t => t != type)] });
        foreach (var gap in filter.Lacks)
            yield return new($"не заполнено «{gap.Title}»", filter with { Lacks = [.. filter.Lacks.Where(g => g != gap)] });
        if (filter.Status is not OrganizationStatus.Active)
            yield return new(StatusText(filter.Status), filter with { Status = OrganizationStatus.Active });
    }

    public static string LevelText(LevelGroup level) => level switch
    {
        LevelGroup.Regional => "региональные",
        LevelGroup.Okrug => "окружные",
        LevelGroup.Territorial => "территориальные",
        _ => "первичные",
    };

    public static string StatusText(OrganizationStatus? status) => status switch
    {
        null => "вместе с закрытыми",
        OrganizationStatus.Active => "действующие",
        OrganizationStatus.Reorganized => "реорганизованные",
        _ => "ликвидированные",
    };

    /// <summary>Where a line of the list leads: to the field the list was asked for, or to the passport.</summary>
    public static string PassportLink(OrganizationFilter filter, int id) => filter.Lacks is [var gap, ..]
        ? $"organizations/{id}/passport/{Catalogue.Passport.TabOf(gap).Key}?field={gap.Field?.Key ?? gap.Key}"
        : $"organizations/{id}/passport";
}
