using Eseur.Admin.Data;
using Eseur.Admin.Features.Completeness;
using Eseur.Domain.Members;
using Eseur.Domain.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Eseur.Tests.Features.Completeness;

public sealed class MemberRecountTests
{
    [Fact]
    public async Task Run_HealthyRegistry_FindsNothing()
    {
        await using var registry = await TestRegistry.StartAsync();
        await SchoolWithMemberAsync(registry);

        Assert.Empty(await RunAsync(registry));
    }

    [Fact]
    public async Task Run_SpoiltCounter_SaysWhatWasWrongAndMendsIt()
    {
        await using var registry = await TestRegistry.StartAsync();
        var (school, _) = await SchoolWithMemberAsync(registry);
        await SpoilAsync(registry, $"UPDATE MemberCounters SET WorkerMan = 5, Total = 7 WHERE OrganizationId = {school}");

        var found = await RunAsync(registry);

        Assert.Equal([new(school, "Школа", null, "Total", 7, 1), new MemberDifference(school, "Школа", null, "WorkerMan", 5, 0)], found);
        Assert.Empty(await RunAsync(registry));
        await using var context = await registry.OpenAsync();
        Assert.Equal(1, (await context.MemberCounters.SingleAsync(c => c.OrganizationId == school)).Counts[Measures.Total.Index]);
    }

    [Fact]
    public async Task Run_SpoiltCounterOfNobody_IsMended()
    {
        await using var registry = await TestRegistry.StartAsync();
        var (school, card) = await SchoolWithMemberAsync(registry);
        await using (var context = await registry.OpenAsync())
        {
            (await context.Members.WithCard().SingleAsync(m => m.Id == card)).TakeOff("own-wish", new DateOnly(2026, 9, 2));
            await context.SaveChangesAsync();
        }
        await SpoilAsync(registry, $"UPDATE MemberCounters SET Bonus = 1 WHERE OrganizationId = {school}");

        Assert.Equal([new MemberDifference(school, "Школа", null, "Bonus", 1, 0)], await RunAsync(registry));
        Assert.Empty(await RunAsync(registry));
    }

    [Fact]
    public async Task Run_MarkWithoutItsTicket_IsMendedWithTheCounter()
    {
        await using var registry = await TestRegistry.StartAsync();
        var (school, card) = await SchoolWithMemberAsync(registry);
        await SpoilAsync(registry, $"UPDATE Members SET HasPlastic = 1 WHERE Id = {card}");
        await SpoilAsync(registry, $"UPDATE MemberCounters SET Plastic = 1 WHERE OrganizationId = {school}");

        var found = await RunAsync(registry);

        Assert.Equal([new(school, "Школа", card, "HasPlastic", 1, 0), new MemberDifference(school, "Школа", null, "Plastic", 1, 0)], found);
        Assert.Empty(await RunAsync(registry));
    }

    private static async Task<(int School, int Card)> SchoolWithMemberAsync(TestRegistry registry)
    {
        var region = await registry.FoundAsync(OrganizationLevel.Regional, registry.RootId, "Регион");
        var school = await registry.FoundAsync(OrganizationLevel.Primary, region, "Школа");
        await using var context = await registry.OpenAsync();
        var member = Member.PutOnRecord(await context.Organizations.SingleAsync(o => o.Id == school), "Петрова", "Анна", "Ивановна", new DateOnly(2026, 9, 1), CardSource.Chairperson);
        context.Add(member);
        await context.SaveChangesAsync();
        return (school, member.Id);
    }

    private static async Task SpoilAsync(TestRegistry registry, FormattableString statement)
    {
        await using var context = await registry.OpenAsync();
        Assert.Equal(1, await context.Database.ExecuteSqlAsync(statement));
    }

    private static async Task<List<MemberDifference>> RunAsync(TestRegistry registry) => await registry.App.Services.GetRequiredService<MemberRecount>().RunAsync().ToListAsync();
}
