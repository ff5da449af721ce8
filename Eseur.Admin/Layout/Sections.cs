using Microsoft.AspNetCore.Components.Routing;

namespace Eseur.Admin.Layout;

/// <summary>The sections of the program, in the order of the rail and of the phone's bottom bar.</summary>
internal static class Sections
{
    public sealed record Section(string Title, string Href, string Icon, NavLinkMatch Match = NavLinkMatch.Prefix);

    public static readonly IReadOnlyList<Section> All =
    [
        new("Сводка", "dashboard", "chart"),
        new("Организации", "organizations", "tree"),
        new("Члены Профсоюза", "members", "people"),
        new("Отчёты", "reports", "table"),
        new("Словарь", "dictionary", "book"),
    ];
}
