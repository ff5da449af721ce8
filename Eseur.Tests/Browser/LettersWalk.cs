using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Eseur.Domain.Letters;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace Eseur.Tests.Browser;

/// <summary>A mailing from the choice of its recipients to the figures of its delivery, given to a mail server on loopback.</summary>
public sealed class LettersWalk(Chromium chromium, MailedRegistry mailed) : Visit(chromium, mailed.Running), IClassFixture<MailedRegistry>
{
    [Fact]
    public async Task Mailing_FromChoiceToFigures_ArrivesAsItWasShown()
    {
        var full = await Registry.SchoolAsync("ППО школы писем", "dues");
        var lacking = await Registry.SchoolAsync("ППО школы писем", "chair-email");
        var page = await SignInAsync(Apparatus, "/letters");
        await page.GetByRole(AriaRole.Button, new() { Name = "Новая рассылка" }).First.ClickAsync();

        await page.GetByRole(AriaRole.Searchbox, new() { Name = "Название или ИНН" }).FillAsync("школы писем");
        await Expect(page.GetByText("2 получателя · дойдёт 1")).ToBeVisibleAsync();
        await CheckAsync(page, "recipients");

        await page.GetByRole(AriaRole.Link, new() { Name = "Письмо", Exact = true }).First.ClickAsync();
        await page.GetByLabel("Тема").FillAsync("Пробелы: {{организация}}");
        await page.GetByLabel("Текст", new() { Exact = true }).FillAsync("Здравствуйте, ");
        await page.GetByRole(AriaRole.Button, new() { Name = "{{имя}}" }).ClickAsync();
        // The field comes back from the server.
        await Expect(page.GetByLabel("Текст", new() { Exact = true })).ToHaveValueAsync("Здравствуйте, {{имя}}");
        await page.GetByLabel("Текст", new() { Exact = true }).PressSequentiallyAsync("!\n\n{{пробелы}}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Следующий получатель" }).ClickAsync();
        var letter = page.FrameLocator("iframe");
        await Expect(letter.GetByText("Здравствуйте, Мария Ивановна!")).ToBeVisibleAsync();
        await Expect(letter.GetByRole(AriaRole.Link, new() { Name = "Членский профсоюзный взнос" })).ToHaveAttributeAsync("href", $"{Address}/organizations/{full}/passport/inpo?field=dues");
        await CheckAsync(page, "text");
        await Expect(page.GetByText("Сохранено")).ToBeVisibleAsync();
        await page.ReloadAsync();
        await RunningRegistry.ReadyAsync(page);
        await Expect(page.GetByLabel("Текст", new() { Exact = true })).ToHaveValueAsync("Здравствуйте, {{имя}}!\n\n{{пробелы}}");

        await page.GetByRole(AriaRole.Link, new() { Name = "Прогноз", Exact = true }).First.ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Дойдёт до 50,0\u202f%: 1 из 2" })).ToBeVisibleAsync();
        await page.Locator("tr", new() { HasText = "Адреса нет" }).GetByRole(AriaRole.Link).First.ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Первичные, адреса нет" })).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Петрова Мария Ивановна" })).ToHaveCountAsync(1);
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Петрова Мария Ивановна" })).ToHaveAttributeAsync("href", $"organizations/{lacking}/passport/chairperson?field=chair-email");
        await CheckAsync(page, "forecast");

        await page.GetByRole(AriaRole.Link, new() { Name = "Отправка", Exact = true }).First.ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Отправить сейчас" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Отправить 1 письмо?" })).ToBeVisibleAsync();
        await CheckAsync(page, "send");
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Отправить сейчас" }).ClickAsync();

        var arrived = await mailed.Mail.ReadAsync();
        Assert.StartsWith("Пробелы: ППО школы писем", arrived.Header("Subject"), StringComparison.Ordinal);
        Assert.Contains("Здравствуйте, Мария Ивановна!", arrived.Text, StringComparison.Ordinal);
        Assert.Contains($"- Членский профсоюзный взнос: {Address}/organizations/{full}/passport/inpo?field=dues", arrived.Text, StringComparison.Ordinal);
        Assert.Contains("prefers-color-scheme: dark", arrived.Html, StringComparison.Ordinal);

        // Without a reload: the page follows by itself.
        await Expect(page.Locator("#progress-title")).ToContainTextAsync("Завершена", new() { Timeout = 30_000 });
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Доставлено" })).ToContainTextAsync("0 из 2");
        await Expect(page.Locator(".states")).ToContainTextAsync("отправлено, ждём отчёта");
        await page.GetByRole(AriaRole.Link, new() { Name = "не отправлено" }).ClickAsync();
        await AtAsync(page, "**?*state=suppressed");
        await Expect(page.Locator("section[aria-labelledby=letters-title] tbody tr")).ToHaveCountAsync(1);
        await CheckAsync(page, "figures");
        await using var context = await Registry.OpenAsync();
        var sent = await context.Mailings.SingleAsync(m => m.Subject.StartsWith("Пробелы"));
        Assert.Equal([LetterState.Sent, LetterState.Suppressed], await context.Letters.Where(l => l.MailingId == sent.Id).OrderBy(l => l.State).Select(l => l.State).ToListAsync());

        await page.GotoAsync("/letters");
        await RunningRegistry.ReadyAsync(page);
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Пробелы: {{организация}}" })).ToBeVisibleAsync();
        await CheckAsync(page, "list");
    }

    /// <summary>By axe, as it stands and on a phone; and nothing is wider than the phone.</summary>
    private static async Task CheckAsync(IPage page, string what)
    {
        foreach (var (width, height) in new[] { (1280, 900), (360, 740) })
        {
            await page.SetViewportSizeAsync(width, height);
            // Nothing runs in the letter's own frame, axe neither.
            var result = await page.RunAxe(new AxeRunOptions { Iframes = false });
            Assert.True(result.Violations.Length == 0, $"{what} {width}: {string.Join('\n', result.Violations.Select(v => $"{v.Id}, {v.Help}: {string.Join(" | ", v.Nodes.Take(3).Select(n => n.Html))}"))}");
            Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), $"{what} is wider than {width}.");
        }
        await page.SetViewportSizeAsync(1280, 900);
    }
}

/// <summary>A running registry that gives its letters to a mail server of the test's.</summary>
public sealed class MailedRegistry : IAsyncLifetime
{
    public MailServer Mail { get; } = new();

    public RunningRegistry Running { get; private set; } = default!;

    public async Task InitializeAsync()
    {
        Running = new RunningRegistry { Settings = Mail.Settings };
        await Running.InitializeAsync();
    }

    public async Task DisposeAsync()
    {
        await Running.DisposeAsync();
        await Mail.DisposeAsync();
    }
}
