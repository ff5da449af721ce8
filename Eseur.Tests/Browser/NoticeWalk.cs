using Eseur.Domain.Access;
using Eseur.Domain.Passports;
using Microsoft.Playwright;

namespace Eseur.Tests.Browser;

/// <summary>Two windows: what somebody above does in the one rings in the other, and a letter comes.</summary>
[Collection(BrowserTests.Name)]
public sealed class NoticeWalk(Chromium chromium) : IAsyncLifetime
{
    private const int Soon = 5_000;
    private readonly MailServer mail = new();
    private readonly List<IBrowserContext> windows = [];
    private RunningRegistry running = null!;

    public async Task InitializeAsync()
    {
        running = new RunningRegistry { Settings = [.. mail.Settings, "--Notices:GatherMinutes", "0"] };
        await running.InitializeAsync();
    }

    public async Task DisposeAsync()
    {
        // A program that stops waits for its open pages.
        foreach (var window in windows)
            await window.CloseAsync();
        await running.DisposeAsync();
        await mail.DisposeAsync();
    }

    [Fact]
    public async Task PassportChangedFromAbove_RingsAtTheChairpersonsWithinSeconds_AndALetterComes()
    {
        var school = await running.Registry.SchoolAsync("ППО звонкой школы", InpoTab.DuesRate.Key);
        var chair = await running.Registry.HireAsync("Зимина Вера Сергеевна", RegistryRole.Chairperson, school);
        var above = await running.Registry.HireAsync("Областная Ольга Олеговна", RegistryRole.Apparatus, running.Registry.RegionId());
        var listener = await running.SignInAsync(chromium, chair, $"/organizations/{school}/passport", phone: true);
        var actor = await running.SignInAsync(chromium, above, $"/organizations/{school}/passport");
        windows.AddRange([listener.Context, actor.Context]);
        await RunningRegistry.ReadyAsync(listener);
        await RunningRegistry.ReadyAsync(actor);
        await Assertions.Expect(listener.GetByRole(AriaRole.Button, new() { Name = "Уведомления", Exact = true })).ToBeVisibleAsync();

        var field = actor.GetByLabel(InpoTab.DuesRate.Label).First;
        await field.FillAsync("1");
        await field.PressAsync("Control+s");
        await Assertions.Expect(actor.GetByText("Сохранено").First).ToBeVisibleAsync();

        var bell = listener.GetByRole(AriaRole.Button, new() { Name = "Уведомления, не прочитано: 1" });
        await Assertions.Expect(bell).ToBeVisibleAsync(new() { Timeout = Soon });
        var letter = await mail.ReadAsync();
        Assert.Equal((chair, "Паспорт вашей организации изменён"), (letter.To, letter.Header("Subject")));

        var box = (await bell.BoundingBoxAsync())!;
        Assert.True(box is { Width: >= 44, Height: >= 44 }, $"Too small for a thumb: {box.Width} by {box.Height}.");
        await bell.PressAsync("Enter");
        await listener.Locator("#bell-list a", new() { HasText = "Паспорт вашей организации изменён" }).ClickAsync();
        await Assertions.Expect(listener).ToHaveURLAsync(new System.Text.RegularExpressions.Regex($"/organizations/{school}/history$", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1)), new() { Timeout = 15_000 });
        await Assertions.Expect(listener.GetByRole(AriaRole.Button, new() { Name = "Уведомления", Exact = true })).ToBeVisibleAsync(new() { Timeout = Soon });
        await Assertions.Expect(listener.Locator("#bell-list")).ToBeHiddenAsync();
    }
}
