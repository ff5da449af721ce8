using Eseur.Admin.Features.Organizations;
using Eseur.Domain.Fields;
using Eseur.Domain.Organizations;
using Eseur.Domain.Passports;
using FsCheck;
using FsCheck.Fluent;

namespace Eseur.Tests.Features.Organizations;

/// <summary>Filters as people make them, and filters as one value to compare.</summary>
internal static class FilterGen
{
    public static Gen<OrganizationFilter> Filters(string?[] queries, int[] organizations) =>
        from query in Gen.Elements(queries)
        from under in Gen.Elements(organizations.Select(o => (int?)o).Append(null).ToArray())
        from levels in Some(Enum.GetValues<LevelGroup>().Where(l => l != LevelGroup.None))
        from districts in Some(["Центральный", "Уральский", "Нет такого"])
        from regions in Some(["77", "66", "00"])
        from types in Some(["school", "college"])
        from lacks in Some(Catalogue.Passport.Gaps)
        from status in Gen.Elements<OrganizationStatus?>(OrganizationStatus.Active, OrganizationStatus.Active, OrganizationStatus.Liquidated, OrganizationStatus.Reorganized, null)
        select new OrganizationFilter { Query = query, Under = under, Levels = levels, Districts = districts, Regions = regions, Types = types, Lacks = lacks, Status = status };

    /// <summary>Mostly none: a filter with all conditions at once finds nothing and proves nothing.</summary>
    private static Gen<T[]> Some<T>(IEnumerable<T> of)
    {
        var all = of.ToArray();
        return Gen.Frequency((4, Gen.Constant(Array.Empty<T>())), (1, Gen.SubListOf(all).Select(l => l.Take(2).ToArray())));
    }

    public static string Text(OrganizationFilter f) => string.Join('|', f.Query ?? "∅", f.Under, string.Join(',', f.Levels), string.Join(',', f.Districts),
        string.Join(',', f.Regions), string.Join(',', f.Types), string.Join(',', f.Lacks.Select(g => g.Key)), f.Status?.ToString() ?? "any");
}
