using System.Net;
using System.Text.RegularExpressions;
using Eseur.Domain.Fields;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.DependencyInjection;

namespace Eseur.Tests.Security;

/// <summary>
/// Every address of the running program, asked for by everybody with what lies outside of their scope. A new page or endpoint
/// is among them without anyone adding it; a new name of a part of an address has to be told below what an outside value of it is.
/// </summary>
public sealed partial class EveryDoorHttpTests : IAsyncLifetime
{
    private static readonly string[] Framework = ["_blazor", "_framework", "_content"];

    private EveryDoorGround ground = null!;

    public async Task InitializeAsync() => ground = await EveryDoorGround.StartAsync();

    public async Task DisposeAsync() => await ground.DisposeAsync();

    [Fact]
    public async Task EveryAddress_AskedWithOutsideValuesByEverybody_TellsNothing()
    {
        var doors = Doors();
        // Whoever sees all is shown the planted words: what the others are not shown is there to be seen.
        using (var center = await SignedInClient.SignInAsync(ground.Registry, EveryDoorGround.Center, EveryDoorGround.Password))
            Assert.True(await CountOfLeaksAsync(center, doors) >= 12, "The walk would notice nothing.");
        List<string> leaks = [];
        foreach (var (role, (email, _)) in ground.Roles)
        {
            using var client = await SignedInClient.SignInAsync(ground.Registry, email, EveryDoorGround.Password);
            foreach (var address in doors.SelectMany(Addresses))
                leaks.AddRange(await LeaksAsync(client, role, address));
        }
        using var anonymous = SignedInClient.Anonymous(ground.Registry);
        foreach (var address in doors.SelectMany(Addresses))
            leaks.AddRange(await LeaksAsync(anonymous, "Никто не вошёл", address));
        Assert.True(leaks.Count == 0, string.Join("\n", leaks.Take(40)));
    }

    [Fact]
    public async Task OutsideRecord_FirstAnswer_IsTheSameAsForOneThatIsNotThere()
    {
        string[] pages = ["organizations/{0}/passport", "organizations/{0}/history", "dashboard/{0}", "dashboard/{0}/members", "members/{1}", "members/{1}/record", "members/{1}/history", "members/{1}/ticket", "reports?under={0}", "letters/{2}", "letters/{2}?step=text", "letters/{2}/preview", "members/new?organization={0}"];
        using var client = await SignedInClient.SignInAsync(ground.Registry, ground.Roles["Аппарат"].Email, EveryDoorGround.Password);
        foreach (var page in pages)
        {
            var (outside, absent) = (await AnswerAsync(string.Format(page, ground.Organizations[^1], ground.Members[0], ground.Mailing)), await AnswerAsync(string.Format(page, 4_000_001, 4_000_002, 4_000_001)));
            Assert.True(outside.Status == HttpStatusCode.NotFound, $"{page}: {outside.Status}");
            Assert.Equal((page, absent.Status, absent.Text), (page, outside.Status, outside.Text));
        }

        async Task<(HttpStatusCode Status, string Text)> AnswerAsync(string address)
        {
            using var answer = await client.GetAsync(address);
            // What differs is what was asked for, and what differs at every request: tokens, states of the circuit.
            var body = Content().Match(await answer.Content.ReadAsStringAsync()).Value;
            return (answer.StatusCode, Volatile().Replace(Comments().Replace(body, ""), ""));
        }
    }

