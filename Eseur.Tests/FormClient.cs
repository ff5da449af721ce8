using System.Net;
using System.Text.RegularExpressions;

namespace Eseur.Tests;

/// <summary>A browser without scripts: keeps cookies, fills in the forms that pages really show, follows nothing by itself.</summary>
internal sealed partial class FormClient(TestRegistry registry) : IDisposable
{
    private readonly HttpClient client = new(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = new Uri(registry.App.Urls.First()) };

    public async Task<string> ReadAsync(string page) => WebUtility.HtmlDecode(await client.GetStringAsync(page));

    public Task<HttpResponseMessage> GetAsync(string page) => client.GetAsync(page);

    public async Task<FormAnswer> SubmitAsync(string page, string form, params (string Name, string Value)[] fields)
    {
        var token = Token().Match(await client.GetStringAsync(page)).Groups["token"].Value;
        using var content = new FormUrlEncodedContent([new("_handler", form), new("__RequestVerificationToken", token), .. fields.Select(f => KeyValuePair.Create($"Form.{f.Name}", f.Value))]);
        using var answer = await client.PostAsync(page, content);
        return new FormAnswer(answer.StatusCode, Path(answer.Headers.Location), WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()), [.. answer.Headers.TryGetValues("Set-Cookie", out var cookies) ? cookies : []]);
    }

    public Task<FormAnswer> EnterAsync(string name, string password, string page = "sign-in", bool remember = false) =>
        SubmitAsync(page, "sign-in", remember ? [("Name", name), ("Password", password), ("Remember", "true")] : [("Name", name), ("Password", password)]);

    public async Task<bool> IsInAsync()
    {
        using var answer = await client.GetAsync("denied");
        return answer.StatusCode == HttpStatusCode.OK;
    }

    private static string? Path(Uri? address) => address is { IsAbsoluteUri: true } ? address.PathAndQuery : address?.ToString();

    public void Dispose() => client.Dispose();

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"(?<token>[^\"]+)\"", RegexOptions.None, 1000)]
    private static partial Regex Token();
}

/// <param name="Leads">Where the answer sends the browser; null for a page.</param>
internal sealed partial record FormAnswer(HttpStatusCode Status, string? Leads, string Page, IReadOnlyList<string> Cookies)
{
    /// <summary>What the page warns of or says is done, without its tags.</summary>
    public string Notice => Tag().Replace(NoticeBlock().Match(Page).Groups["words"].Value, " ").Trim();

    [GeneratedRegex("""class="notice[^"]*"[^>]*>(?<words>.*?)(?:</div>|<form|<div class="field")""", RegexOptions.Singleline, 1000)]
    private static partial Regex NoticeBlock();

    [GeneratedRegex(@"<[^>]*>|\s+", RegexOptions.None, 1000)]
    private static partial Regex Tag();
}
