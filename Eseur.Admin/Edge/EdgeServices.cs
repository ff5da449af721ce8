using System.Security.Cryptography.X509Certificates;
using Eseur.Admin.Data;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.AuthenticatedEncryption;
using Microsoft.AspNetCore.DataProtection.AuthenticatedEncryption.ConfigurationModel;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Eseur.Admin.Edge;

/// <summary>What stands between the network and the features: scheme, proxies, cookies, keys, headers, limits.</summary>
internal static class EdgeServices
{
    /// <summary>Longest request but for uploads, which say their own, in bytes.</summary>
    private const long LongestRequest = 1024 * 1024;

    public static void AddEdge(this WebApplicationBuilder builder)
    {
        var settings = EdgeSettings.From(builder.Configuration, builder.Environment.IsProduction());
        var services = builder.Services;
        services.AddSingleton(settings);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LongestRequest;
        });
        services.AddHsts(hsts =>
        {
            hsts.MaxAge = TimeSpan.FromDays(365);
            // Cookies of a name below this one's reach it too.
            hsts.IncludeSubDomains = true;
        });
        services.AddHttpsRedirection(redirect => redirect.RedirectStatusCode = StatusCodes.Status308PermanentRedirect);
        services.Configure<ForwardedHeadersOptions>(forwarded =>
        {
            forwarded.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
            forwarded.KnownProxies.Clear();
            forwarded.KnownIPNetworks.Clear();
            foreach (var network in settings.Proxies)
                forwarded.KnownIPNetworks.Add(network);
            forwarded.ForwardLimit = null;
        });
        services.AddCookies(settings.HttpsRequired);
        services.AddKeys(builder.Configuration);
        services.AddRequestLimits();
    }

    public static void UseEdge(this WebApplication app)
    {
        var settings = app.Services.GetRequiredService<EdgeSettings>();
        app.UseRegistrySecurityHeaders();
        if (settings.Proxies.Count > 0)
            app.UseForwardedHeaders();
        if (settings.HttpsRequired)
        {
            app.UseHsts();
            app.UseHttpsRedirection();
            app.UseHttpsOnly();
        }
        app.UseOwnOrigin();
    }

    private static void AddCookies(this IServiceCollection services, bool httpsRequired)
    {
        var secure = httpsRequired ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
        // A name that begins so is accepted by browsers only from this very host and only over HTTPS.
        var prefix = httpsRequired ? "__Host-" : "";
        // After the accounts' own words, which come later and would give the cookie its plain name back.
        services.PostConfigure<CookieAuthenticationOptions>(IdentityConstants.ApplicationScheme, cookie =>
        {
            cookie.Cookie.Name = prefix + "eseur";
            cookie.Cookie.SecurePolicy = secure;
            cookie.Cookie.HttpOnly = true;
        });
        foreach (var (scheme, name) in new[] { (IdentityConstants.ExternalScheme, "eseur-other"), (IdentityConstants.TwoFactorUserIdScheme, "eseur-step"), (IdentityConstants.TwoFactorRememberMeScheme, "eseur-device") })
        {
            services.PostConfigure<CookieAuthenticationOptions>(scheme, cookie =>
            {
                cookie.Cookie.Name = prefix + name;
                cookie.Cookie.SecurePolicy = secure;
            });
        }
        services.AddAntiforgery(forgery =>
        {
            forgery.Cookie.Name = prefix + "eseur-form";
            forgery.Cookie.SecurePolicy = secure;
            forgery.Cookie.SameSite = SameSiteMode.Strict;
        });
    }

    private static void AddKeys(this IServiceCollection services, ConfigurationManager configuration)
    {
        var keys = services.AddDataProtection().SetApplicationName("Eseur.Admin")
            .UseCryptographicAlgorithms(new AuthenticatedEncryptorConfiguration { EncryptionAlgorithm = EncryptionAlgorithm.AES_256_GCM });
        services.AddSingleton<StoredKeys>();
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(provider => new ConfigureOptions<KeyManagementOptions>(o => o.XmlRepository = provider.GetRequiredService<StoredKeys>()));
        if (configuration["Keys:Certificate"] is { Length: > 0 } file)
            keys.ProtectKeysWithCertificate(Certificate(file, configuration["Keys:CertificatePassword"]));
    }

    private static X509Certificate2 Certificate(string file, string? password)
    {
        try
        {
            return X509CertificateLoader.LoadPkcs12FromFile(file, password);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or System.Security.Cryptography.CryptographicException)
        {
            throw new StartupException($"Настройка Keys:Certificate: файл {file} не читается как сертификат PKCS#12 (.pfx): {e.Message}", e);
        }
    }
}
