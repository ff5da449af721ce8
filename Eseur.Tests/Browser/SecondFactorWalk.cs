using Eseur.Admin.Features.Account;
using Eseur.Domain.Access;
using Microsoft.Playwright;

namespace Eseur.Tests.Browser;

/// <summary>Somebody sets up a second factor or a passkey and signs in with it.</summary>
public sealed class SecondFactorWalk(Chromium chromium, RunningRegistry running) : Visit(chromium, running)
{
    private const string Password = Eseur.Admin.Features.Demo.DemoSignIns.Password;

    [Fact]
    public async Task SecondFactor_SetUpOnAPhone_AsksForACodeNextTime()
    {
        var email = await Registry.HireAsync("Орлова Анна Викторовна", RegistryRole.Apparatus, Registry.Board.RootId);
        var page = await SignInAsync(email, phone: true);
        await page.Locator(".person-menu summary").ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Моя учётная запись" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Включить" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Img, new() { Name = "QR-код для приложения" })).ToBeVisibleAsync();
        var key = (await page.Locator(".key").InnerTextAsync()).Replace(" ", "", StringComparison.Ordinal);
        await page.GetByLabel("Код из приложения").FillAsync(Totp.Code(key, DateTimeOffset.UtcNow));
        await page.GetByLabel("Ваш пароль").FillAsync(Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Включить" }).ClickAsync();
        await Expect(page.Locator("ol.list li")).ToHaveCountAsync(10);
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Скопировать" })).ToBeVisibleAsync();
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "Скачать" }).ClickAsync());
        var codes = await page.Locator("ol.list li").AllInnerTextsAsync();
        Assert.Contains(codes[9], await File.ReadAllTextAsync(await download.PathAsync()), StringComparison.Ordinal);

        var other = await WindowAsync();
        await other.GotoAsync("/reports");
        await RunningRegistry.EnterAsync(other, email, second: true);
        // The code of the set-up was used; the phone's next one is good already.
        await other.GetByLabel("Код из приложения").FillAsync(Totp.Code(key, DateTimeOffset.UtcNow.AddSeconds(30)));
        await other.GetByRole(AriaRole.Button, new() { Name = "Войти", Exact = true }).ClickAsync();
        await RunningRegistry.ReadyAsync(other);
        Assert.EndsWith("/reports", other.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Passkey_AddedOnTheAccountPage_SignsInWithoutAPassword()
    {
        var email = await Registry.HireAsync("Волков Илья Андреевич", RegistryRole.Apparatus, Registry.Board.RootId);
        // Keys are bound to a name, and an address in numbers is none.
        var page = await SignInAsync(email, "/account", address: Named, isPlain: true);
        await AuthenticatorAsync(page);
        await page.GetByText("Добавить ключ доступа").ClickAsync();
        await page.GetByLabel("Название ключа").FillAsync("Рабочий компьютер");
        await page.Locator("#new-key-password").FillAsync("wrong");
        await page.GetByRole(AriaRole.Button, new() { Name = "Создать ключ на этом устройстве" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Пароль не подходит");
        await page.Locator("#new-key-password").FillAsync(Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Создать ключ на этом устройстве" }).ClickAsync();
        await Expect(page.GetByText("Ключ доступа добавлен")).ToBeVisibleAsync();
        await Expect(page.GetByText("Рабочий компьютер")).ToBeVisibleAsync();

        await page.Locator(".person-menu summary").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Выйти" }).ClickAsync();
        // The sign-in page offers the key in the input's own list, and a virtual device takes the first offer at once.
        await page.WaitForURLAsync(url => !url.Contains("/sign-in", StringComparison.Ordinal));
        await RunningRegistry.ReadyAsync(page);
        await Expect(page.Locator(".person-name")).ToHaveTextAsync("Волков Илья Андреевич");
    }

    [Fact]
    public async Task Passkey_ByItsButton_SignsIn()
    {
        var email = await Registry.HireAsync("Зимина Ольга Петровна", RegistryRole.Apparatus, Registry.Board.RootId);
        var page = await SignInAsync(email, "/account", address: Named, isPlain: true);
        await AuthenticatorAsync(page);
        await page.GetByText("Добавить ключ доступа").ClickAsync();
        await page.Locator("#new-key-password").FillAsync(Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Создать ключ на этом устройстве" }).ClickAsync();
        await Expect(page.GetByText("Ключ доступа добавлен")).ToBeVisibleAsync();

        await page.AddInitScriptAsync("PublicKeyCredential.isConditionalMediationAvailable = async () => false;");
        await page.Locator(".person-menu summary").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Выйти" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Войти с ключом доступа" }).ClickAsync();
        await page.WaitForURLAsync(url => !url.Contains("/sign-in", StringComparison.Ordinal));
        await Expect(page.Locator(".person-name")).ToHaveTextAsync("Зимина Ольга Петровна");
    }

    private string Named => Address.Replace("127.0.0.1", "localhost", StringComparison.Ordinal);

    /// <summary>A device with a finger on it, which Chromium plays itself.</summary>
    private static async Task AuthenticatorAsync(IPage page)
    {
        var browser = await page.Context.NewCDPSessionAsync(page);
        await browser.SendAsync("WebAuthn.enable");
        await browser.SendAsync("WebAuthn.addVirtualAuthenticator", new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["options"] = new { protocol = "ctap2", transport = "internal", hasResidentKey = true, hasUserVerification = true, isUserVerified = true, automaticPresenceSimulation = true },
        });
    }
}
