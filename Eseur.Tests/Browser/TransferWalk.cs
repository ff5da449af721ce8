using Eseur.Domain.Access;
using Eseur.Admin.Data;
using Eseur.Admin.Features.Account;
using Eseur.Domain.Members;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace Eseur.Tests.Browser;

/// <summary>A chairperson with a phone answers a transfer that another organisation asks for.</summary>
public sealed class TransferWalk(Chromium chromium, RunningRegistry running) : Visit(chromium, running)
{
    [Fact]
    public async Task Transfer_AcceptedOnPhone_MovesThePersonAndEmptiesTheList()
    {
        var giver = await Registry.SchoolAsync("ППО отдающей школы");
        var receiver = await Registry.SchoolAsync("ППО принимающей школы");
        var member = await AskedAsync(giver, receiver);
        var email = await Registry.HireAsync("Зимина Вера Сергеевна", RegistryRole.Chairperson, receiver);
        var page = await SignInAsync(email, $"/organizations/{receiver}/passport", phone: true);

        await page.GetByRole(AriaRole.Link, new() { Name = "Переводы, ждут ответа: 1" }).ClickAsync();
        await AtAsync(page, "**/transfers");
        var accept = page.GetByRole(AriaRole.Button, new() { Name = "Принять: Кузнецова Ольга Павловна" });
        await Expect(accept).ToBeInViewportAsync();
        var box = (await accept.BoundingBoxAsync())!;
        Assert.True(box.Height >= 44, $"Too small for a thumb: {box.Height}.");
        await accept.ClickAsync();

        await Expect(page.Locator(".notice-done")).ToContainTextAsync("Кузнецова Ольга Павловна теперь на учёте");
        await Expect(page.GetByText("Отвечать не на что")).ToBeVisibleAsync();
        await using var context = await Registry.OpenAsync();
        Assert.Equal(receiver, (await context.Members.AsNoTracking().SingleAsync(m => m.Id == member)).OrganizationId);
    }

    private async Task<int> AskedAsync(int giver, int receiver)
    {
        await using var context = await Registry.OpenAsync();
        var member = Member.PutOnRecord(await context.Organizations.SingleAsync(o => o.Id == giver), "Кузнецова", "Ольга", "Павловна", new DateOnly(2020, 9, 1), CardSource.Chairperson);
        context.Add(member);
        await context.SaveChangesAsync();
        context.Add(new TransferRequest(member, await context.Organizations.SingleAsync(o => o.Id == receiver), askedByGiver: true, "Петрова Мария Ивановна", DateTime.UtcNow));
        await context.SaveChangesAsync();
        return member.Id;
    }
}
