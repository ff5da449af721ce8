using Eseur.Domain.Access;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace Eseur.Tests.Browser;

/// <summary>An administrator invites somebody and ends the role again.</summary>
public sealed class AccessWalk(Chromium chromium, RunningRegistry running) : Visit(chromium, running)
{
    [Fact]
    public async Task Administrator_InvitesAPersonAndEndsTheRole_BothAreInTheRecord()
    {
        var school = await Registry.SchoolAsync("ППО приглашённой школы");
        var page = await SignInAsync("admin@demo.eseur", $"/access?under={school}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Пригласить" }).First.ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByLabel("E-mail").FillAsync("walk@example.org");
        await page.GetByRole(AriaRole.Dialog).GetByLabel("Фамилия, имя, отчество").FillAsync("Ходова Инна Петровна");
        await page.GetByRole(AriaRole.Radio, new() { Name = "Председатель" }).CheckAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Пригласить" }).ClickAsync();
        await Expect(page.Locator(".notice-done")).ToContainTextAsync("walk@example.org");

        await page.GetByRole(AriaRole.Link, new() { Name = "Ходова Инна Петровна" }).ClickAsync();
        await Expect(page.GetByText("приглашён, ещё не входил")).ToBeVisibleAsync();
        await page.Locator(".grants").GetByRole(AriaRole.Button, new() { Name = "Прекратить" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Прекратить" }).ClickAsync();
        await Expect(page.Locator(".notice-done")).ToHaveTextAsync("Доступ прекращён.");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Что было раньше" })).ToBeVisibleAsync();

        await using var context = await Registry.OpenAsync();
        var grant = await context.Grants.SingleAsync(g => g.OrganizationId == school);
        Assert.Equal((RegistryRole.Chairperson, "Фролов Игорь Петрович"), (grant.Role, grant.EndedBy));
    }
}
