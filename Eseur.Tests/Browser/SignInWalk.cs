using Eseur.Domain.Access;
using Eseur.Domain.Members;
using Eseur.Domain.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace Eseur.Tests.Browser;

/// <summary>Coming in as people do: either way, by keyboard, after too many tries, with a password forgotten.</summary>
public sealed class SignInWalk(Chromium chromium, RunningRegistry running) : Visit(chromium, running)
{
    private const string Email = "petrova@browser.example";
    private const string Password = "pass-phrase-2026";
    private const string Forgotten = "three words together";

    [Fact]
    public async Task ByTicket_WithTheKeyboardAlone_LeadsWhereOneWasGoing()
    {
        await using var mail = new MailServer();
        await using var registry = await StartAsync(mail);
        var page = await WindowAsync(address: registry.App.Urls.First());
        await page.GotoAsync("/account");

        await Expect(page.GetByLabel("E-mail")).ToBeFocusedAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "По номеру билета" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByLabel("Номер билета")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("1234 5678-9012 3456");
        await page.GetByLabel("Пароль").FocusAsync();
        await page.Keyboard.TypeAsync(Password);
        await page.Keyboard.PressAsync("Enter");

        await page.WaitForURLAsync("**/account");
        await Expect(page.Locator(".person-name")).ToHaveTextAsync("Петрова Анна Ивановна");
        // Its registry stops before the window is closed: an open page would rightly complain.
        await page.CloseAsync();
    }

    [Fact]
    public async Task TooManyTries_PhoneThenLetter_NewPasswordLetsIn()
    {
        await using var mail = new MailServer();
        await using var registry = await StartAsync(mail);
        var page = await WindowAsync(phone: true, registry.App.Urls.First());
        await page.GotoAsync("/account");
        for (var i = 0; i < 5; i++)
            await TryAsync(page, "wrong-pass-phrase", "не подходят");
        await TryAsync(page, Password, "Войти можно будет после");

        await page.GetByRole(AriaRole.Link, new() { Name = "Получить новый пароль письмом" }).ClickAsync();
        await page.GetByLabel("E-mail или номер билета").FillAsync(Email);
        await page.GetByRole(AriaRole.Button, new() { Name = "Прислать ссылку" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("Если такая запись есть, письмо отправлено");

        await page.GotoAsync((await mail.ReadAsync()).Link);
        await page.GetByLabel("Новый пароль").FillAsync(Forgotten);
        await page.GetByLabel("Ещё раз").FillAsync(Forgotten);
        await page.GetByRole(AriaRole.Button, new() { Name = "Сохранить" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("Новый пароль сохранён");
        Assert.Equal(Email, (await mail.ReadAsync()).To);

        await RunningRegistry.EnterAsync(page, Email, Forgotten);
        await RunningRegistry.ReadyAsync(page);
        await page.CloseAsync();
    }

    private static async Task TryAsync(IPage page, string password, string answer)
    {
        await page.GetByLabel("E-mail").FillAsync(Email);
        await page.GetByLabel("Пароль").FillAsync(password);
        await page.RunAndWaitForResponseAsync(() => page.GetByRole(AriaRole.Button, new() { Name = "Войти", Exact = true }).ClickAsync(), response => response.Request.Method == "POST");
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync(answer);
    }

    private static async Task<TestRegistry> StartAsync(MailServer mail)
    {
        var registry = await TestRegistry.StartAsync(["--urls", "http://127.0.0.1:0", .. mail.Settings]);
        var region = await registry.FoundAsync(OrganizationLevel.Regional, registry.RootId, "Область");
        var school = await registry.FoundAsync(OrganizationLevel.Primary, region, "ППО школы");
        var user = await registry.HireAsync(Email, "Петрова Анна Ивановна", Password, RegistryRole.Chairperson, school);
        await using var context = await registry.OpenAsync();
        var member = Member.PutOnRecord(await context.Organizations.SingleAsync(o => o.Id == school), "Петрова", "Анна", "Ивановна", new DateOnly(2020, 9, 1), CardSource.Chairperson);
        context.Add(member);
        await context.SaveChangesAsync();
        await context.Users.Where(u => u.Id == user).ExecuteUpdateAsync(set => set.SetProperty(u => u.MemberId, member.Id));
        await context.Database.ExecuteSqlAsync($"INSERT INTO Tickets (Number, MemberId, IsPlastic, IsVirtual, State, OrderedOn) VALUES (1234567890123456, {member.Id}, 1, 0, {(int)TicketState.Issued}, '2026-01-01')");
        await registry.App.StartAsync();
        return registry;
    }
}
