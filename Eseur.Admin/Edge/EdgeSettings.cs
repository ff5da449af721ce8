using System.Globalization;
using System.Net;
using Eseur.Admin.Data;

namespace Eseur.Admin.Edge;

/// <summary>How the program meets the network: sections "Https", "Proxies" and "Limits" of the settings.</summary>
/// <param name="HttpsRequired">Plain requests are sent to HTTPS, browsers are told to remember that, cookies travel by nothing else.</param>
/// <param name="Proxies">Whose word about the caller's address and scheme is believed; nobody's when empty.</param>
/// <param name="AnonymousPerMinute">Requests of one address before the sign-in; its static files are not counted.</param>
/// <param name="SignedInPerMinute">Requests of one signed-in person.</param>
public sealed record EdgeSettings(bool HttpsRequired, IReadOnlyList<IPNetwork> Proxies, int AnonymousPerMinute, int SignedInPerMinute)
{
    /// <exception cref="StartupException">A setting makes no sense.</exception>
    public static EdgeSettings From(IConfiguration configuration, bool production) => new(
        Flag(configuration, "Https:Required", production),
        [.. configuration.GetSection("Proxies:Known").GetChildren().Select(c => c.Value).Append(configuration["Proxies:Known"]).OfType<string>()
            .SelectMany(v => v.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).Select(Network)],
        Number(configuration, "Limits:AnonymousPerMinute", 300),
        Number(configuration, "Limits:SignedInPerMinute", 1200));

    private static bool Flag(IConfiguration configuration, string name, bool otherwise) => configuration[name] switch
    {
        null or "" => otherwise,
        var text => bool.TryParse(text, out var value) ? value : throw new StartupException($"Настройка {name}: «{text}» — нужно true или false."),
    };

    private static int Number(IConfiguration configuration, string name, int otherwise) => configuration[name] switch
    {
        null or "" => otherwise,
        var text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value > 0 ? value
            : throw new StartupException($"Настройка {name}: «{text}» — нужно целое число больше нуля."),
    };

    private static IPNetwork Network(string text) =>
        IPNetwork.TryParse(text, out var network) ? network
        : IPAddress.TryParse(text, out var address) ? new IPNetwork(address, address.GetAddressBytes().Length * 8)
        : throw new StartupException($"Настройка Proxies:Known: «{text}» — нужен адрес (10.0.0.5) или сеть (10.0.0.0/24).");
}