    [Fact]
    public async Task EveryPost_WithOutsideValues_ChangesNothing()
    {
        var clients = new Dictionary<string, (HttpClient Client, string Token)>();
        foreach (var (role, (email, _)) in ground.Roles)
        {
            var client = await SignedInClient.SignInAsync(ground.Registry, email, EveryDoorGround.Password);
            clients[role] = (client, Token().Match(await client.GetStringAsync("account")).Groups["token"].Value);
        }
        // A sign-in is written down: the comparison begins after it.
        var before = await ground.ChecksumAsync();
        foreach (var (role, (client, token)) in clients)
        {
            using var _ = client;
            // Doors of the sign-in and of one's own account take no number of anybody else.
            foreach (var door in Doors().Where(d => IsPost(d) && !d.RoutePattern.RawText!.Contains("sign-", StringComparison.Ordinal) && !d.RoutePattern.RawText.StartsWith("/account", StringComparison.Ordinal)))
            {
                foreach (var address in Addresses(door))
                {
                    using var form = new MultipartFormDataContent { { new StringContent(token), "__RequestVerificationToken" }, { new ByteArrayContent([0xFF, 0xD8, 0xFF, 0xE0]), "photo", "photo.jpg" } };
                    using var answer = await client.PostAsync(address, form);
                    Assert.True((int)answer.StatusCode is >= 400 and < 500 || Leads(answer), $"{role}: POST {address} answered {answer.StatusCode}");
                    Assert.Null(EveryDoorGround.Leak(await answer.Content.ReadAsStringAsync(), Uri.UnescapeDataString(address)));
                }
            }
        }
        Assert.Equal(before, await ground.ChecksumAsync());
    }

    [Fact]
    public void Circuit_ForNobody_IsNotOpened()
    {
        var hub = ((IEndpointRouteBuilder)ground.Registry.App).DataSources.SelectMany(d => d.Endpoints).OfType<RouteEndpoint>()
            .Where(e => e.RoutePattern.RawText!.TrimStart('/').StartsWith("_blazor", StringComparison.Ordinal) && e.Metadata.GetMetadata<HubMetadata>() is not null).ToList();
        Assert.NotEmpty(hub);
        Assert.All(hub, e => Assert.True(e.Metadata.GetMetadata<IAuthorizeData>() is not null && e.Metadata.GetMetadata<IAllowAnonymous>() is null, e.RoutePattern.RawText));
    }

