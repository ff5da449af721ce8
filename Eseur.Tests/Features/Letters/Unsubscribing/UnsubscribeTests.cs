using System.Net;
using System.Text.RegularExpressions;
using Eseur.Admin.Features.Letters;
using Eseur.Admin.Shared.Mail;
using Eseur.Domain.Access;
using Eseur.Domain.Letters;
using Eseur.Domain.Notices;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Eseur.Tests.Features.Letters.Unsubscribing;

public sealed partial class UnsubscribeTests : IAsyncLifetime, IDisposable
{
    private LetterGround ground = null!;
    private HttpClient nobody = null!;

    public async Task InitializeAsync()
    {
        ground = await LetterGround.OpenAsync("--urls", "http://127.0.0.1:0");
        await ground.Registry.App.StartAsync();
        nobody = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(ground.Registry.App.Urls.First()) };
    }

    public async Task DisposeAsync() => await ground.DisposeAsync();

    public void Dispose() => nobody.Dispose();

    [Theory]
    [InlineData(RecipientKind.Chairperson)]
    [InlineData(RecipientKind.Activist)]
    [InlineData(RecipientKind.Member)]
    public async Task OneClick_ByAProgram_EndsLettersAndEmptiesTheQueue(RecipientKind kind)
    {
        var letter = await ground.QueueAsync(kind);
        var waiting = await ground.QueueAsync(kind, LetterState.Queued, mailing: await ground.MailAsync());

        using var answer = await OneClickAsync(Path(letter));
        Assert.Equal((HttpStatusCode.OK, "Вы отписаны."), (answer.StatusCode, await answer.Content.ReadAsStringAsync()));
        Assert.False(await ConsentAsync(kind));
        Assert.Equal("Отписка по ссылке в письме", await ground.LastActAsync());
        Assert.Equal(Obstacle.Refused, (await ground.ReadAsync(waiting)).Obstacle);

        // Programs post again when they are not sure.
        var version = (await ground.SchoolAsync()).Version;
        using var again = await OneClickAsync(Path(letter));
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        Assert.Equal(version, (await ground.SchoolAsync()).Version);
    }

    [Fact]
    public async Task OneClick_OfAText_EndsThatChannelOnly()
    {
        using var answer = await OneClickAsync(Path(await ground.QueueAsync(RecipientKind.Chairperson, channel: LetterChannel.Sms, address: "+79001112233")));
        var chairperson = (await ground.SchoolAsync()).CurrentChairperson!;
        Assert.Equal((true, false), (chairperson.ConsentEmail, chairperson.ConsentSms));
    }

    [Fact]
    public async Task OneClick_OfANotice_EndsNoticesByMailAndKeepsTheBell()
    {
        var user = await ground.Registry.HireAsync("user@school.example", "Анна", "profsoyuz-2026", RegistryRole.Chairperson, ground.School);
        await using (var context = await ground.Registry.OpenAsync())
        {
            var setting = new NoticeSetting(user, NoticeKind.WeeklyGaps);
            setting.Set(byEmail: true, inProgram: false);
            context.Add(setting);
            await context.SaveChangesAsync();
        }
        var letter = await ground.QueueAsync(RecipientKind.User, to: user);
        using var answer = await OneClickAsync(Path(letter));
        using var again = await OneClickAsync(Path(letter));
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (answer.StatusCode, again.StatusCode));

        await using var after = await ground.Registry.OpenAsync();
        var settings = await after.NoticeSettings.Where(s => s.UserId == user).ToListAsync();
        Assert.Equal(NoticeKinds.All.Where(k => k.MayBeOff).Select(k => k.Kind).Order(), settings.Select(s => s.Kind).Order());
        Assert.All(settings, s => Assert.Equal((false, s.Kind != NoticeKind.WeeklyGaps), (s.ByEmail, s.InProgram)));
        Assert.Contains("Вы отписаны", await ReadAsync(Path(letter)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_Opened_SaysWhoWritesAndEndsNothing_ItsButtonDoes()
    {
        var letter = await ground.QueueAsync(RecipientKind.Member);
        var page = await ReadAsync(Path(letter));
        Assert.Contains("Это письмо прислала через единый реестр организация Профсоюза: Профсоюз.", page, StringComparison.Ordinal);
        Assert.True(await ConsentAsync(RecipientKind.Member));
        // A link passed on tells nobody whose it was.
        Assert.DoesNotContain("Орлова", page, StringComparison.Ordinal);
        Assert.DoesNotContain("school.example", page, StringComparison.Ordinal);

        using var browser = new HttpClient(new HttpClientHandler { AllowAutoRedirect = true, CookieContainer = new CookieContainer() }) { BaseAddress = nobody.BaseAddress };
        var token = Token().Match(await browser.GetStringAsync(Path(letter))).Groups["token"].Value;
        using var form = new FormUrlEncodedContent([new("__RequestVerificationToken", token)]);
        using var answer = await browser.PostAsync(Path(letter), form);
        Assert.Contains("Вы отписаны", WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()), StringComparison.Ordinal);
        Assert.False(await ConsentAsync(RecipientKind.Member));
    }

    [Fact]
    public async Task Post_NeitherOneClickNorFromThePage_EndsNothing()
    {
        var letter = await ground.QueueAsync(RecipientKind.Member);
        using var other = new FormUrlEncodedContent([new("List-Unsubscribe", "Maybe")]);
        using var json = new StringContent("{}", System.Text.Encoding.UTF8, "application/json");
        using var large = new FormUrlEncodedContent([new("List-Unsubscribe", "One-Click"), new("more", new string('x', 10_000))]);
        foreach (var content in new HttpContent[] { other, json, large })
        {
            using var answer = await nobody.PostAsync(Path(letter), content);
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        }
        Assert.True(await ConsentAsync(RecipientKind.Member));
    }

    [Fact]
    public async Task Link_NotGood_IsAnsweredWithOneAndTheSame()
    {
        var (letter, other) = (await ground.QueueAsync(RecipientKind.Member), await ground.QueueAsync(RecipientKind.Organization));
        var gone = await ground.QueueAsync(RecipientKind.Chairperson, to: 999_999);
        string[] links = [$"unsubscribe/{LetterMark.Make(letter.Id, other.Secret)}", $"unsubscribe/{LetterMark.Make(987_654, letter.Secret)}", "unsubscribe/nonsense", "unsubscribe/1.", Path(other), Path(gone)];
        List<(HttpStatusCode, string)> pages = [], posts = [];
        foreach (var link in links)
        {
            using var page = await nobody.GetAsync(link);
            pages.Add((page.StatusCode, Words().Match(await page.Content.ReadAsStringAsync()).Value));
            using var post = await OneClickAsync(link);
            posts.Add((post.StatusCode, await post.Content.ReadAsStringAsync()));
        }
        Assert.Equal((HttpStatusCode.NotFound, "Ссылка не действует."), Assert.Single(posts.Distinct()));
        var only = Assert.Single(pages.Distinct());
        Assert.Contains("Ссылка не действует", WebUtility.HtmlDecode(only.Item2), StringComparison.Ordinal);
        Assert.True(await ConsentAsync(RecipientKind.Member));
    }

    [Fact]
    public async Task Link_OfALetter_IsThereWhereLettersMayBeEnded()
    {
        var address = ground.Registry.App.Services.GetRequiredService<PublicAddress>();
        var mailing = await ground.QueueAsync(RecipientKind.Member);
        Assert.EndsWith($"/unsubscribe/{LetterMark.Make(mailing.Id, mailing.Secret)}", UnsubscribeLink.Of(mailing, address)!.ToString(), StringComparison.Ordinal);
        Assert.NotNull(UnsubscribeLink.Of(await ground.QueueAsync(RecipientKind.User), address));
        Assert.Null(UnsubscribeLink.Of(await ground.QueueAsync(RecipientKind.Organization), address));
        var recipient = Recipient.OfAccount(1, "");
        Assert.Null(UnsubscribeLink.Of(Letter.To(recipient, LetterKind.NewPassword, DateTime.UtcNow), address));
    }

    private static string Path(Letter letter) => $"unsubscribe/{LetterMark.Make(letter.Id, letter.Secret)}";

    private async Task<HttpResponseMessage> OneClickAsync(string path)
    {
        using var form = new FormUrlEncodedContent([new("List-Unsubscribe", "One-Click")]);
        return await nobody.PostAsync(path, form);
    }

    private async Task<string> ReadAsync(string path) => WebUtility.HtmlDecode(await nobody.GetStringAsync(path));

    private async Task<bool?> ConsentAsync(RecipientKind kind) => kind switch
    {
        RecipientKind.Chairperson => (await ground.SchoolAsync()).CurrentChairperson!.ConsentEmail,
        RecipientKind.Activist => (await ground.SchoolAsync()).Activists[0].ConsentEmail,
        _ => (await ground.MemberAsync()).ConsentEmail,
    };

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"(?<token>[^\"]+)\"", RegexOptions.None, 1000)]
    private static partial Regex Token();

    [GeneratedRegex("<main.*?</main>", RegexOptions.Singleline, 1000)]
    private static partial Regex Words();
}
