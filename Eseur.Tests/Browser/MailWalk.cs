using Deque.AxeCore.Playwright;
using Eseur.Domain.Access;
using Microsoft.Playwright;

namespace Eseur.Tests.Browser;

/// <summary>An administrator makes sure that letters leave.</summary>
public sealed class MailWalk(Chromium chromium, RunningRegistry running) : Visit(chromium, running)
{
    private const string Email = "frolov@browser.example";
    private const string Password = "pass-phrase-2026";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Administrator_SendsATrialLetter_AndReadsTheServersAnswer(bool phone)
    {
        await using var mail = new MailServer();
        await using var registry = await TestRegistry.StartAsync(["--urls", "http://127.0.0.1:0", "--Mail:Registry", "registry@registry.example", .. mail.Settings]);
        await registry.HireAsync(Email, "Фролов Игорь Петрович", Password, RegistryRole.Administrator, registry.RootId);
        await registry.App.StartAsync();
        var page = await WindowAsync(phone, registry.App.Urls.First());
        await page.GotoAsync("/letters");
        await RunningRegistry.EnterAsync(page, Email, Password);

        await RunningRegistry.ReadyAsync(page);
        await page.GetByRole(AriaRole.Link, new() { Name = "Почта", Exact = true }).ClickAsync();
        await Expect(page.GetByText("Реестр не узнает о вернувшихся письмах")).ToBeVisibleAsync();
        await Expect(page.GetByLabel("Кому")).ToHaveValueAsync(Email);
        await Expect(page.GetByLabel("От кого")).ToHaveValueAsync("registry@registry.example");
        await page.GetByLabel("От кого").SelectOptionAsync("confirmation@registry.example");
        await page.GetByLabel("Кому").PressAsync("Enter");
        await Expect(page.Locator(".notice-done")).ToContainTextAsync("250 ok");
        var letter = await mail.ReadAsync();
        Assert.Equal((Email, "confirmation@registry.example", "Пробное письмо реестра"), (letter.To, letter.From, letter.Header("Subject")));

        var result = await page.RunAxe();
        Assert.Empty(result.Violations.Select(v => $"{v.Id}: {string.Join(" | ", v.Nodes.Take(3).Select(n => n.Html))}"));
        Assert.Equal(0, await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth"));
        await page.CloseAsync();
    }
}
