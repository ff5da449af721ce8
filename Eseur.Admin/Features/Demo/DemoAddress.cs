using System.Globalization;

namespace Eseur.Admin.Features.Demo;

/// <summary>An address that could stand on an envelope.</summary>
internal sealed record DemoAddress(string Postcode, string Locality, string Street, string House)
{
    private static readonly string[] Streets = DemoText.Lists("institutions.txt")["улицы"];

    /// <param name="postcode">First digits of the region's postcodes.</param>
    /// <param name="settlement">Where.</param>
    /// <param name="random">Decides the rest.</param>
    public static DemoAddress In(string postcode, string settlement, DemoRandom random)
    {
        var house = random.Between(1, random.Chance(0.7) ? 40 : 160).ToString(CultureInfo.InvariantCulture) + (random.Chance(0.12) ? random.Pick(["А", "Б", "/2", ", корп. 1"]) : "");
        return new DemoAddress(postcode + random.Between(0, 999).ToString("D3", CultureInfo.InvariantCulture), settlement, "ул. " + random.PickFrequent(Streets), house);
    }
}
