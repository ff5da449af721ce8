using Eseur.Domain.Access;
using System.Net;
using System.Text.RegularExpressions;
using Eseur.Admin.Features.Account;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Eseur.Tests.Features.Account;

/// <summary>Coming in and going out through the real server.</summary>
public sealed partial class AccountTests : IAsyncLifetime, IDisposable
{
    private const string Email = "one@example.org";
    private const string Password = "pass-phrase-2026";
    private readonly CookieContainer cookies = new();
    private TestRegistry registry = null!;
    private HttpClient client = null!;

    public async Task InitializeAsync()
    {
        registry = await TestRegistry.StartAsync("--urls", "http://127.0.0.1:0");
        await registry.HireAsync(Email, Email, Password, RegistryRole.PersonalAnalyst, registry.RootId);
        await registry.App.StartAsync();
        client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = cookies }) { BaseAddress = new Uri(registry.App.Urls.First()) };
    }

    public async Task DisposeAsync() => await registry.DisposeAsync();

    public void Dispose() => client.Dispose();

    [Fact]
    public async Task SignOut_FromOurForm_EndsTheSignIn()
    {
        await SignInAsync();
        using var answer = await SignOutAsync(await TokenAsync("dashboard"));
        Assert.Equal((HttpStatusCode.Redirect, "/sign-in"), (answer.StatusCode, answer.Headers.Location?.ToString()));
        Assert.Equal("\"cache\"", Assert.Single(answer.Headers.GetValues("Clear-Site-Data")));
        Assert.False(await IsInAsync());
    }

    [Fact]
    public async Task SignIn_OverASignIn_EndsTheOneBefore()
    {
        await SignInAsync();
        await SignInAsync();
        await using var context = await registry.OpenAsync();
        var sessions = await context.Sessions.AsNoTracking().OrderBy(s => s.StartedAt).ToListAsync();
        Assert.Equal([true, false], sessions.Select(s => s.EndedAt is not null));
    }

    [Theory]
    [InlineData(89, true)]
    [InlineData(91, false)]
    public async Task Session_ThatBeganLongAgo_EndsHoweverOftenItIsSeen(int daysAgo, bool lasts)
    {
        await SignInAsync();
        await using (var context = await registry.OpenAsync())
            await context.Sessions.ExecuteUpdateAsync(set => set.SetProperty(s => s.StartedAt, DateTime.UtcNow.AddDays(-daysAgo)));
        registry.App.Services.GetRequiredService<AccessBook>().Forget((await UserAsync()).Id);
        Assert.Equal(lasts, await IsInAsync());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("made-up")]
    public async Task SignOut_FromAnotherSitesForm_ChangesNothing(string? token)
    {
        await SignInAsync();
        using var answer = await SignOutAsync(token);
        Assert.Equal((HttpStatusCode.Redirect, "/"), (answer.StatusCode, answer.Headers.Location?.ToString()));
        Assert.True(await IsInAsync());
    }

    [Theory]
    [InlineData("/organizations?q=1", "/organizations?q=1")]
    [InlineData("https://example.org/", "/")]
    [InlineData("//example.org/", "/")]
    [InlineData("/\\example.org/", "/")]
    [InlineData("/\t/example.org/", "/%09/example.org/")]
    [InlineData("organizations", "/")]
    [InlineData(null, "/")]
    public async Task SignIn_WithAddressToReturnTo_StaysWithinTheProgram(string? asked, string leads)
    {
        using var answer = await SignInAsync(asked);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal(new Uri(client.BaseAddress!, leads), new Uri(client.BaseAddress!, answer.Headers.Location!));
    }

    [Fact]
    public async Task SignIn_FormOlderThanTheProgram_ComesAnew()
    {
        using var form = new FormUrlEncodedContent([new("_handler", "sign-in"), new("__RequestVerificationToken", "of-yesterday"), new("Form.Name", Email), new("Form.Password", Password)]);
        using var answer = await client.PostAsync("sign-in?return=%2Freports", form);
        Assert.Equal((HttpStatusCode.SeeOther, "/sign-in?return=%2Freports"), (answer.StatusCode, answer.Headers.Location?.ToString()));
        Assert.False(await IsInAsync());
    }

    [Fact]
    public async Task SignIn_Cookie_IsHiddenFromScriptsAndOtherSites()
    {
        using var answer = await SignInAsync();
        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"), c => c.StartsWith("eseur=", StringComparison.Ordinal));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("dashboard")]
    [InlineData("organizations/1/passport")]
    [InlineData("reference")]
    [InlineData("no-such-page")]
    public async Task Page_NotSignedIn_LeadsToTheSignIn(string address)
    {
        using var answer = await client.GetAsync(address);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal("/sign-in", answer.Headers.Location!.AbsolutePath);
    }

    [Fact]
    public async Task Circuit_NotSignedIn_IsRefused()
    {
        using var answer = await client.PostAsync("_blazor/negotiate?negotiateVersion=1", content: null);
        Assert.False(answer.IsSuccessStatusCode);
    }

    private async Task<RegistryUser> UserAsync()
    {
        await using var context = await registry.OpenAsync();
        return await context.Users.AsNoTracking().SingleAsync();
    }

    private async Task<HttpResponseMessage> SignInAsync(string? returnTo = null)
    {
        var page = "sign-in" + (returnTo is null ? "" : "?return=" + Uri.EscapeDataString(returnTo));
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>(StringComparer.Ordinal) { ["_handler"] = "sign-in", ["__RequestVerificationToken"] = await TokenAsync(page), ["Form.Name"] = Email, ["Form.Password"] = Password });
        return await client.PostAsync(page, form);
    }

    private async Task<HttpResponseMessage> SignOutAsync(string? token)
    {
        using var form = new FormUrlEncodedContent(token is null ? [] : [new("__RequestVerificationToken", token)]);
        return await client.PostAsync("sign-out", form);
    }

    private async Task<bool> IsInAsync()
    {
        using var answer = await client.GetAsync("dashboard");
        return answer.StatusCode == HttpStatusCode.OK;
    }

    private async Task<string> TokenAsync(string page) => Token().Match(await client.GetStringAsync(page)).Groups["token"].Value;

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"(?<token>[^\"]+)\"", RegexOptions.None, 1000)]
    private static partial Regex Token();
}
