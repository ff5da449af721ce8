using System.Net;
using System.Net.Http.Headers;
using Eseur.Admin;
using Eseur.Admin.Data;
using Eseur.Domain.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;

namespace Eseur.Tests.Edge;

public sealed class EdgeTests
{
    private const string Email = "one@example.org";
    private const string Password = "pass-phrase-2026";

    [Fact]
    public async Task Page_AnyOne_CarriesThePolicyAndNoServerName()
    {
        await using var registry = await ServeAsync();
        using var client = SignedInClient.Anonymous(registry);
        using var answer = await client.GetAsync("sign-in");

        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.StartsWith("default-src 'none'; script-src 'self'; style-src 'self';", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("same-origin", Assert.Single(answer.Headers.GetValues("Cross-Origin-Opener-Policy")));
        Assert.False(answer.Headers.Contains("Server"));
        Assert.False(answer.Headers.Contains("Strict-Transport-Security"));
    }

    [Fact]
    public async Task Fault_WhateverItWas_IsAPageWithThePolicyAndWithoutTheReason()
    {
        await using var registry = await TestRegistry.StartAsync("--urls", "http://127.0.0.1:0");
        registry.App.MapGet("/fault", string () => throw new InvalidOperationException("Server=sql;Password=secret")).AllowAnonymous();
        await registry.App.StartAsync();
        using var client = SignedInClient.Anonymous(registry);
        using var answer = await client.GetAsync("fault");
        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.DoesNotContain("secret", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains("default-src 'none'", Assert.Single(answer.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
    }

    [Fact]
    public async Task Page_OfASignedInPerson_IsKeptInNoStore()
    {
        await using var registry = await ServeAsync();
        await registry.HireAsync(Email, "Анна", Password, RegistryRole.PersonalAnalyst, registry.RootId);
        using var client = await SignedInClient.SignInAsync(registry, Email, Password);
        using var answer = await client.GetAsync("dashboard");
        Assert.True(answer.Headers.CacheControl!.NoStore);
    }

    [Fact]
    public async Task Answer_OfASignedInPersonThatIsNoPage_IsKeptInNoStoreEither()
    {
        await using var registry = await ServeAsync();
        await registry.HireAsync(Email, "Анна", Password, RegistryRole.PersonalAnalyst, registry.RootId);
        using var client = await SignedInClient.SignInAsync(registry, Email, Password);
        using var answer = await client.GetAsync("members/1/photo");
        Assert.True(answer.Headers.CacheControl!.NoStore);
    }

    [Theory]
    [InlineData("app.css", "text/css")]
    [InlineData("style-attributes.js", "text/javascript")]
    [InlineData("favicon.svg", "image/svg+xml")]
    public async Task File_OfText_SaysItsCharset(string file, string type)
    {
        await using var registry = await ServeAsync();
        using var client = SignedInClient.Anonymous(registry);
        using var answer = await client.GetAsync(file);
        Assert.Equal((type, "utf-8"), (answer.Content.Headers.ContentType!.MediaType, answer.Content.Headers.ContentType.CharSet));
    }

    [Fact]
    public async Task Request_WhereHttpsIsRequired_IsSentThereAndCookiesAreOfThisHostOnly()
    {
        await using var registry = await ServeAsync("--Https:Required", "true", "--https_port", "443", "--Proxies:Known", "127.0.0.1");
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = new Uri(registry.App.Urls.First()) };

        using var plain = await client.GetAsync("sign-in");
        Assert.Equal((HttpStatusCode.PermanentRedirect, "https"), (plain.StatusCode, plain.Headers.Location!.Scheme));

        // The proxy says that the person came by HTTPS.
        using var request = new HttpRequestMessage(HttpMethod.Get, "sign-in") { Headers = { { "X-Forwarded-Proto", "https" }, { "X-Forwarded-For", "203.0.113.7" }, { "Host", "registry.example.org" } } };
        using var secure = await client.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, secure.StatusCode);
        Assert.Equal("max-age=31536000; includeSubDomains", Assert.Single(secure.Headers.GetValues("Strict-Transport-Security")));
        Assert.All(secure.Headers.GetValues("Set-Cookie"), cookie =>
        {
            Assert.StartsWith("__Host-", cookie, StringComparison.Ordinal);
            Assert.All(["secure", "httponly", "samesite=", "path=/"], part => Assert.Contains(part, cookie, StringComparison.OrdinalIgnoreCase));
        });
    }

    [Fact]
    public async Task Request_WhereHttpsIsRequiredAndNobodyKnowsItsPort_IsNotAnsweredInPlain()
    {
        await using var registry = await ServeAsync("--Https:Required", "true");
        using var client = SignedInClient.Anonymous(registry);
        using var answer = await client.GetAsync("ticket");
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("только по HTTPS", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, HttpStatusCode.OK)]
    [InlineData("own", HttpStatusCode.OK)]
    [InlineData("https://registry.example.org", HttpStatusCode.OK)]
    [InlineData("https://example.org", HttpStatusCode.Forbidden)]
    [InlineData("null", HttpStatusCode.Forbidden)]
    public async Task Circuit_AskedForByAnotherSite_IsRefused(string? origin, HttpStatusCode answered)
    {
        await using var registry = await ServeAsync("--PublicAddress", "https://registry.example.org");
        await registry.HireAsync(Email, "Анна", Password, RegistryRole.PersonalAnalyst, registry.RootId);
        using var client = await SignedInClient.SignInAsync(registry, Email, Password);
        using var request = new HttpRequestMessage(HttpMethod.Post, "_blazor/negotiate?negotiateVersion=1");
        if (origin is not null)
            request.Headers.Add("Origin", origin == "own" ? registry.App.Urls.First() : origin);
        using var answer = await client.SendAsync(request);
        Assert.Equal(answered, answer.StatusCode);
    }

    [Fact]
    public async Task Cookies_OfSigningIn_AreAllOfThisHostOnly()
    {
        await using var registry = await ServeAsync("--Https:Required", "true", "--https_port", "443");
        var cookies = registry.App.Services.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>();
        Assert.All([IdentityConstants.ApplicationScheme, IdentityConstants.TwoFactorUserIdScheme, IdentityConstants.TwoFactorRememberMeScheme, IdentityConstants.ExternalScheme], scheme =>
        {
            var cookie = cookies.Get(scheme).Cookie;
            Assert.StartsWith("__Host-", cookie.Name, StringComparison.Ordinal);
            Assert.Equal((CookieSecurePolicy.Always, true), (cookie.SecurePolicy, cookie.HttpOnly));
            Assert.NotEqual(SameSiteMode.None, cookie.SameSite);
        });
    }

    [Theory]
    [InlineData("203.0.113.0/24", "127.0.0.1")]
    [InlineData("127.0.0.0/8", "198.51.100.9")]
    public async Task Session_BehindAProxy_HasTheAddressOnlyAKnownOneNames(string known, string written)
    {
        await using var registry = await ServeAsync("--Proxies:Known", known);
        await registry.HireAsync(Email, "Анна", Password, RegistryRole.PersonalAnalyst, registry.RootId);
        using var client = await SignedInClient.SignInAsync(registry, Email, Password, new Dictionary<string, string> { ["X-Forwarded-For"] = "198.51.100.9" });
        await using var context = await registry.OpenAsync();
        Assert.Equal(written, (await context.Sessions.AsNoTracking().SingleAsync()).Address);
    }

    [Fact]
    public async Task Keys_MadeByOneNode_AreReadByAnother()
    {
        await using var registry = await TestRegistry.StartAsync();
        var written = registry.App.Services.GetDataProtector("test").Protect("слово");
        await using var other = RegistryHost.Build(["--ConnectionStrings:Registry", registry.ConnectionString, "--environment", "Testing"]);
        Assert.Equal("слово", other.Services.GetDataProtector("test").Unprotect(written));
        await using var context = await registry.OpenAsync();
        Assert.Contains("AES_256_GCM", Assert.Single(await context.Set<DataProtectionKey>().ToListAsync()).Xml, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Requests_PastTheLimit_AreToldToWaitAndFilesAreNot()
    {
        await using var registry = await ServeAsync("--Limits:AnonymousPerMinute", "5");
        using var client = SignedInClient.Anonymous(registry);
        for (var i = 0; i < 5; i++)
            Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("sign-in")).StatusCode);
        using var refused = await client.GetAsync("sign-in");
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.Contains("Подождите минуту", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("app.css")).StatusCode);
    }

    [Theory]
    [InlineData("ticket/1234567890123456", 30)]
    [InlineData("sign-in", 40)]
    public async Task Requests_OfOneHomeFromManyAddresses_AreCountedTogether(string page, int most)
    {
        await using var registry = await ServeAsync("--Limits:AnonymousPerMinute", "40", "--Proxies:Known", "127.0.0.1");
        using var client = SignedInClient.Anonymous(registry);
        for (var i = 0; i < most; i++)
            Assert.Equal(HttpStatusCode.OK, await AskAsync($"2001:db8:1:2::{i + 1:x}"));
        Assert.Equal(HttpStatusCode.TooManyRequests, await AskAsync("2001:db8:1:2:ffff::1"));
        Assert.Equal(HttpStatusCode.OK, await AskAsync("2001:db8:1:3::1"));

        async Task<HttpStatusCode> AskAsync(string from)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, page) { Headers = { { "X-Forwarded-For", from } } };
            using var answer = await client.SendAsync(request);
            return answer.StatusCode;
        }
    }

    [Fact]
    public async Task Body_LongerThanAnyForm_IsNotTaken()
    {
        await using var registry = await ServeAsync();
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(registry.App.Urls.First()) };
        using var body = new ByteArrayContent(new byte[2 * 1024 * 1024]) { Headers = { ContentType = new MediaTypeHeaderValue("application/x-www-form-urlencoded") } };
        using var answer = await client.PostAsync("sign-in", body);
        // A form that cannot be read is as good as an old one: its page is opened anew.
        Assert.InRange((int)answer.StatusCode, 300, 499);
    }

    [Fact]
    public async Task Log_InProduction_IsLinesOfJsonWithTheirMomentInUtc()
    {
        await using var app = RegistryHost.Build(["--ConnectionStrings:Registry", "Data Source=:memory:", "--environment", "Production"]);
        Assert.Equal("json", app.Services.GetRequiredService<IOptionsMonitor<ConsoleLoggerOptions>>().CurrentValue.FormatterName);
        var line = app.Services.GetRequiredService<IOptionsMonitor<JsonConsoleFormatterOptions>>().CurrentValue;
        Assert.Equal(("yyyy-MM-ddTHH:mm:ssZ ", true), (line.TimestampFormat, line.UseUtcTimestamp));
    }

    [Theory]
    [InlineData("--Https:Required", "да")]
    [InlineData("--Proxies:Known", "балансировщик")]
    [InlineData("--Limits:SignedInPerMinute", "0")]
    [InlineData("--Keys:Certificate", "нет.pfx")]
    public void Setting_ThatMakesNoSense_StopsTheStartWithItsName(string name, string value) =>
        Assert.Contains(name[2..], Assert.Throws<StartupException>(() => RegistryHost.Build(["--ConnectionStrings:Registry", "Data Source=:memory:", name, value])).Message, StringComparison.Ordinal);

    private static async Task<TestRegistry> ServeAsync(params string[] settings)
    {
        var registry = await TestRegistry.StartAsync(["--urls", "http://127.0.0.1:0", .. settings]);
        await registry.CatchUpAsync();
        await registry.App.StartAsync();
        return registry;
    }
}
