namespace Eseur.Admin.Features.Account;

/// <summary>A browser's own long name in two words, for the list of one's devices.</summary>
internal static class DeviceName
{
    // Chromium's descendants name Chrome as well, and everybody names Safari: the rarer first.
    private static readonly (string Sign, string Name)[] Browsers =
        [("YaBrowser/", "Яндекс Браузер"), ("OPR/", "Opera"), ("Edg/", "Edge"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari")];

    private static readonly (string Sign, string Name)[] Systems =
        [("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS X", "macOS"), ("Linux", "Linux")];

    public static string Of(string userAgent)
    {
        var known = new[] { Find(Browsers, userAgent), Find(Systems, userAgent) }.OfType<string>().ToList();
        return known.Count == 0 ? "Неизвестное устройство" : string.Join(", ", known);
    }

    private static string? Find((string Sign, string Name)[] among, string userAgent) =>
        among.FirstOrDefault(a => userAgent.Contains(a.Sign, StringComparison.Ordinal)).Name;
}
