using System.Net;
using System.Net.Http.Headers;
using System.Reflection;
using System.Text;
using Eseur.Admin;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Eseur.Tests.Edge;

/// <summary>Requests as scanners, broken letters and angry people send them, at whatever the running program answers: addresses and names come from it by reflection.</summary>
internal sealed class RandomRequests
{
    private static readonly string[] Methods = ["GET", "GET", "GET", "GET", "GET", "POST", "POST", "HEAD", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "QWERTY"];

    private static readonly string[] Values =
    [
        "", "0", "1", "-1", "2147483648", "99999999999999999999", "1e9", "NaN", "null", "true", "2026-13-45", "%00", "%0d%0aSet-Cookie:x=1", "%ff%fe", "%", "%u0000", "'", "\"><script>alert(1)</script>", "' OR 1=1 --",
        "../../etc/passwd", "..%2f..%2fetc%2fpasswd", "//example.org", "https://example.org", "javascript:alert(1)", "\\\\example.org", "inpo", "dues", "chairperson", "ё", "🙂", "‮", "{0}", "${jndi:ldap://x}", "[]", "a[b]=c", "=HYPERLINK(1)",
        "0000000000000000", "1234567890123456", "1234 5678 9012 3456", "one@example.org", "00000000-0000-0000-0000-000000000000", "_blazor", "sign-in", "desc",
    ];

    private static readonly string[] Types = ["application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "multipart/form-data", "application/json", "text/plain", "application/x-protobuf", "nonsense"];

    private readonly Random random;
    private readonly Uri root;
    private readonly string[] templates;
    private readonly string[] queryKeys;
    private readonly string[] formKeys;

    public RandomRequests(WebApplication app, int seed)
    {
        random = new Random(seed);
        root = new Uri(app.Urls.First());
        templates = [.. app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Select(e => e.RoutePattern.RawText ?? "").Distinct()];
        var properties = typeof(RegistryHost).Assembly.GetTypes().Where(typeof(IComponent).IsAssignableFrom)
            .SelectMany(t => t.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)).ToList();
        queryKeys = [.. properties.Select(p => (p, From: p.GetCustomAttribute<SupplyParameterFromQueryAttribute>())).Where(p => p.From is not null).Select(p => p.From!.Name ?? p.p.Name).Distinct(), "id", "v", "_handler"];
        formKeys = [.. properties.Where(p => p.GetCustomAttribute<SupplyParameterFromFormAttribute>() is not null).SelectMany(p => p.PropertyType.GetProperties().Select(f => $"{p.Name}.{f.Name}").Append(p.Name)).Distinct(), "_handler", "__RequestVerificationToken", "photo"];
    }

    public IReadOnlyList<string> Templates => templates;

    public HttpRequestMessage Next()
    {
        var request = new HttpRequestMessage(new HttpMethod(Pick(Methods)), Address());
        foreach (var (name, value) in new[] { ("Cookie", $"eseur={Pick(Values)}"), ("Accept-Language", Pick(Values)), ("Range", "bytes=5-1,-0"), ("X-Forwarded-For", Pick(Values)), ("If-None-Match", Pick(Values)), ("Origin", "https://example.org"), ("Accept", Pick(Values)) })
        {
            if (random.Next(6) == 0)
                request.Headers.TryAddWithoutValidation(name, new string([.. value.Where(c => c is >= ' ' and < '\u007f')]));
        }
        if (request.Method != HttpMethod.Get && request.Method != HttpMethod.Head && request.Method.Method != "TRACE" && random.Next(4) > 0)
            request.Content = Body();
        return request;
    }

    private Uri Address()
    {
        var path = random.Next(8) == 0 ? "/" + Junk() : "/" + Filled(Pick(templates)).TrimStart('/');
        var query = string.Join('&', Enumerable.Range(0, random.Next(4)).Select(_ => $"{(random.Next(5) == 0 ? Junk() : Pick(queryKeys))}={Escaped(Pick(Values))}"));
        var text = root.AbsoluteUri.TrimEnd('/') + path + (query.Length > 0 ? "?" + query : "");
        // As it is: a browser would tidy the address up, a scanner does not.
        return new Uri(text, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
    }

    private string Filled(string template) => string.Join('/', template.Split('/').Select(part => part.Contains('{', StringComparison.Ordinal) ? Escaped(Pick(Values)) : part));

    private string Escaped(string value) => random.Next(8) == 0 && value.All(c => c is > ' ' and < '\u007f' and not '#' and not '?') ? value : Uri.EscapeDataString(value);

    private string Junk() => Uri.EscapeDataString(new string([.. Enumerable.Range(0, random.Next(1, 30)).Select(_ => (char)random.Next(33, 1200))])).Replace("%2F", "/", StringComparison.Ordinal);

    private ByteArrayContent Body()
    {
        var length = random.Next(200) == 0 ? 1_200_000 : random.Next(300);
        var bytes = random.Next(3) switch
        {
            0 => Encoding.UTF8.GetBytes(string.Join('&', Enumerable.Range(0, random.Next(6)).Select(_ => $"{Pick(formKeys)}={Uri.EscapeDataString(Pick(Values))}"))),
            1 => Encoding.UTF8.GetBytes($"--x\r\nContent-Disposition: form-data; name=\"{Pick(formKeys)}\"; filename=\"a.png\"\r\nContent-Type: image/png\r\n\r\n{Pick(Values)}\r\n--x--\r\n"),
            _ => RandomBytes(length),
        };
        var content = new ByteArrayContent(bytes);
        content.Headers.TryAddWithoutValidation("Content-Type", Pick(Types));
        return content;
    }

    private byte[] RandomBytes(int length)
    {
        var bytes = new byte[length];
        random.NextBytes(bytes);
        return bytes;
    }

    private string Pick(string[] among) => among[random.Next(among.Length)];
}
