using Eseur.Domain.Access;
using Eseur.Admin.Features.Account;
using Eseur.Domain.Members;
using Microsoft.Playwright;
using Xunit;

namespace Eseur.Tests.Browser;

/// <summary>A chairperson opens a member's card: at a desk, and with a phone.</summary>
public sealed class CardWalk(Chromium chromium, RunningRegistry running) : Visit(chromium, running)
{
    // A real picture that browsers draw: 64×64 points of one colour.
    private const string Picture = "iVBORw0KGgoAAAANSUhEUgAAAEAAAABACAIAAAAlC+aJAAAAT0lEQVR42u3PQQkAAAgEsItmNKMZzQi+hcEKLNXzWgQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQELgsexgFpBl5ifgAAAABJRU5ErkJggg==";

    [Fact]
    public async Task Card_EditedAtADesk_IsKeptAndTheGapsFall()
    {
        var (member, page) = await OpenAsync(phone: false);
        await Expect(page.Locator("#gaps-title")).ToContainTextAsync("Пять пробелов");
        await page.Locator("#gap-employment-1").CheckAsync();
        await page.Locator("#line-employment").GetByRole(AriaRole.Button, new() { Name = "Сохранить" }).ClickAsync();
        await Expect(page.Locator("#line-employment")).ToHaveCountAsync(0);

        await page.Locator("#tab-work").ClickAsync();
        await page.Locator("#f-course").FillAsync("3");
        await page.Locator("#tab-contacts").ClickAsync();
        await page.Locator("#f-phone-own").FillAsync("8 912 345 67 89");
        await page.Keyboard.PressAsync("Control+s");
        await Expect(Saved(page)).ToBeVisibleAsync();

        await page.Locator("#gap-consent").ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("Как дано согласие").SelectOptionAsync("paper");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Человек согласен" }).ClickAsync();
        await Expect(dialog).ToHaveCountAsync(0);
        await Expect(page.Locator("#line-consent")).ToHaveCountAsync(0);

        var kept = await Registry.MemberAsync(member);
        Assert.Equal((Employment.Student, 3, "+79123456789", "paper"), (kept.Employment!.Value, kept.Course!.Value, kept.Phone, kept.ConsentChannel));
    }

    [Fact]
    public async Task Photo_ChosenOnPhone_IsShownAndTakenAway()
    {
        var (member, page) = await OpenAsync(phone: true);
        Assert.True(await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= 360"));
        await page.Locator("#photo-file").SetInputFilesAsync(new FilePayload { Name = "photo.html", MimeType = "image/png", Buffer = "<html>"u8.ToArray() });
        await Expect(page.Locator("#photo-state")).ToContainTextAsync("Это не фото");
        await page.Locator("#photo-file").SetInputFilesAsync(new FilePayload { Name = "photo.png", MimeType = "image/png", Buffer = Convert.FromBase64String(Picture) });

        var face = page.Locator(".card-header img");
        await Expect(face).ToBeVisibleAsync();
        Assert.Equal(64, await face.EvaluateAsync<int>("async img => { await img.decode(); return img.naturalWidth; }"));
        await page.GetByRole(AriaRole.Button, new() { Name = "Удалить фото" }).ClickAsync();
        await Expect(face).ToHaveCountAsync(0);
        Assert.Equal("ПА", await page.Locator(".card-header .face-letters").TextContentAsync());
        Assert.Equal(3, (await Registry.MemberAsync(member)).Version);
        // The browser tells of the refused file, as it should.
        Forgive("400 (Bad Request)");
    }

    [Fact]
    public async Task TwoPeople_OneCard_SeeEachOthersWords()
    {
        var (member, page) = await OpenAsync(phone: false);
        var other = await SignInAsync(Apparatus, $"/members/{member}");
        await page.Locator("#f-surname").FillAsync("Цой");
        await other.Locator("#f-surname").FillAsync("Ли");
        await other.Keyboard.PressAsync("Control+s");
        await Expect(Saved(other)).ToBeVisibleAsync();

        await Expect(page.GetByText("Пока страница открыта, карточку изменили")).ToBeVisibleAsync();
        await Expect(page.Locator("#f-surname")).ToHaveValueAsync("Цой");
        await page.Keyboard.PressAsync("Control+s");

        await Expect(page.GetByRole(AriaRole.Alertdialog)).ToContainTextAsync("Взять их: Ли");
        Assert.Equal("Ли", (await Registry.MemberAsync(member)).Surname);
    }

    private async Task<(int Member, IPage Page)> OpenAsync(bool phone)
    {
        var school = await Registry.SchoolAsync("ППО школы");
        var member = await Registry.PutOnRecordAsync(school);
        var email = await Registry.HireAsync("Громова Ольга Петровна", RegistryRole.Chairperson, school);
        var page = await SignInAsync(email, $"/members/{member}", phone);
        return (member, page);
    }
}
