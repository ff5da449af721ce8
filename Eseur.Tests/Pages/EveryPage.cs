using System.Text.RegularExpressions;
using Eseur.Admin;
using Microsoft.AspNetCore.Components;

namespace Eseur.Tests.Pages;

/// <summary>The addresses of all pages of the program, by reflection: a new page is among them without anyone adding it.</summary>
internal static partial class EveryPage
{
    public static IReadOnlyList<(string Template, Type Type)> Pages { get; } =
        [.. from type in typeof(RegistryHost).Assembly.GetTypes()
            from RouteAttribute route in type.GetCustomAttributes(typeof(RouteAttribute), inherit: false)
            orderby route.Template
            select (route.Template, type)];

    public static IReadOnlyList<string> Templates { get; } = [.. Pages.Select(p => p.Template).Order(StringComparer.Ordinal)];

    /// <summary>An address of the template with each of its parts given by <paramref name="value"/>, which is told the part's name.</summary>
    public static string Address(string template, Func<string, string> value) =>
        Part().Replace(template, part => Uri.EscapeDataString(value(part.Groups["name"].Value)));

    [GeneratedRegex(@"\{(?<name>\w+)[^}]*\}", RegexOptions.None, 1000)]
    private static partial Regex Part();
}
