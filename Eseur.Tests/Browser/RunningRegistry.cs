using Eseur.Admin.Features.Demo;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Eseur.Tests.Browser;

/// <summary>The registry as the README's command starts it: small demo data, its sign-ins, a real port.</summary>
public sealed class RunningRegistry : IAsyncLifetime
{
    public TestRegistry Registry { get; private set; } = default!;

    /// <summary>Besides the demo's, such as another database.</summary>
    public string[] Settings { get; init; } = [];

    public string Address => Registry.App.Urls.First();

    public async Task InitializeAsync()
    {
        Registry = await TestRegistry.StartEmptyAsync(["--urls", "http://127.0.0.1:0", "--Demo:LoadWhenEmpty", "true", .. Settings]);
        await Registry.App.Services.GetRequiredService<DemoStart>().FillWhenEmptyAsync(default);
        await Registry.App.StartAsync();
    }

    /// <summary>A window in which <paramref name="email"/> is signed in, through the page as people do it.</summary>
    public async Task<IPage> SignInAsync(Chromium chromium, string email, string? path = null, bool phone = false)
    {
        var page = await (await chromium.WindowAsync(Address, phone)).NewPageAsync();
        await page.GotoAsync(path ?? "/");
        await EnterAsync(page, email);
        return page;
    }

    public static async Task EnterAsync(IPage page, string email, string password = DemoSignIns.Password, bool second = false)
    {
        await page.GetByLabel("E-mail").FillAsync(email);
        await page.GetByLabel("Пароль").FillAsync(password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Войти", Exact = true }).ClickAsync();
        await page.WaitForURLAsync(url => url.Contains("/sign-in/second", StringComparison.Ordinal) || (!second && !url.Contains("/sign-in", StringComparison.Ordinal)));
    }

    /// <summary>Until the page's circuit answers and its keys work: a click before that would go nowhere.</summary>
    public static Task ReadyAsync(IPage page) => page.Locator("html[data-keys-ready] .frame[data-live], html:not(:has([data-keys-open])) .frame[data-live]").WaitForAsync(new() { State = WaitForSelectorState.Attached });

    public async Task DisposeAsync() => await Registry.DisposeAsync();
}
