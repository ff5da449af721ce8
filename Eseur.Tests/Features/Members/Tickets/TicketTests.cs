using System.Net;
using Eseur.Admin.Data;
using Eseur.Admin.Features.Members.Tickets;
using Eseur.Domain;
using Eseur.Domain.Members;
using Eseur.Domain.Organizations;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Eseur.Tests.Features.Members.Tickets;

/// <summary>A ticket's states, its number, and what strangers learn of it.</summary>
public sealed class TicketTests : IAsyncLifetime
{
    private static readonly DateOnly Day = new(2026, 9, 1);

    private TestRegistry registry = default!;
    private TicketService service = default!;
    private int school;

    public async Task InitializeAsync()
    {
        registry = await TestRegistry.StartAsync();
        var region = await registry.FoundAsync(OrganizationLevel.Regional, registry.RootId, "Регион");
        school = await registry.FoundAsync(OrganizationLevel.Primary, region, "ППО школы № 1");
        var database = new RegistryDatabase(registry.App.Services.GetRequiredService<IDbContextFactory<RegistryContext>>(), new FixedActor(Actor.System("Проверка")));
        service = new TicketService(database, TimeProvider.System);
    }

    public async Task DisposeAsync() => await registry.DisposeAsync();

    [Fact]
    public async Task Order_ThenIssue_CountsTheForms()
    {
        var id = await PutAsync();

        var number = await service.OrderAsync(id, plastic: true, isVirtual: false);
        Assert.Equal((0, 0), await HeldAsync());
        await service.IssueAsync(id, await NumberAsync(id));

        Assert.Equal((1, 0), await HeldAsync());
        Assert.Equal(16, number.ToString().Length);
        Assert.Equal(new ValidTicket("П. А. И.", "ППО школы № 1"), await CheckAsync(number));
    }

    [Fact]
    public async Task Lose_ThenOrder_ReplacesTheNumberForGood()
    {
        var id = await PutAsync();
        var first = await service.OrderAsync(id, plastic: true, isVirtual: true);
        await service.IssueAsync(id, await NumberAsync(id));
        await service.LoseAsync(id, await NumberAsync(id));
        Assert.Equal((0, 0), await HeldAsync());

        var second = await service.OrderAsync(id, plastic: true, isVirtual: true);
        await service.IssueAsync(id, await NumberAsync(id));

        Assert.NotEqual(first, second);
        Assert.Null(await CheckAsync(first));
        Assert.NotNull(await CheckAsync(second));
        Assert.Equal(TicketState.Replaced, await StateAsync(first));
        Assert.Equal((1, 1), await HeldAsync());
    }

    [Fact]
    public async Task Act_OnATicketReplacedMeanwhile_IsRefusedAndTheNewOneStays()
    {
        var id = await PutAsync();
        var shown = await service.OrderAsync(id, plastic: true, isVirtual: false);
        await service.ReturnAsync(id, shown);
        var held = await service.OrderAsync(id, plastic: true, isVirtual: false);
        await service.IssueAsync(id, held);

        foreach (var act in new Func<Task>[] { () => service.LoseAsync(id, shown), () => service.ReturnAsync(id, shown), () => service.IssueAsync(id, shown), () => service.ExtendAsync(id, shown, false, true) })
            Assert.Contains("за это время заменили", (await Assert.ThrowsAsync<RuleBrokenException>(act)).Message, StringComparison.Ordinal);

        Assert.Equal(TicketState.Issued, await StateAsync(held));
    }

    [Fact]
    public async Task Extend_AddsTheOtherFormToTheSameNumber()
    {
        var id = await PutAsync();
        var number = await service.OrderAsync(id, plastic: true, isVirtual: false);
        await service.IssueAsync(id, await NumberAsync(id));

        await service.ExtendAsync(id, await NumberAsync(id), plastic: false, isVirtual: true);

        Assert.Equal((1, 1), await HeldAsync());
        Assert.NotNull(await CheckAsync(number));
    }

