using System.Net;
using System.Text.RegularExpressions;
using Eseur.Admin.Data;
using Eseur.Admin.Features.Account;
using Eseur.Domain.Access;
using Microsoft.Extensions.DependencyInjection;

namespace Eseur.Tests.Features.Account;

/// <summary>Signing in with a second factor, and roles that require one, through the real server.</summary>
public sealed partial class SecondStepTests : IAsyncLifetime, IDisposable
{
    private const string Password = "pass-phrase-2026";
    private TestRegistry registry = default!;
    private HttpClient client = default!;
    private int user;

    public async Task InitializeAsync()
    {
        registry = await TestRegistry.StartAsync("--urls", "http://127.0.0.1:0", "--SecondFactor:RequiredFor", "Administrator, Auditor");
        user = await registry.HireAsync("one@example.org", "Орлова Анна", Password, RegistryRole.Apparatus, registry.RootId);
        await registry.HireAsync("admin@example.org", "Волков Илья", Password, RegistryRole.Administrator, registry.RootId);
        await registry.App.StartAsync();
        client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = new Uri(registry.App.Urls.First()) };
        client.DefaultRequestHeaders.Add("Accept", "text/html");
    }

    public async Task DisposeAsync() => await registry.DisposeAsync();

    public void Dispose() => client.Dispose();

    [Fact]
    public async Task SignIn_SecondFactorOn_PasswordAloneOpensNothing()
    {
        await TurnOnAsync(user);
        using var answer = await SignInAsync("one@example.org");
        Assert.StartsWith("/sign-in/second", answer.Headers.Location!.PathAndQuery, StringComparison.Ordinal);
        Assert.False(await IsInAsync());
    }

    [Fact]
    public async Task SecondStep_RecoveryCode_LetsIn()
    {
        var codes = await TurnOnAsync(user);
        using var first = await SignInAsync("one@example.org");
        using var second = await CodeAsync(codes[0], "?return=%2Freports");
        Assert.Equal("/reports", new Uri(client.BaseAddress!, second.Headers.Location!).PathAndQuery);
        Assert.True(await IsInAsync());
    }

    [Fact]
    public async Task SecondStep_WrongCodes_TellsWhatIsLeftAndThenPauses()
    {
        var codes = await TurnOnAsync(user);
        using var first = await SignInAsync("one@example.org");
        for (var left = 4; left > 0; left--)
            Assert.Contains(left == 1 ? "Осталась 1 попытка" : $"Осталось {left} попытк", await TextAsync("000000"), StringComparison.Ordinal);
        Assert.Contains("Слишком много неудачных попыток", await TextAsync("000000"), StringComparison.Ordinal);
        Assert.Contains("Слишком много неудачных попыток", await TextAsync(codes[0]), StringComparison.Ordinal);
        Assert.False(await IsInAsync());
    }

    [Fact]
    public async Task SecondStep_WithoutTheFirst_LeadsToTheSignIn()
    {
        using var answer = await client.GetAsync("sign-in/second?return=%2Freports");
        Assert.Equal((HttpStatusCode.Redirect, "/sign-in?return=%2Freports"), (answer.StatusCode, new Uri(client.BaseAddress!, answer.Headers.Location!).PathAndQuery));
    }

    [Theory]
    [InlineData("dashboard")]
    [InlineData("organizations")]
    [InlineData("no-such-page")]
    [InlineData("")]
    public async Task RequiredRole_WithoutASecondFactor_OpensOnlyTheSetUp(string page)
    {
        using var entered = await SignInAsync("admin@example.org");
        using var answer = await client.GetAsync(page);
        Assert.Equal((HttpStatusCode.Redirect, "/account/second"), (answer.StatusCode, answer.Headers.Location?.ToString()));
        foreach (var open in new[] { "account/second", "account", "account/password" })
        {
            using var shown = await client.GetAsync(open);
            Assert.Equal(HttpStatusCode.OK, shown.StatusCode);
        }
    }

    [Fact]
    public async Task RequiredRole_WithoutASecondFactor_MayNothingAndHasNoCircuit()
    {
        using var entered = await SignInAsync("admin@example.org");
        using var negotiated = await client.PostAsync("_blazor/negotiate?negotiateVersion=1", content: null);
        Assert.Equal(HttpStatusCode.Forbidden, negotiated.StatusCode);
        var admin = user + 1;
        var actor = await ActorAsync(admin);
        Assert.True(actor.NeedsSecondFactor);
        Assert.Empty(actor.Scope.Reaches);
    }

    [Fact]
    public async Task RequiredRole_SecondFactorSetUp_OpensAll()
    {
        using var entered = await SignInAsync("admin@example.org");
        await TurnOnAsync(user + 1);
        Assert.True(await IsInAsync());
        Assert.NotEmpty((await ActorAsync(user + 1)).Scope.Reaches);
    }

    [Theory]
    [InlineData("Apparatus,Boss")]
    [InlineData("2")]
    public void RequiredFor_NoSuchRole_IsToldAtStart(string roles) =>
        Assert.Contains("SecondFactor:RequiredFor", Assert.Throws<StartupException>(() => SecondFactorRule.From(Settings(roles))).Message, StringComparison.Ordinal);

    private static Microsoft.Extensions.Configuration.ConfigurationManager Settings(string roles) =>
        new Microsoft.Extensions.Configuration.ConfigurationManager { ["SecondFactor:RequiredFor"] = roles };

    private async Task<Actor> ActorAsync(int userId)
    {
        var session = Assert.Single(await registry.App.Services.GetRequiredService<OwnSessions>().ListAsync(userId));
        return await registry.App.Services.GetRequiredService<AccessBook>().ReadAsync(userId, session.Id) ?? throw new InvalidOperationException("The session has ended.");
    }

    private async Task<IReadOnlyList<string>> TurnOnAsync(int userId)
    {
        var factors = registry.App.Services.GetRequiredService<SecondFactors>();
        var key = await factors.PendingKeyAsync(userId);
        return await factors.TurnOnAsync(Acting.As("Проверка", userId, null), userId, Totp.Code(key, DateTimeOffset.UtcNow)) ?? throw new InvalidOperationException("The right code was refused.");
    }

    private async Task<HttpResponseMessage> SignInAsync(string email)
    {
        using var form = Form(await TokenAsync("sign-in"), ("_handler", "sign-in"), ("Form.Name", email), ("Form.Password", Password));
        return await client.PostAsync("sign-in", form);
    }

    private async Task<HttpResponseMessage> CodeAsync(string code, string query = "")
    {
        using var form = Form(await TokenAsync("sign-in/second"), ("_handler", "second"), ("Code", code));
        return await client.PostAsync("sign-in/second" + query, form);
    }

    private async Task<string> TextAsync(string code)
    {
        using var answer = await CodeAsync(code);
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
    }

    private async Task<bool> IsInAsync()
    {
        using var answer = await client.GetAsync("dashboard");
        return answer.StatusCode == HttpStatusCode.OK;
    }

    private static FormUrlEncodedContent Form(string token, params (string Name, string Value)[] values) =>
        new(values.Append(("__RequestVerificationToken", token)).Select(v => KeyValuePair.Create(v.Item1, v.Item2)));

    private async Task<string> TokenAsync(string page) => Token().Match(await client.GetStringAsync(page)).Groups["token"].Value;

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"(?<token>[^\"]+)\"", RegexOptions.None, 1000)]
    private static partial Regex Token();
}
