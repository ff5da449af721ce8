using System.Net;
using Eseur.Admin.Features.Access;
using Eseur.Admin.Features.Dashboard;
using Eseur.Admin.Layout;
using Eseur.Domain.Access;
using Eseur.Tests.Pages;

namespace Eseur.Tests.Features.Access;

/// <summary>Which pages a role may open at all, asked of the real server.</summary>
public sealed class PageAccessTests : IAsyncLifetime
{
    private const string Password = "pass-phrase-2026";
    private TestRegistry registry = null!;

    public async Task InitializeAsync()
    {
        registry = await TestRegistry.StartAsync("--urls", "http://127.0.0.1:0");
        await registry.App.StartAsync();
        await registry.CatchUpAsync();
    }

    public async Task DisposeAsync() => await registry.DisposeAsync();

    [Fact]
    public void Of_PageThatSaysNothing_NeedsReading() => Assert.Equal(Powers.Read, RequiresPowerAttribute.Of(typeof(DashboardPage)));

    [Fact]
    public void Of_PageForAnybodySignedIn_NeedsNoPower() => Assert.Equal(Powers.None, RequiresPowerAttribute.Of(typeof(DeniedPage)));

    [Fact]
    public void Of_OpenPage_IsNotAsked() => Assert.Null(RequiresPowerAttribute.Of(typeof(NotFoundPage)));

    [Theory]
    [InlineData(RegistryRole.Analyst)]
    [InlineData(RegistryRole.PersonalAnalyst)]
    [InlineData(RegistryRole.Chairperson)]
    [InlineData(RegistryRole.Apparatus)]
    [InlineData(RegistryRole.Administrator)]
    [InlineData(RegistryRole.Auditor)]
    public async Task EveryPage_OpenedByARole_IsShownOrRefusedByItsPowers(RegistryRole role)
    {
        using var client = await EnterAsync(role);
        foreach (var page in EveryPage.Pages.Where(p => p.Template != "/"))
        {
            using var answer = await client.GetAsync(EveryPage.Address(page.Template, _ => "1"));
            var refused = answer.RequestMessage!.RequestUri!.AbsolutePath == "/denied" && page.Template != "/denied";
            var may = RequiresPowerAttribute.Of(page.Type) is not { } needed || role.Allows().HasFlag(needed);
            Assert.True(may == !refused, $"{role} at {page.Template} came to {answer.RequestMessage.RequestUri} with {answer.StatusCode}");
        }
    }

    [Theory]
    [InlineData(RegistryRole.Auditor, "Журнал", "Сводка")]
    [InlineData(RegistryRole.Analyst, "Сводка", "Доступ")]
    [InlineData(RegistryRole.Apparatus, "Доступ", "Журнал")]
    public async Task Rail_OfARole_OffersOnlyWhatItMayOpen(RegistryRole role, string offered, string hidden)
    {
        using var client = await EnterAsync(role);
        var page = WebUtility.HtmlDecode(await client.GetStringAsync("denied"));
        Assert.Contains($"<span>{offered}</span>", page, StringComparison.Ordinal);
        Assert.DoesNotContain($"<span>{hidden}</span>", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("account")]
    [InlineData("account/second")]
    [InlineData("account/password")]
    public async Task OwnAccount_OfWhoeverReadsNoOrganisation_IsOpen(string page)
    {
        using var client = await EnterAsync(RegistryRole.Auditor);
        using var answer = await client.GetAsync(page);
        Assert.Equal((HttpStatusCode.OK, "/" + page), (answer.StatusCode, answer.RequestMessage!.RequestUri!.AbsolutePath));
    }

    [Fact]
    public async Task Home_WithoutAnyGrant_SaysWhomToAsk()
    {
        var user = await registry.HireAsync("none@example.org", "Никто", Password, RegistryRole.Analyst, registry.RootId);
        await using (var context = await registry.OpenAsync())
        {
            context.Grants.Single(g => g.UserId == user).End("Проверка", DateTime.UtcNow);
            await context.SaveChangesAsync();
        }
        using var client = await SignedInClient.SignInAsync(registry, "none@example.org", Password);
        using var answer = await client.GetAsync("/");
        Assert.Equal((HttpStatusCode.OK, "/denied"), (answer.StatusCode, answer.RequestMessage!.RequestUri!.AbsolutePath));
        Assert.Contains("Обратитесь в вышестоящую организацию", WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()), StringComparison.Ordinal);
    }

    private async Task<HttpClient> EnterAsync(RegistryRole role)
    {
        await registry.HireAsync("one@example.org", "Один", Password, role, registry.RootId);
        return await SignedInClient.SignInAsync(registry, "one@example.org", Password);
    }
}