    private List<RouteEndpoint> Doors()
    {
        var doors = ((IEndpointRouteBuilder)ground.Registry.App).DataSources.SelectMany(d => d.Endpoints).OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<StaticAssetDescriptor>() is null && !Framework.Any(f => e.RoutePattern.RawText!.TrimStart('/').StartsWith(f, StringComparison.Ordinal)))
            .DistinctBy(e => (e.RoutePattern.RawText, IsPost(e))).ToList();
        Assert.True(doors.Count(d => d.Metadata.GetMetadata<ComponentTypeMetadata>() is not null) >= 20, "The program has more pages than that.");
        Assert.Contains(doors, d => d.RoutePattern.RawText == "/jobs/{id:guid}/file");
        return doors;
    }

    private static bool IsPost(RouteEndpoint door) => door.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods is { } methods && !methods.Contains("GET");

    private IEnumerable<string> Addresses(RouteEndpoint door)
    {
        var template = door.RoutePattern.RawText!;
        if (template.Contains('*', StringComparison.Ordinal))
            yield break;
        var filled = door.RoutePattern.Parameters.Aggregate<RoutePatternParameterPart, IEnumerable<string>>([template], (all, part) =>
            all.SelectMany(t => Outside(template, part.Name).Select(v => Regex.Replace(t, $@"\{{{part.Name}[^}}]*\}}", Uri.EscapeDataString(v), RegexOptions.None, TimeSpan.FromSeconds(1)))));
        foreach (var address in filled.Select(f => f.TrimStart('/')))
        {
            yield return address;
            if (door.RoutePattern.Parameters.Any(p => !p.IsOptional))
                continue;
            var (organization, member) = (ground.Organizations[^2], ground.Members[0]);
            yield return $"{address}?under={organization}&organization={organization}&user={ground.User}&by={ground.User}&member={member}&id={member}&row={ground.Row}&gap=chairperson&field=chairperson&days=365&all=1";
            yield return $"{address}?user={ground.User}&id={ground.User}&grant={ground.Grant}&request={ground.Request}&key={ground.Job}";
            foreach (var word in (string[])["Заслонова", EveryDoorGround.Phone, EveryDoorGround.Ticket.ToString(), EveryDoorGround.Inn, $"№ {member}"])
                yield return $"{address}?q={Uri.EscapeDataString(word)}&status=any&sort=birth&age=54-56";
        }
    }

    /// <summary>What lies outside, by what a part of an address is called and where it stands.</summary>
    private IEnumerable<string> Outside(string template, string part) => (template.TrimStart('/').Split('/')[0], part.ToLowerInvariant()) switch
    {
        ("organizations" or "dashboard", "id") => ground.Organizations.Select(o => $"{o}"),
        ("members", "id") => ground.Members.Take(2).Select(m => $"{m}"),
        ("letters", "id") => [$"{ground.Mailing}"],
        ("jobs", "id") => [$"{ground.Job}"],
        ("access" or "people" or "users", "id" or "userid") => [$"{ground.User}", $"{ground.Roles["Аудитор"].Actor.UserId + 5000}"],
        ("organizations", "tabkey") => Catalogue.Passport.Tabs.Select(t => t.Key).Append("none"),
        ("members", "tabkey") => Catalogue.Card.Tabs.Select(t => t.Key).Append("none"),
        ("reference", "list") => ["region"],
        ("unsubscribe", "key") => ["1.abcdefghijklmnop", "nonsense"],
        // The public check tells of a valid number whose initials stand on it and where: that is what the page is for.
        ("ticket", "number") => [$"{EveryDoorGround.Ticket + 1}"],
        _ => throw new InvalidOperationException($"Скажите в {nameof(EveryDoorHttpTests)}.{nameof(Outside)}, что такое чужое значение части «{part}» адреса {template}."),
    };

    private async Task<int> CountOfLeaksAsync(HttpClient client, List<RouteEndpoint> doors)
    {
        var found = 0;
        foreach (var door in doors.Where(d => !IsPost(d)))
        {
            foreach (var address in Addresses(door).Take(6))
            {
                using var answer = await client.GetAsync(address);
                if (EveryDoorGround.Leak(await answer.Content.ReadAsStringAsync(), Uri.UnescapeDataString(address)) is not null)
                {
                    found++;
                    break;
                }
            }
        }
        return found;
    }

    private static async Task<IEnumerable<string>> LeaksAsync(HttpClient client, string role, string address)
    {
        using var answer = await client.GetAsync(address);
        var asked = Uri.UnescapeDataString(address);
        var text = await answer.Content.ReadAsStringAsync();
        if ((int)answer.StatusCode >= 500)
            return [$"{role}: {asked} answered {answer.StatusCode}"];
        return EveryDoorGround.Leak(text, asked) is { } word ? [$"{role}: {asked} ({answer.StatusCode}) shows «{word}»: …{Around(WebUtility.HtmlDecode(text), word)}…"] : [];
    }

    private static string Around(string text, string word)
    {
        var at = text.IndexOf(word, StringComparison.OrdinalIgnoreCase);
        return text[Math.Max(0, at - 60)..Math.Min(text.Length, at + 60)].ReplaceLineEndings(" ");
    }

    /// <summary>To the sign-in, or to the page that says that one may not.</summary>
    private static bool Leads(HttpResponseMessage answer) => answer.RequestMessage!.RequestUri!.AbsolutePath is "/sign-in" or "/denied" or "/account" or "/account/second";

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"(?<token>[^\"]+)\"", RegexOptions.None, 1000)]
    private static partial Regex Token();

    [GeneratedRegex("<main id=\"content\".*?</main>", RegexOptions.Singleline, 1000)]
    private static partial Regex Content();

    [GeneratedRegex("<!--.*?-->", RegexOptions.Singleline, 1000)]
    private static partial Regex Comments();

    [GeneratedRegex("(?<=\")[^\"]*(?:400000[12]|[56]0[0-9]{2})[^\"]*(?=\")", RegexOptions.None, 1000)]
    private static partial Regex Volatile();
}
