namespace Eseur.Admin.Features.Demo;

/// <summary>How much of the country to build, and from which regions; the share is of the published figures.</summary>
internal sealed record DemoScale(string Name, IReadOnlyList<Region> Regions, int Territorial, int Primary, double Share)
{
    private static readonly NationalFigures.Levels Whole = NationalFigures.Published.Organizations;

    // One region of each federal district, both kinds of region, and an okrug.
    private static readonly string[] SmallRegions = ["05", "16", "23", "27", "50", "54", "66", "78", "86"];

    public int Organizations => Regions.Count + Territorial + Primary;

    /// <summary>All of it, by the union's own figures.</summary>
    public static DemoScale National { get; } =
        new("national", RussianRegions.All, Whole.Territorial, Whole.Primary, 1);

    /// <summary>About one hundredth, with every level.</summary>
    public static DemoScale Small { get; } =
        new("small", [.. RussianRegions.All.Where(r => SmallRegions.Contains(r.Code))], Hundredth(Whole.Territorial), Hundredth(Whole.Primary), 0.01);

    public static IReadOnlyList<DemoScale> All { get; } = [Small, National];

    /// <summary>How many of a published number there are at this scale.</summary>
    public int Of(int published) => (int)Math.Round(published * Share);

    private static int Hundredth(int whole) => (whole + 50) / 100;
}
