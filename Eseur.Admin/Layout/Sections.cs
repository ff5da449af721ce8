using Eseur.Admin.Data.Access;
using Eseur.Domain.Access;
using Microsoft.AspNetCore.Components.Routing;

namespace Eseur.Admin.Layout;

/// <summary>The sections of the program, in the order of the rail and of the phone's bottom bar.</summary>
internal static class Sections
{
    /// <param name="Needs">Those who have it nowhere are not offered the section; its page says the same by its own attribute.</param>
    public sealed record Section(string Title, string Href, string Icon, Powers Needs = Powers.Read, NavLinkMatch Match = NavLinkMatch.Prefix);

    public static readonly IReadOnlyList<Section> All =
    [
        new("Сводка", "dashboard", "chart"),
        new("Организации", "organizations", "tree"),
        new("Члены Профсоюза", "members", "people"),
        new("Письма", "letters", "letters"),
        new("Отчёты", "reports", "table"),
        new("Словарь", "dictionary", "book"),
        new("Доступ", "access", "key", Powers.Give),
        new("Журнал", "audit", "history", Powers.Audit),
    ];

    public static IEnumerable<Section> For(Scope? scope) => All.Where(s => scope?.MayAnywhere(s.Needs) == true);
}
