using Microsoft.AspNetCore.Components;

namespace Eseur.Admin.Shared;

public static class PageAddress
{
    /// <summary>The query string while <paramref name="page"/> is open; null once the address is another page's, which its own page still hears of.</summary>
    public static string? QueryOf(this NavigationManager navigation, string page)
    {
        var address = navigation.ToAbsoluteUri(navigation.Uri);
        return address.AbsolutePath.TrimEnd('/').EndsWith("/" + page, StringComparison.OrdinalIgnoreCase) ? address.Query : null;
    }
}
