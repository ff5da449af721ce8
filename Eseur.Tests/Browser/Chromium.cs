using Microsoft.Playwright;

namespace Eseur.Tests.Browser;

/// <summary>One Chromium for all browser tests; each person in a test gets a window of their own, with own cookies.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private IPlaywright? playwright;
    private IBrowser? browser;

    /// <summary>Debian's, unless the environment names another.</summary>
    private static string Executable => Environment.GetEnvironmentVariable("ESEUR_CHROMIUM") ?? "/usr/bin/chromium";

    public async Task InitializeAsync()
    {
        if (!File.Exists(Executable))
            throw new InvalidOperationException($"{Executable} is not there. eng/test.sh installs it, or name yours in ESEUR_CHROMIUM.");
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Executable,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    }

    public Task<IBrowserContext> WindowAsync(string address, bool phone = false) => browser!.NewContextAsync(new BrowserNewContextOptions
    {
        BaseURL = address,
        Locale = "ru-RU",
        TimezoneId = "Europe/Moscow",
        ViewportSize = phone ? new ViewportSize { Width = 360, Height = 740 } : new ViewportSize { Width = 1366, Height = 900 },
        HasTouch = phone,
        IsMobile = phone,
        DeviceScaleFactor = phone ? 2 : 1,
    });

    public async Task DisposeAsync()
    {
        if (browser is not null)
            await browser.DisposeAsync();
        playwright?.Dispose();
    }
}

[CollectionDefinition(Name)]
public sealed class BrowserTests : ICollectionFixture<Chromium>, ICollectionFixture<RunningRegistry>
{
    public const string Name = "browser";
}
