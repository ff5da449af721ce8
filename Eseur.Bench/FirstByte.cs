using System.Diagnostics;
using System.Text.RegularExpressions;
using Eseur.Admin.Features.Demo;

namespace Eseur.Bench;

/// <summary>Time from asking for a dashboard to the first byte of its page, signed in, over a real socket.</summary>
internal static partial class FirstByte
{
    public static async Task RunAsync(BenchHost host)
    {
        using var client = new HttpClient { BaseAddress = new Uri(host.App.Urls.First()) };
        await SignInAsync(client);
        var region = host.Board.Children(host.Board.RootId).MaxBy(c => c.ChildCount)!.Id;
        foreach (var (what, id) in new[] { ("the nation", host.Board.RootId), ("the largest region", region) })
        {
            var seconds = new List<double>();
            for (var i = 0; i < 60; i++)
                seconds.Add(await GetAsync(client, $"dashboard/{id}"));
            Figure.Print($"Dashboard of {what}: time to first byte, p50 / p95", $"{Figure.Time(Figure.Percentile(seconds.Skip(10), 50))} / {Figure.Time(Figure.Percentile(seconds.Skip(10), 95))}");
        }
    }

    private static async Task<double> GetAsync(HttpClient client, string path)
    {
        var started = Stopwatch.GetTimestamp();
        using var response = await client.GetAsync(path, HttpCompletionOption.ResponseHeadersRead);
        var body = await response.Content.ReadAsStreamAsync();
        await body.ReadExactlyAsync(new byte[1]);
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        response.EnsureSuccessStatusCode();
        await body.CopyToAsync(Stream.Null);
        return seconds;
    }

    internal static async Task SignInAsync(HttpClient client)
    {
        var page = await client.GetStringAsync("sign-in");
        var token = Token().Match(page).Groups["token"].Value;
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["_handler"] = "sign-in",
            ["__RequestVerificationToken"] = token,
            ["Form.Name"] = "apparat@demo.eseur",
            ["Form.Password"] = DemoSignIns.Password,
        });
        using var answer = await client.PostAsync("sign-in", form);
        answer.EnsureSuccessStatusCode();
        if (answer.RequestMessage!.RequestUri!.AbsolutePath.StartsWith("/sign-in", StringComparison.Ordinal))
            throw new InvalidOperationException("The demo sign-in was not accepted.");
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"(?<token>[^\"]+)\"", RegexOptions.None, 1000)]
    private static partial Regex Token();
}