    [Fact]
    public async Task Order_SecondTicket_IsRefused()
    {
        var id = await PutAsync();
        await service.OrderAsync(id, plastic: true, isVirtual: false);

        var refused = await Assert.ThrowsAsync<RuleBrokenException>(() => service.OrderAsync(id, plastic: false, isVirtual: true));
        Assert.Contains("уже есть", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Order_WithoutConsent_IsRefusedAndSaysWhatToFill()
    {
        var id = await PutAsync(consent: false);

        var refused = await Assert.ThrowsAsync<RuleBrokenException>(() => service.OrderAsync(id, plastic: true, isVirtual: false));
        Assert.Contains("согласие на обработку", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Issue_WithoutAnOrder_IsRefused()
    {
        var id = await PutAsync();

        await Assert.ThrowsAsync<RuleBrokenException>(async () => await service.IssueAsync(id, await NumberAsync(id)));
    }

    [Fact]
    public async Task Lose_OfAnOrder_IsRefused()
    {
        var id = await PutAsync();
        await service.OrderAsync(id, plastic: true, isVirtual: false);

        await Assert.ThrowsAsync<RuleBrokenException>(async () => await service.LoseAsync(id, await NumberAsync(id)));
    }

    [Fact]
    public async Task Check_OfSomebodyTakenOff_IsNotValid()
    {
        var id = await PutAsync();
        var number = await service.OrderAsync(id, plastic: true, isVirtual: false);
        await service.IssueAsync(id, await NumberAsync(id));

        await ChangeAsync(id, m => m.TakeOff("own-wish", Day.AddDays(1)));

        Assert.Null(await CheckAsync(number));
        Assert.Equal((0, 0), await HeldAsync());
    }

    [Theory]
    [InlineData("")]
    [InlineData("123")]
    [InlineData("не номер")]
    [InlineData("12345678901234567")]
    [InlineData("1234567890123456")]
    public async Task Check_WhatIsNoValidTicket_IsAnsweredAlike(string typed) =>
        Assert.Null(await registry.App.Services.GetRequiredService<TicketCheck>().FindAsync(typed));

    [Fact]
    public async Task CheckPage_ForAStranger_TellsInitialsAndNoName()
    {
        var id = await PutAsync();
        var number = await service.OrderAsync(id, plastic: true, isVirtual: false);
        await service.IssueAsync(id, await NumberAsync(id));
        await using var served = await ServedAsync();
        using var client = SignedInClient.Anonymous(served);

        var page = WebUtility.HtmlDecode(await client.GetStringAsync($"/ticket/{number:D16}"));

        Assert.Contains("Билет действителен", page, StringComparison.Ordinal);
        Assert.Contains("П. А. И.", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Петрова", page, StringComparison.Ordinal);
        var nobody = WebUtility.HtmlDecode(await client.GetStringAsync("/ticket/1000000000000001"));
        Assert.Contains("Билет не действителен", nobody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CheckPage_AskedWithoutEnd_IsHeldBack()
    {
        await using var served = await ServedAsync();
        using var client = SignedInClient.Anonymous(served);

        var answers = new List<HttpStatusCode>();
        for (var i = 0; i < 40; i++)
        {
            using var answer = await client.GetAsync("/ticket/1000000000000001");
            answers.Add(answer.StatusCode);
        }

        Assert.Equal(HttpStatusCode.OK, answers[0]);
        Assert.Equal(HttpStatusCode.TooManyRequests, answers[^1]);
    }

    private async Task<TestRegistry> ServedAsync()
    {
        var served = await TestRegistry.StartEmptyAsync("--urls", "http://127.0.0.1:0", "--ConnectionStrings:Registry", registry.ConnectionString);
        await served.App.StartAsync();
        return served;
    }

    private async Task<int> PutAsync(bool consent = true)
    {
        await using var context = await registry.OpenAsync();
        var member = Member.PutOnRecord(await context.Organizations.SingleAsync(o => o.Id == school), "Петрова", "Анна", "Ивановна", Day, CardSource.Chairperson);
        member.Fill(PersonTab.BirthDate, new DateOnly(1980, 5, 1));
        if (consent)
            member.GiveConsent(new ConsentText("2025", new DateOnly(2025, 9, 1), "Согласен."), "paper", Day);
        context.Add(member);
        await context.SaveChangesAsync();
        return member.Id;
    }

    private async Task ChangeAsync(int id, Action<Member> change)
    {
        await using var context = await registry.OpenAsync();
        change(await context.Members.WithCard().SingleAsync(m => m.Id == id));
        await context.SaveChangesAsync();
    }

    private async Task<(int Plastic, int Virtual)> HeldAsync()
    {
        await using var context = await registry.OpenAsync();
        var counter = await context.MemberCounters.AsNoTracking().SingleAsync(c => c.OrganizationId == school);
        return (counter.Counts[Measures.Plastic.Index], counter.Counts[Measures.Virtual.Index]);
    }

    /// <summary>The ticket that a page would show now; 0 without one.</summary>
    private async Task<long> NumberAsync(int id)
    {
        await using var context = await registry.OpenAsync();
        return (await context.Members.AsNoTracking().WithCard().SingleAsync(m => m.Id == id)).Ticket?.Number ?? 0;
    }

    private async Task<TicketState> StateAsync(long number)
    {
        await using var context = await registry.OpenAsync();
        return (await context.Tickets.AsNoTracking().SingleAsync(t => t.Number == number)).State;
    }

    private Task<ValidTicket?> CheckAsync(long number) => registry.App.Services.GetRequiredService<TicketCheck>().FindAsync(TicketNumber.Format(number));
}
