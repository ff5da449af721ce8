using Eseur.Admin.Data;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Eseur.Admin.Shared.Mail;

/// <summary>
/// Where the registry is found from outside: what links of letters begin with. Never taken from a request, whose Host
/// header is whatever its sender wrote. Outside production the address this program listens at will do.
/// </summary>
public sealed class PublicAddress(IConfiguration configuration, IHostEnvironment environment, IServer server)
{
    public const string Setting = "PublicAddress";

    private readonly Uri? given = Read(configuration);

    /// <summary>Null in production when the setting is missing.</summary>
    public Uri? Root => given ?? (environment.IsProduction() ? null : Listening());

    public Uri? Find(string path) => Root is { } root ? new Uri(root, path) : null;

    /// <exception cref="InvalidOperationException">Nobody has said where the registry is found.</exception>
    public Uri Require(string path) => Find(path) ?? throw new InvalidOperationException($"A letter was not written: the setting {Setting} does not say what its links begin with.");

    private Uri? Listening() => server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() is { } address && Uri.TryCreate(address, UriKind.Absolute, out var found) ? found : null;

    private static Uri? Read(IConfiguration configuration)
    {
        if (configuration[Setting] is not { } text || string.IsNullOrWhiteSpace(text))
            return null;
        return Uri.TryCreate(text.TrimEnd('/') + "/", UriKind.Absolute, out var address) && address.Scheme is "https" or "http"
            ? address
            : throw new StartupException($"Настройка {Setting}: «{text}» — нужен адрес, по которому открывают реестр, например https://registry.example.org");
    }
}
