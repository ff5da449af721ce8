using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Eseur.Tests.Browser;

/// <summary>
/// A test that people act in, each in a window of their own. Whatever a browser complains of (an error of a script, a
/// refusal by the content policy, a file not found) fails the test that caused it.
/// </summary>
[Collection(BrowserTests.Name)]
public abstract class Visit(Chromium chromium, RunningRegistry running) : IAsyncLifetime
{
    protected const string Apparatus = "apparat@demo.eseur";
    protected const string Analyst = "analitik@demo.eseur";

    private readonly List<IBrowserContext> windows = [];
    private readonly List<string> complaints = [];
    private readonly List<IAsyncDisposable> programs = [];

    protected TestRegistry Registry => running.Registry;

    protected string Address => running.Address;

    public Task InitializeAsync()
    {
        // Two cores serve the browser, the registry and other builds; a person would not wait so long, a test may.
        Assertions.SetDefaultExpectTimeout(10_000);
        return Task.CompletedTask;
    }

    /// <summary>A window in which nobody is signed in yet.</summary>
    protected async Task<IPage> WindowAsync(bool phone = false, string? address = null)
    {
        var window = await chromium.WindowAsync(address ?? running.Address, phone);
        windows.Add(window);
        window.SetDefaultTimeout(15_000);
        window.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
                complaints.Add($"{message.Type}: {message.Text} ({message.Page?.Url})");
        };
        window.WebError += (_, error) => complaints.Add(error.Error);
        return await window.NewPageAsync();
    }

    /// <summary>A window in which <paramref name="email"/> is signed in, through the page as people do it, and the asked page answers.</summary>
    /// <param name="isPlain">The asked page has no circuit to wait for.</param>
    protected async Task<IPage> SignInAsync(string email, string path = "/", bool phone = false, string? address = null, bool isPlain = false)
    {
        var page = await WindowAsync(phone, address);
        await page.GotoAsync(path);
        await RunningRegistry.EnterAsync(page, email);
        if (!isPlain)
            await RunningRegistry.ReadyAsync(page);
        return page;
    }

    /// <summary>Another process of the registry, which outlives the windows that look at it.</summary>
    internal async Task<RegistryProcess> StartProgramAsync(string environment, params string[] settings)
    {
        var program = await RegistryProcess.StartAsync(environment, settings);
        programs.Add(program);
        return program;
    }

    protected static async Task GoAsync(IPage page, string path)
    {
        await page.GotoAsync(path);
        await RunningRegistry.ReadyAsync(page);
    }

    /// <summary>
    /// Waits until the address is so. A page may have been left by the time it is asked about, and of a way within the page
    /// Playwright's own waiting for a navigation hears nothing then.
    /// </summary>
    /// <param name="address">Stars stand for anything.</param>
    protected static Task AtAsync(IPage page, string address) =>
        Expect(page).ToHaveURLAsync(new Regex($"^{Regex.Escape(address).Replace(@"\*", ".*", StringComparison.Ordinal)}$", RegexOptions.None, TimeSpan.FromSeconds(1)), new() { Timeout = 15_000 });

    /// <summary>The passport's word that it is all in the record.</summary>
    protected static ILocator Saved(IPage page) => page.Locator(".save-bar .saved");

    protected static ILocatorAssertions Expect(ILocator locator) => Assertions.Expect(locator);

    protected static IPageAssertions Expect(IPage page) => Assertions.Expect(page);

    /// <summary>For a test that itself breaks what a browser then rightly complains of.</summary>
    protected void Forgive(params string[] words) => complaints.RemoveAll(c => words.Any(w => c.Contains(w, StringComparison.Ordinal)));

    public async Task DisposeAsync()
    {
        foreach (var window in windows)
            await window.CloseAsync();
        foreach (var program in programs)
            await program.DisposeAsync();
        Assert.Empty(complaints);
    }
}
