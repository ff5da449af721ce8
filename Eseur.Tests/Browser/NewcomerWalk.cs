using Microsoft.Playwright;

namespace Eseur.Tests.Browser;

/// <summary>Walk 6, from the built program on: one command, what it prints, the first useful page.</summary>
public sealed class NewcomerWalk(Chromium chromium, RunningRegistry running) : Visit(chromium, running)
{
    [Fact]
    public async Task EmptyFolder_ProgramStarted_PrintsWhereAndAsWhomAndShowsFigures()
    {
        var program = await StartProgramAsync("Development");
        var password = (await program.LineAsync("пароль")).Split(' ', ')').Last(word => word.Contains('-', StringComparison.Ordinal));
        var email = (await program.LineAsync("@")).Trim().Split(' ')[0];

        var page = await WindowAsync(address: program.Address);
        await page.GotoAsync("/");
        await RunningRegistry.EnterAsync(page, email, password);
        await RunningRegistry.ReadyAsync(page);

        await AtAsync(page, "**/dashboard/*");
        await Expect(page.Locator("h1")).ToContainTextAsync("%");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Незаполненные поля" })).ToBeVisibleAsync();
        await page.Locator("#below tbody th a").First.ClickAsync();
        await Expect(page).Not.ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/dashboard/1$", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1)), new() { Timeout = 15_000 });
        await Expect(page.Locator("#below tbody th a").First).ToBeVisibleAsync();
    }
}
