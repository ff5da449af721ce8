using System.Collections.Frozen;

namespace Eseur.Admin.Shared;

/// <summary>Outlines on a 24 by 24 grid, stroked.</summary>
internal static class IconPaths
{
    private static readonly FrozenDictionary<string, string> Paths = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["add"] = "M12 5v14M5 12h14",
        ["arrow-down"] = "M12 5v14M6 13l6 6 6-6",
        ["arrow-right"] = "M5 12h14M13 6l6 6-6 6",
        ["back"] = "M19 12H5M11 6l-6 6 6 6",
        ["bell"] = "M6 16V11a6 6 0 0 1 12 0v5l2 2H4zM10 21h4",
        ["book"] = "M5 4h10a4 4 0 0 1 4 4v12H8a3 3 0 0 1-3-3zM5 17a3 3 0 0 1 3-3h11M9 8h6",
        ["calendar"] = "M4 6h16v14H4zM4 10h16M8 3v4M16 3v4",
        ["call"] = "M6 3h3l2 5-2.5 1.5a11 11 0 0 0 6 6L16 13l5 2v3a3 3 0 0 1-3 3A15 15 0 0 1 3 6a3 3 0 0 1 3-3z",
        ["chart"] = "M4 20h16M7 20v-7M12 20V5M17 20v-10",
        ["check"] = "M5 12.5l4.5 4.5L19 7.5",
        ["chevron-down"] = "M6 9l6 6 6-6",
        ["chevron-right"] = "M9 6l6 6-6 6",
        ["close"] = "M6 6l12 12M18 6L6 18",
        ["delete"] = "M4 7h16M9 7V4h6v3M6 7l1 13h10l1-13M10 11v5M14 11v5",
        ["download"] = "M12 4v11M7 11l5 5 5-5M4 20h16",
        ["edit"] = "M4 20l1-4L16 5l3 3L8 19zM14 7l3 3",
        ["error"] = "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 8v5M12 16.5v.1",
        ["filter"] = "M4 5h16l-6 8v6l-4-2v-4z",
        ["gap"] = "M12 4L2.5 20h19zM12 10v4M12 17v.1",
        ["help"] = "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM9.5 9.5a2.5 2.5 0 1 1 3.5 2.3c-.7.4-1 .8-1 1.7M12 16.5v.1",
        ["history"] = "M4 12a8 8 0 1 0 2.5-5.8L4 8.500M4 4v4.500h4.500M12 8v4l3 2",
        ["key"] = "M15 3a6 6 0 0 0-5.700 7.900L3 17.200V21h4v-2.500h2.500V16h2l1.600-1.500A6 6 0 1 0 15 3zM16.500 7.500v.1",
        ["letters"] = "M3 8h14v11H3zM3 9l7 5 7-5M7 8V4h14v11h-4",
        ["link"] = "M10 14a4 4 0 0 0 6 .5l3-3a4 4 0 0 0-6-6l-1 1M14 10a4 4 0 0 0-6-.5l-3 3a4 4 0 0 0 6 6l1-1",
        ["location"] = "M12 21s7-6.500 7-11.500a7 7 0 0 0-14 0C5 14.500 12 21 12 21zM12 12a2.500 2.500 0 1 0 0-5 2.500 2.500 0 0 0 0 5z",
        ["mail"] = "M3 6h18v13H3zM3 7l9 7 9-7",
        ["merge"] = "M6 4v4a6 6 0 0 0 6 6v6M18 4v4a6 6 0 0 1-6 6M9 17l3 3 3-3",
        ["menu"] = "M4 6h16M4 12h16M4 18h16",
        ["more"] = "M12 5v.1M12 12v.1M12 19v.1",
        ["move"] = "M4 12h15M14 7l5 5-5 5M4 5v14",
        ["people"] = "M9 11a3.500 3.500 0 1 0 0-7 3.500 3.500 0 0 0 0 7zM2.500 20a6.500 6.500 0 0 1 13 0M16 4.500a3.500 3.500 0 0 1 0 6.500M18 14.500a6.500 6.500 0 0 1 3.500 5.500",
        ["person"] = "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.500 21a7.500 7.500 0 0 1 15 0",
        ["save"] = "M5 4h11l3 3v13H5zM8 4v5h7V4M8 20v-6h8v6",
        ["search"] = "M10.500 4a6.500 6.500 0 1 0 0 13 6.500 6.500 0 0 0 0-13zM15.500 15.500L20 20",
        ["table"] = "M4 5h16v14H4zM4 10h16M10 10v9",
        ["transfer"] = "M4 8h14M14 4l4 4-4 4M20 16H6M10 12l-4 4 4 4",
        ["tree"] = "M9 4h6v4H9zM3 16h6v4H3zM15 16h6v4h-6zM12 8v4M6 16v-4h12v4",
        ["undo"] = "M8 5L4 9l4 4M4 9h10a5 5 0 0 1 0 10h-3",
    }.ToFrozenDictionary();

    public static string Of(string name) => Paths[name];
}
