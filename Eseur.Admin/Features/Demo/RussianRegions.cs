using System.Globalization;
using Eseur.Domain.Organizations;
using Eseur.Domain.References;

namespace Eseur.Admin.Features.Demo;

/// <summary>
/// The union's organisation of one or two subjects of the Federation. The code is the subject's in the reference list,
/// the weight its number of primary organisations relative to others, the adjective what local universities use.
/// </summary>
internal sealed record Region(string Code, int Weight, string Organization, string Adjective, IReadOnlyList<Place> Places)
{
    public OrganizationLevel Level =>
        Organization.Contains("окружная", StringComparison.Ordinal) ? OrganizationLevel.Okrug
        : Organization.Contains("ежрегиональная", StringComparison.Ordinal) ? OrganizationLevel.Interregional
        : OrganizationLevel.Regional;

    /// <summary>Where the regional organisation itself sits.</summary>
    public Place Seat => Places[0];

    public string SubjectGenitive => RussianForms.GenitivePhrase(ReferenceBook.Default.Label(ReferenceLists.Region, Code));
}

internal enum PlaceKind { Town, District, TownDistrict }

/// <summary>What a territorial organisation covers: a town, a district, or a district within a town. A district's name is a masculine adjective.</summary>
internal sealed record Place(PlaceKind Kind, string Subject, string Postcode, string Name, string? Town, string? TownGenitive)
{
    public string Organization => Kind switch
    {
        PlaceKind.Town => $"Городская организация г. {TownGenitive}",
        PlaceKind.District => $"{RussianForms.Feminine(Name)} районная организация",
        _ => $"{RussianForms.Feminine(Name)} районная организация г. {TownGenitive}",
    };

    /// <summary>As it stands after a comma in short names.</summary>
    public string Label => Kind == PlaceKind.District ? $"{Name} район" : $"г. {Town}";

    public string Genitive => Kind switch
    {
        PlaceKind.Town => $"г. {TownGenitive}",
        PlaceKind.District => $"{RussianForms.GenitiveAdjective(Name)} района",
        _ => $"{RussianForms.GenitiveAdjective(Name)} района г. {TownGenitive}",
    };
}

internal static class RussianRegions
{
    public static IReadOnlyList<Region> All { get; } = Read();

    private static List<Region> Read()
    {
        var regions = new List<Region>();
        string subject = "", postcode = "";
        var places = new List<Place>();
        foreach (var line in DemoText.Lines("regions.txt"))
        {
            if (line[0] != '[')
            {
                places.AddRange(ReadPlaces(line, subject, postcode));
                continue;
            }
            var close = line.IndexOf(']', StringComparison.Ordinal);
            var head = line[1..close].Split(' ');
            (subject, postcode) = (head[0].TrimStart('+'), head[^1]);
            if (head[0][0] == '+')
                continue;
            places = [];
            var name = line[(close + 2)..].Split(" | ");
            var adjective = name.Length > 1 ? name[1] : name[0].Split(' ')[0][..^2] + "ий";
            regions.Add(new Region(subject, int.Parse(head[1], CultureInfo.InvariantCulture), name[0], adjective, places));
        }
        return regions;
    }

    private static IEnumerable<Place> ReadPlaces(string line, string subject, string postcode)
    {
        var colon = line.IndexOf(": ", StringComparison.Ordinal);
        var (kind, names) = (line[..colon], line[(colon + 2)..].Split(", "));
        return kind switch
        {
            "районы" => names.Select(n => new Place(PlaceKind.District, subject, postcode, n, Town: null, TownGenitive: null)),
            "города" => names.Select(n => Town(n) is var (town, genitive) ? new Place(PlaceKind.Town, subject, postcode, town, town, genitive) : null!),
            _ => names.Select(n => Town(kind) is var (town, genitive) ? new Place(PlaceKind.TownDistrict, subject, postcode, n, town, genitive) : null!),
        };
    }

    private static (string Town, string Genitive) Town(string text) => text.Split('/') is [var town, var genitive]
        ? (town, genitive)
        : (text, RussianForms.GenitiveTown(text));
}
