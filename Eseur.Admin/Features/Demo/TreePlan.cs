using Eseur.Domain.Organizations;

namespace Eseur.Admin.Features.Demo;

/// <summary>Who stands under whom and how they are called: regions first, then territories, then primary organisations.</summary>
internal static class TreePlan
{
    // Colleges and universities answer to the regional organisation itself.
    private const double UnderRegionShare = 0.055;

    public static PlannedOrganization[] Build(DemoScale scale, int seed)
    {
        var regions = scale.Regions;
        var random = regions.Select(r => DemoRandom.For(seed, "tree " + r.Code)).ToArray();
        var names = regions.Select((r, i) => new InstitutionNames(r, random[i])).ToArray();
        var territories = Apportion.By([.. regions.Select(r => (long)r.Places.Count)], scale.Territorial, 1);
        var primaries = Apportion.By([.. regions.Select(r => (long)r.Weight)], scale.Primary, scale.Primary / regions.Count / 16);

        var plan = new List<PlannedOrganization>(scale.Organizations);
        plan.AddRange(regions.Select((r, i) => Regional(r, names[i])));
        var places = new Place[regions.Count][];
        for (var r = 0; r < regions.Count; r++)
        {
            places[r] = Some(regions[r].Places, territories[r], random[r]);
            plan.AddRange(places[r].Select(place => Territorial(r, regions[r], place, names[r], random[r])));
        }
        var territory = regions.Count;
        for (var r = 0; r < regions.Count; r++)
        {
            var underRegion = Math.Min((int)(primaries[r] * UnderRegionShare) + 1, primaries[r] - places[r].Length);
            plan.AddRange(names[r].OfRegion(underRegion).Select(i => UnderRegion(r, regions[r], i, random[r])));
            var sizes = Apportion.By([.. places[r].Select(p => Weight(p, regions[r], random[r]))], primaries[r] - underRegion, 1);
            for (var p = 0; p < sizes.Length; p++, territory++)
            {
                var (place, superior) = (places[r][p], territory);
                plan.AddRange(names[r].In(place, sizes[p]).Select(i => UnderTerritory(superior, regions[r], place, i)));
            }
        }
        return [.. plan];
    }

    /// <summary>As many places as asked for, in the order of the list; the seat is always there.</summary>
    private static Place[] Some(IReadOnlyList<Place> places, int count, DemoRandom random)
    {
        var chosen = random.Shuffled(Enumerable.Range(1, places.Count - 1)).Take(count - 1);
        return [.. chosen.Append(0).Order().Select(i => places[i])];
    }

    /// <summary>Towns are larger than districts, the seat larger than other towns, and some districts have hardly a school left.</summary>
    private static long Weight(Place place, Region region, DemoRandom random)
    {
        var usual = place.Kind switch { PlaceKind.TownDistrict => 2.6, PlaceKind.Town => 2.0, _ => 1.0 } * (place == region.Seat && place.Kind == PlaceKind.Town ? 3.5 : 1);
        return 1 + (long)(1000 * usual * (random.Chance(0.02) ? 0.01 : Math.Exp(0.65 * random.Normal())));
    }

    private static PlannedOrganization Regional(Region region, InstitutionNames names) =>
        new(Superior: null, region.Level, region, Place: null, $"{region.Organization} {PlannedOrganization.Union}", region.Organization, names.Authority(place: null), IsLegalEntity: true);

    private static PlannedOrganization Territorial(int superior, Region region, Place place, InstitutionNames names, DemoRandom random) =>
        new(superior, OrganizationLevel.Territorial, region, place,
            $"{place.Organization} {RussianForms.GenitivePhrase(region.Organization)} {PlannedOrganization.Union}", place.Organization, names.Authority(place), random.Chance(0.72));

    private static PlannedOrganization UnderRegion(int superior, Region region, Institution institution, DemoRandom random)
    {
        var asTerritorial = institution.Type == "university" && random.Chance(0.45);
        return Primary(superior, asTerritorial ? OrganizationLevel.PrimaryAsTerritorial : OrganizationLevel.Primary, region, place: null, institution, institution.Label,
            institution.Type == "university" && random.Chance(0.7));
    }

    private static PlannedOrganization UnderTerritory(int superior, Region region, Place place, Institution institution) =>
        Primary(superior, OrganizationLevel.Primary, region, place, institution, $"{institution.Label}, {place.Label}", isLegalEntity: false);

    private static PlannedOrganization Primary(int superior, OrganizationLevel level, Region region, Place? place, Institution institution, string label, bool isLegalEntity) =>
        new(superior, level, region, place, $"Первичная профсоюзная организация {institution.NameInOrganization}", $"ППО {label}", institution, isLegalEntity);
}
