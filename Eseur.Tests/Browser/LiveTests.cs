using Eseur.Domain.Access;
using System.Globalization;
using Eseur.Admin.Features.Account;
using Eseur.Admin.Shared;
using Microsoft.Playwright;
using Xunit.Abstractions;

namespace Eseur.Tests.Browser;

/// <summary>A save in one window moves the nation's number in another without reload.</summary>
public sealed class LiveTests(Chromium chromium, RunningRegistry running, ITestOutputHelper output) : Visit(chromium, running)
{
    /// <summary>Ours is half a second; a busy machine of a build is given more before the test says no.</summary>
    private const float Patience = 2_000;

    private const string Number = "table.gaps tr:has(a[href*='gap=dues']) td.missing";

    private static readonly string[] Acknowledged = [".save-bar .state", "Сохранено"];

    /// <summary>Resolves with the moment at which the element first begins with these words.</summary>
    private const string WhenItSays = """
        ([selector, words]) => {
          window.said = new Promise(resolve => {
            const look = () => document.querySelector(selector)?.textContent.trim().startsWith(words) && (observer.disconnect(), resolve(Date.now()));
            const observer = new MutationObserver(look);
            observer.observe(document.body, { subtree: true, childList: true, characterData: true });
          });
        }
        """;

    [Fact]
    public Task NationsNumber_SavedInAnotherWindow_FallsAtOnce() => WatchAsync(null);

    [Fact]
    public async Task NationsNumber_SavedByAnotherProcess_FallsAtOnce()
    {
        var other = await StartProgramAsync("Testing", "--ConnectionStrings:Registry", Registry.ConnectionString);
        await WatchAsync(other.Address);
    }

    private async Task WatchAsync(string? editorsAddress)
    {
        var school = await Registry.SchoolAsync("ППО гимназии", "dues");
        var watcher = await SignInAsync(Analyst, $"/dashboard/{Registry.Board.RootId}");
        var editor = await SignInAsync(await Registry.HireAsync("Петрова Мария Ивановна", RegistryRole.Chairperson, school), $"/organizations/{school}/passport/inpo", address: editorsAddress);
        var number = watcher.Locator(Number);
        var before = int.Parse((await number.InnerTextAsync()).Replace("\u202f", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
        var after = Ru.Number(before - 1);
        await watcher.EvaluateAsync("() => { window.stayed = true; }");
        await watcher.EvaluateAsync(WhenItSays, new[] { Number, after });
        await editor.EvaluateAsync(WhenItSays, Acknowledged);
        await editor.EvaluateAsync("() => document.addEventListener('click', () => { window.pressed = Date.now(); }, { once: true, capture: true })");

        await editor.Locator("#f-dues").FillAsync("1");
        await editor.GetByRole(AriaRole.Region, new() { Name = "Сохранение" }).GetByRole(AriaRole.Button, new() { Name = "Сохранить" }).ClickAsync();
        await Expect(Saved(editor)).ToBeVisibleAsync();
        await Assertions.Expect(number).ToHaveTextAsync(after, new() { Timeout = Patience });

        Assert.True(await watcher.EvaluateAsync<bool>("() => window.stayed === true"));
        var pressed = await editor.EvaluateAsync<double>("() => window.pressed");
        var saved = await editor.EvaluateAsync<double>("() => window.said");
        var seen = await watcher.EvaluateAsync<double>("() => window.said");
        output.WriteLine($"Pressed to acknowledged: {saved - pressed:F0} ms; pressed to seen: {seen - pressed:F0} ms; acknowledged to seen: {seen - saved:F0} ms.");
        Assert.InRange(seen - saved, double.MinValue, Patience);
    }
}
