using System.Diagnostics;
using Eseur.Domain.Access;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Xunit.Abstractions;

namespace Eseur.Tests.Browser;

/// <summary>An open page stops within five seconds once its session or its grants are gone.</summary>
public sealed class EndedCircuitTests(Chromium chromium, RunningRegistry running, ITestOutputHelper output) : Visit(chromium, running)
{
    private const float Promised = 5_000;

    [Fact]
    public async Task Session_EndedFromAnotherBrowser_PageGoesToTheSignIn()
    {
        var email = await Registry.HireAsync("Орлова Анна Викторовна", RegistryRole.Apparatus, Registry.Board.RootId);
        var lost = await SignInAsync(email, "/organizations");
        var own = await SignInAsync(email, "/account", isPlain: true);

        await own.GetByRole(AriaRole.Button, new() { Name = "Завершить сеанс" }).ClickAsync();
        await Expect(own.GetByText("Сеанс завершён")).ToBeVisibleAsync();
        await StopsAsync("Session ended", () => lost.WaitForURLAsync(url => url.Contains("/sign-in?return=%2Forganizations", StringComparison.Ordinal), new() { Timeout = Promised }));

        await GoAsync(own, "/organizations");
    }

    [Fact]
    public async Task Grant_TakenAway_PageIsDrawnAnew()
    {
        var root = Registry.Board.RootId;
        var region = Registry.RegionId();
        var email = await Registry.HireAsync("Волков Илья Андреевич", RegistryRole.Apparatus, root);
        await using var context = await Registry.OpenAsync();
        var user = await context.Users.SingleAsync(u => u.Email == email);
        context.Add(new Grant(user.Id, RegistryRole.Analyst, region, null, "Проверка", DateTime.UtcNow));
        await context.SaveChangesAsync();
        var page = await SignInAsync(email, $"/dashboard/{root}");
        await page.EvaluateAsync("() => { window.stayed = true; }");

        (await context.Grants.SingleAsync(g => g.UserId == user.Id && g.OrganizationId == root)).End("Проверка", DateTime.UtcNow);
        await context.SaveChangesAsync();
        await StopsAsync("Grant taken away", () => page.WaitForFunctionAsync("() => !window.stayed", null, new() { Timeout = Promised }));

        await Expect(page.Locator("h1").First).ToBeVisibleAsync();
        await Expect(page.Locator("table.gaps")).ToHaveCountAsync(0);
        // What is outside the new grants is no page for this person, and the browser says so.
        Forgive("Failed to load resource");
        await GoAsync(page, $"/dashboard/{region}");
        await Expect(page.Locator("table.gaps")).ToHaveCountAsync(1);
    }

    private async Task StopsAsync(string what, Func<Task> stopped)
    {
        var since = Stopwatch.GetTimestamp();
        await stopped();
        output.WriteLine($"{what}: {Stopwatch.GetElapsedTime(since).TotalMilliseconds:F0} ms.");
    }
}
