using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Eseur.Tests.Features.Account;

/// <summary>What browsers are asked for when somebody signs in with a passkey.</summary>
public sealed partial class PasskeyQuestionTests
{
    [Fact]
    public async Task SignIn_WithAPasskey_AsksForItsFingerOrPin()
    {
        await using var registry = await TestRegistry.StartAsync("--urls", "http://127.0.0.1:0");
        await registry.App.StartAsync();
        using var client = SignedInClient.Anonymous(registry);
        using var form = new FormUrlEncodedContent([new("__RequestVerificationToken", Token().Match(await client.GetStringAsync("sign-in")).Groups["token"].Value)]);
        using var answer = await client.PostAsync("sign-in/passkey/options", form);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        using var asked = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        Assert.Equal("required", asked.RootElement.GetProperty("userVerification").GetString());
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"(?<token>[^\"]+)\"", RegexOptions.None, 1000)]
    private static partial Regex Token();
}
