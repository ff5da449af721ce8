using System.Net;
using Eseur.Admin.Features.Letters.Mailings;
using Eseur.Domain.Access;
using Eseur.Domain.Letters;
using Eseur.Tests.Features.Letters.Mailings;

namespace Eseur.Tests.Features.Letters.Pages;

/// <summary>The letter in its frame: whose page may hold it, and what it tells whom.</summary>
public sealed class LetterPreviewTests : IAsyncLifetime
{
    private MailingGround ground = null!;
    private int id;

    public async Task InitializeAsync()
    {
        ground = await MailingGround.StartAsync("--urls", "http://127.0.0.1:0");
        await ground.HireAsync("analyst@region.example", RegistryRole.Analyst, ground.Region);
        await ground.HireAsync("apparat@beside.example", RegistryRole.Apparatus, ground.Beside);
        (id, var version) = await ground.DraftAsync(ground.Apparatus, ground.Region);
        await ground.Service<MailingActs>(ground.Apparatus).SaveAsync(id, version, new MailingDraft(LetterChannel.Email, new MailingAudience(), "Тема", "Здравствуйте, {{имя}} <script>alert(1)</script>! {{фио}}, {{поле:chair-email}}"));
        await ground.Registry.App.StartAsync();
    }

    public async Task DisposeAsync() => await ground.DisposeAsync();

    [Fact]
    public async Task Preview_ForAPerson_IsTheirLetterAndRunsNothing()
    {
        using var client = await SignedInClient.SignInAsync(ground.Registry, "apparat@region.example", "profsoyuz-2026");
        using var answer = await client.GetAsync(await AddressAsync());
        var html = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());

        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'self'", policy, StringComparison.Ordinal);
        Assert.EndsWith("sandbox", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("script-src", policy, StringComparison.Ordinal);
        Assert.True(answer.Headers.CacheControl!.NoStore);
        Assert.Contains($"Петрова Анна {ground.Schools[0]}, chair{ground.Schools[0]}@mail", html, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Preview_ByAnAnalyst_HidesThePerson()
    {
        using var client = await SignedInClient.SignInAsync(ground.Registry, "analyst@region.example", "profsoyuz-2026");
        var html = WebUtility.HtmlDecode(await client.GetStringAsync(await AddressAsync()));

        Assert.Contains("скрыто, скрыто", html, StringComparison.Ordinal);
        Assert.DoesNotContain("Петрова", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Preview_FromBeside_IsNotThere()
    {
        using var client = await SignedInClient.SignInAsync(ground.Registry, "apparat@beside.example", "profsoyuz-2026");
        using var answer = await client.GetAsync(await AddressAsync());

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    private async Task<string> AddressAsync()
    {
        var row = (await ground.Service<MailingRecipients>(ground.Apparatus).PageAsync(id, new RecipientFilter(), 0, 100)).First(r => r.OrganizationId == ground.Schools[0]);
        return $"letters/{id}/preview?recipient={row.Id}&organization={row.OrganizationId}";
    }
}
