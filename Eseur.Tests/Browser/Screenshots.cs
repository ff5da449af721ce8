using Eseur.Admin.Features.Demo;
using Eseur.Domain.Notices;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace Eseur.Tests.Browser;

/// <summary>Pictures of the main pages, as eng/screenshots.sh takes them; skipped in a usual run.</summary>
public sealed class Screenshots(Chromium chromium) : IClassFixture<Chromium>, IAsyncLifetime
{
    internal const string FolderVariable = "ESEUR_SCREENSHOTS";

    private const string Apparatus = "apparat@demo.eseur";
    private const string Chairperson = "predsedatel@demo.eseur";
    private const string Auditor = "audit@demo.eseur";

    private readonly RunningRegistry running = new()
    {
        Settings = Environment.GetEnvironmentVariable("ESEUR_SCREENSHOTS_DB") is { Length: > 0 } database ? ["--ConnectionStrings:Registry", $"Data Source={database};Pooling=false"] : [],
    };

    private static string? Folder => Environment.GetEnvironmentVariable(FolderVariable);

    public Task InitializeAsync() => Folder is null ? Task.CompletedTask : running.InitializeAsync();

    public Task DisposeAsync() => Folder is null ? Task.CompletedTask : running.DisposeAsync();

    [ScreenshotFact]
    public async Task MainPages_DesktopAndPhone_AreDrawn()
    {
        var root = running.Registry.Board.RootId;
        var region = running.Registry.Board.Children(root).Where(c => c.ChildCount > 1).MaxBy(c => c.Figures.Total)!.Id;
        var own = await OwnAsync();
        var (holder, sent, draft) = (await HolderAsync(), await MailingAsync(sent: true), await MailingAsync(sent: false));
        foreach (var phone in new[] { false, true })
        {
            var page = await SignInAsync(Apparatus, phone);
            await TakeAsync(page, $"dashboard/{root}", "dashboard", phone);
            await TakeAsync(page, $"dashboard/{region}", "region", phone);
            await TakeAsync(page, $"organizations?lacks=dues&level=primary&under={region}", "register", phone, ".row-name");
            await TakeAsync(page, $"organizations/{own}/passport/institution", "passport", phone, "#f-institution", "#tabs");
            await TakeAsync(page, $"dashboard/{root}/members", "members-dashboard", phone);
            await TakeAsync(page, $"members?under={region}&lacks=consent", "members", phone, ".member-name");
            await TakeAsync(page, $"members/{holder}/person", "card", phone);
            await TakeAsync(page, $"members/{holder}/ticket", "ticket", phone);
            await TakeAsync(page, $"members/new?organization={own}", "new-member", phone);
            await TakeAsync(page, "letters", "letters", phone, "td a");
            await TakeAsync(page, $"letters/{draft}?step=forecast", "forecast", phone, "#list-title");
            await TakeAsync(page, $"letters/{sent}", "mailing", phone, ".states");
            await TakeAsync(page, "mail", "mail", phone, "#outbox-title");
            await TakeAsync(page, "access", "access", phone, "tbody tr");
            await SearchAsync(page, phone);
            await ReportAsync(page, region, phone);
        }
        await ConflictAsync(own);
        await GapsAsync();
        await TellAsync(own);
        foreach (var phone in new[] { false, true })
        {
            await TakeAsync(await SignInAsync(Apparatus, phone), $"organizations/{own}/history", "history", phone, ".change");
            await TakeAsync(await SignInAsync(Chairperson, phone), "notices", "notices", phone, "article");
            await TakeAsync(await SignInAsync(Auditor, phone), "audit", "audit", phone, ".entries li");
        }
    }

    private static async Task TakeAsync(IPage page, string path, string name, bool phone, string? when = null, string? from = null)
    {
        await page.GotoAsync("/" + path);
        await RunningRegistry.ReadyAsync(page);
        await page.Locator(when ?? "h1").First.WaitForAsync();
        if (from is not null)
            await ScrollAsync(page, from);
        await ShootAsync(page, name, phone);
    }

    private static async Task ShootAsync(IPage page, string name, bool phone)
    {
        await page.EvaluateAsync("() => document.fonts.ready");
        await page.ScreenshotAsync(new() { Path = Path.Combine(Folder!, $"{name}-{(phone ? "phone" : "desktop")}.png"), Animations = ScreenshotAnimations.Disabled, Caret = ScreenshotCaret.Hide });
    }

    /// <summary>Brings the element under the top bar.</summary>
    private static async Task ScrollAsync(IPage page, string selector) =>
        await page.Locator(selector).EvaluateAsync("element => window.scrollTo(0, element.getBoundingClientRect().top + window.scrollY - 72)");

    private static async Task SearchAsync(IPage page, bool phone)
    {
        await page.GotoAsync("/");
        await RunningRegistry.ReadyAsync(page);
        await page.Locator("[data-keys-open=search]").ClickAsync();
        await page.GetByRole(AriaRole.Combobox).FillAsync("сад");
        await page.GetByRole(AriaRole.Option).Filter(new() { HasText = "сад" }).First.WaitForAsync();
        await ShootAsync(page, "search", phone);
    }

