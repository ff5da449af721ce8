using System.Text.RegularExpressions;

namespace Eseur.Tests;

/// <summary>A browser's requests without a browser: signs in through the real page and keeps its cookies.</summary>
internal static partial class SignedInClient
{
    public static async Task<HttpClient> SignInAsync(TestRegistry registry, string email, string password, IReadOnlyDictionary<string, string>? headers = null)
    {
        var client = Anonymous(registry);
        foreach (var (name, value) in headers ?? new Dictionary<string, string>())
            client.DefaultRequestHeaders.Add(name, value);
        var token = Token().Match(await client.GetStringAsync("sign-in")).Groups["token"].Value;
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["_handler"] = "sign-in", ["__RequestVerificationToken"] = token, ["Form.Name"] = email, ["Form.Password"] = password });
        using var answer = await client.PostAsync("sign-in", form);
        Assert.DoesNotContain("sign-in", answer.RequestMessage!.RequestUri!.AbsolutePath, StringComparison.Ordinal);
        return client;
    }

    public static HttpClient Anonymous(TestRegistry registry) => new() { BaseAddress = new Uri(registry.App.Urls.First()) };

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"(?<token>[^\"]+)\"", RegexOptions.None, 1000)]
    private static partial Regex Token();
}
