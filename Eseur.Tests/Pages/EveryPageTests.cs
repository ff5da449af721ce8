using System.Net;
using Eseur.Admin.Features.Demo;
using Eseur.Domain.Fields;
using Eseur.Domain.Passports;
using Microsoft.Extensions.DependencyInjection;

namespace Eseur.Tests.Pages;

public sealed class EveryPageTests : IAsyncLifetime
{
    private static readonly string[] Open = ["/sign-in", "/sign-in/forgot", "/sign-in/reset", "/sign-in/invitation", "/error", "/not-found", "/ticket/{Number?}", "/unsubscribe/{Key}"];
    private static readonly string[] Keys = ["q", "under", "level", "district", "region", "type", "lacks", "status", "field", "gap", "sort", "order", "age", "employment", "sex", "dues", "ticket", "bonus", "days", "all", "return", "sel", "by", "done", "user", "key"];

    // What people, scanners and broken letters really send.
    private static readonly string[] Values =
    [
        "", "0", "-1", "1", "2", "30", "999999999", "2147483648", "99999999999999999999", "1e9", "NaN", "null", "%00", "\0", "'", "\"><script>alert(1)</script>", "' OR 1=1 --", "../../etc/passwd",
        "//example.org", "https://example.org", "\\\\example.org", "dues", "dues,dues,profkom", "chairperson", "primary", "any", "liquidated", "77,16", ",,,", "ё", "ЁЛКА", "🙂", "\ud83d", "‮", "а́", "%", "_", "[", "{0}", "-", "+",
        new string('я', 5000), "inpo", "addresses", "desc", "asc", "365", "true", "18-35", "-", "none,worker", "birth", "off", "none",
    ];

    private TestRegistry registry = default!;

    public async Task InitializeAsync()
    {
        registry = await TestRegistry.StartEmptyAsync("--urls", "http://127.0.0.1:0", "--Demo:LoadWhenEmpty", "true");
        await registry.App.Services.GetRequiredService<DemoStart>().FillWhenEmptyAsync(default);
        await registry.App.StartAsync();
    }

    [Fact]
    public async Task Anonymous_EveryPageButTheOpenOnes_LeadsToTheSignIn()
    {
        using var client = SignedInClient.Anonymous(registry);
        foreach (var template in EveryPage.Templates.Except(Open))
        {
            using var answer = await client.GetAsync(EveryPage.Address(template, _ => "1"));
            Assert.True(answer.RequestMessage!.RequestUri!.AbsolutePath == "/sign-in", $"{template} answered {answer.StatusCode} at {answer.RequestMessage.RequestUri}");
        }
    }

    [Fact]
    public async Task SignedIn_AnyAddress_IsAnsweredWithoutAFault()
    {
        using var client = await SignedInClient.SignInAsync(registry, "apparat@demo.eseur", DemoSignIns.Password);
        var random = new Random(20261121);
        for (var i = 0; i < 400; i++)
        {
            var address = RandomAddress(random);
            using var answer = await client.GetAsync(address);
            Assert.True(answer.StatusCode < HttpStatusCode.InternalServerError, $"{address} answered {answer.StatusCode}");
        }
    }

    [Theory]
    [InlineData("/members/{Id:int}/{TabKey?}")]
    [InlineData("/members/{Id:int}/history")]
    public void Pages_OfACard_AreAmongThem(string template) => Assert.Contains(template, EveryPage.Templates);

    [Fact]
    public void Links_OfEveryTabAndField_AreAmongThePages() =>
        Assert.Contains(EveryPage.Templates, t => EveryPage.Address(t, n => n == "Id" ? "1" : Catalogue.Passport.Tabs[0].Key) == $"/organizations/1/passport/{Catalogue.Passport.Tabs[0].Key}");

    private static string RandomAddress(Random random)
    {
        var template = EveryPage.Templates[random.Next(EveryPage.Templates.Count)];
        var path = EveryPage.Address(template, _ => random.Next(3) == 0 ? random.Next(800).ToString() : Pick(random, Values) is { Length: > 0 and < 100 } value && !value.Contains('.') ? value : "7");
        var query = Enumerable.Range(0, random.Next(4)).Select(_ => $"{Pick(random, Keys)}={Uri.EscapeDataString(Pick(random, Values))}");
        return $"{path}?{string.Join('&', query)}";
    }

    private static string Pick(Random random, string[] among) => among[random.Next(among.Length)];

    public async Task DisposeAsync() => await registry.DisposeAsync();
}