    private static async Task ReportAsync(IPage page, int region, bool phone)
    {
        await page.GotoAsync($"/reports?under={region}");
        await RunningRegistry.ReadyAsync(page);
        // The page remembers a report that this person has already asked for.
        var start = page.GetByRole(AriaRole.Button, new() { Name = "Сформировать отчёт" });
        var ready = page.GetByRole(AriaRole.Link, new() { Name = "Скачать Excel" });
        await start.Or(ready).WaitForAsync();
        if (await start.IsVisibleAsync())
            await start.ClickAsync();
        await ready.WaitForAsync();
        await ShootAsync(page, "report", phone);
    }

    /// <summary>A chairperson with a phone: some gaps closed, the next one under the finger.</summary>
    private async Task GapsAsync()
    {
        var page = await SignInAsync(Chairperson, phone: true);
        await page.Locator("#gaps").WaitForAsync();
        await ScrollAsync(page, "#gaps");
        await ShootAsync(page, "gaps", phone: true);
    }

    private async Task ConflictAsync(int own)
    {
        foreach (var phone in new[] { false, true })
        {
            var first = await SignInAsync(Apparatus, phone: false);
            var second = await SignInAsync(Chairperson, phone);
            foreach (var page in new[] { first, second })
            {
                await page.GotoAsync($"/organizations/{own}/passport/institution");
                await RunningRegistry.ReadyAsync(page);
            }
            await second.Locator("#f-head").FillAsync(phone ? "Гусев Павел Олегович" : "Зимина Вера Сергеевна");
            await first.Locator("#f-head").FillAsync(phone ? "Крылова Инна Павловна" : "Белов Андрей Ильич");
            await first.Keyboard.PressAsync("Control+s");
            await first.Locator(".save-bar .saved").WaitForAsync();
            await second.GetByRole(AriaRole.Region, new() { Name = "Сохранение" }).GetByRole(AriaRole.Button, new() { Name = "Сохранить" }).ClickAsync();
            await Assertions.Expect(second.GetByRole(AriaRole.Alertdialog)).ToBeFocusedAsync();
            await ShootAsync(second, "conflict", phone);
        }
    }

    private async Task<IPage> SignInAsync(string email, bool phone)
    {
        var page = await running.SignInAsync(chromium, email, phone: phone);
        await RunningRegistry.ReadyAsync(page);
        return page;
    }

    /// <summary>Somebody with a virtual ticket and something left to fill.</summary>
    private async Task<int> HolderAsync()
    {
        await using var context = await running.Registry.OpenAsync();
        return await context.Members.Where(m => m.HasVirtual && m.Email == null && m.OffRecordOn == null).OrderBy(m => m.Id).Select(m => m.Id).FirstAsync();
    }

    /// <summary>One of the demo's mailings to chairpersons.</summary>
    private async Task<int> MailingAsync(bool sent)
    {
        await using var context = await running.Registry.OpenAsync();
        // The demo of the whole nation is filled without any.
        if (!await context.Mailings.AnyAsync())
            await DemoMailings.WriteAsync(context, seed: 1, DateTime.UtcNow, CancellationToken.None);
        return await context.Mailings.Where(m => sent ? m.StartedAt != null : m.StartedAt == null && m.Body.Contains("{{ссылка")).OrderBy(m => m.Id).Select(m => m.Id).FirstAsync();
    }

    /// <summary>What a chairperson finds under the bell of a morning: words of the registry's own notices.</summary>
    private async Task TellAsync(int own)
    {
        await using var context = await running.Registry.OpenAsync();
        var (user, now) = (await context.Users.Where(u => u.Email == Chairperson).Select(u => u.Id).SingleAsync(), DateTime.UtcNow);
        var place = await context.Organizations.Where(o => o.Id == own).Select(o => o.ShortName).SingleAsync();
        var passport = $"organizations/{own}/passport";
        context.AddRange(
            new Notice(user, NoticeKind.PassportChanged, now.AddMinutes(-20), "Ваш паспорт изменили", NoticeText.Of([new NoticeLine(place), new NoticeLine("Это сделал человек из другой организации, чаще всего вышестоящей. Что изменено:"), new NoticeLine("Руководитель")]), passport),
            new Notice(user, NoticeKind.FillAsked, now.AddHours(-3), "Просят заполнить: согласие на e-mail", NoticeText.Of([new NoticeLine(place), new NoticeLine("Вышестоящая организация готовит рассылку: без этого письма не доходят."), new NoticeLine("Согласие на e-mail", $"{passport}/chairperson?field=consent-email")]), passport),
            new Notice(user, NoticeKind.MandateEnds, now.AddDays(-1), "Кончаются полномочия председателя", NoticeText.Of(place, "Назначьте отчётно-выборное собрание. После выборов укажите в паспорте нового председателя или новый срок."), passport),
            new Notice(user, NoticeKind.TransferAnswered, now.AddDays(-2), "Запрос о переводе принят", place, "transfers"));
        await context.SaveChangesAsync();
    }

    /// <summary>The organisation that the demo's chairperson leads.</summary>
    private async Task<int> OwnAsync()
    {
        await using var context = await running.Registry.OpenAsync();
        return await context.Grants.Where(g => context.Users.Any(u => u.Id == g.UserId && u.Email == Chairperson)).Select(g => g.OrganizationId).SingleAsync();
    }
}

[AttributeUsage(AttributeTargets.Method)]
internal sealed class ScreenshotFactAttribute : FactAttribute
{
    public ScreenshotFactAttribute()
    {
        if (Environment.GetEnvironmentVariable(Screenshots.FolderVariable) is null)
            Skip = "Taken by eng/screenshots.sh.";
    }
}
