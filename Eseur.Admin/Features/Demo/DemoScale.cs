namespace Eseur.Admin.Features.Demo;

/// <summary>How much of the country to build, and from which regions.</summary>
internal sealed record DemoScale(string Name, IReadOnlyList<Region> Regions, int Territorial, int Primary, double Share)
{
    // One region of each federal district, both kinds of region, and an okrug.
    private static readonly string[] SmallRegions = ["05", "16", "23", "27", "50", "54", "66", "78", "86"];

    public int Organizations => Regions.Count + Territorial + Primary;

    /// <summary>All of it, by the union's own figures.</summary>
    public static DemoScale National(NationalFigures figures) =>
        new("national", RussianRegions.All, figures.Organizations.Territorial, figures.Organizations.Primary, 1);

    /// <summary>About one hundredth, with every level.</summary>
    public static DemoScale Small(NationalFigures figures) =>
        new("small", [.. RussianRegions.All.Where(r => SmallRegions.Contains(r.Code))], Hundredth(figures.Organizations.Territorial), Hundredth(figures.Organizations.Primary), 0.01);

    private static int Hundredth(int whole) => (whole + 50) / 100;
}
