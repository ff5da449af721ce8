using Eseur.Admin.Shared;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Eseur.Tests.Browser;

/// <summary>The register of members over the whole country, in a browser: all of them, one surname, the end of the alphabet.</summary>
internal static class NationalRegister
{
    // The index of two and a half million cards is read after the start, by a test's unoptimised build.
    private static readonly LocatorAssertionsToHaveTextOptions Patient = new() { Timeout = 120_000 };

    public static async Task WalkAsync(string[] settings, int members)
    {
        var chromium = new Chromium();
        var running = new RunningRegistry { Settings = settings };
        try
        {
            await chromium.InitializeAsync();
            await running.InitializeAsync();
            var page = await running.SignInAsync(chromium, "apparat@demo.eseur", "/members");
            await Expect(page.Locator(".register-count strong")).ToHaveTextAsync(Ru.Number(members), Patient);

            await page.GetByRole(AriaRole.Searchbox).FillAsync("иванова мария");
            await Expect(page.Locator(".member-name a").First).ToContainTextAsync("Иванова Мария");
            await page.GetByRole(AriaRole.Searchbox).FillAsync("");
            await Expect(page.Locator(".register-count strong")).ToHaveTextAsync(Ru.Number(members));

            await page.GetByRole(AriaRole.Button, new() { Name = "Я", Exact = true }).ClickAsync();
            await Expect(page.Locator(".member-name a").First).ToHaveTextAsync(new System.Text.RegularExpressions.Regex("^Я", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1)));
        }
        finally
        {
            await running.DisposeAsync();
            await chromium.DisposeAsync();
        }
    }
}
