using Eseur.Domain;
using Eseur.Domain.Members;
using Eseur.Domain.Organizations;
using Eseur.Admin.Data;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Eseur.Tests.Data;

/// <summary>What a save of a card carries with it: version, change record, counters, and the check of who may write.</summary>
public sealed class MemberSavingTests
{
    private static readonly DateOnly Day = new(2026, 9, 1);

    [Fact]
    public async Task Save_NewCard_CountsVersionsAndRecordsIt()
    {
        await using var registry = await TestRegistry.StartAsync();
        var school = await SchoolAsync(registry, "ППО школы № 1");

        var id = await PutAsync(registry, school);

        await using var context = await registry.OpenAsync();
        var member = await context.Members.WithCard().SingleAsync(m => m.Id == id);
        Assert.Equal(1, member.Version);
        var change = await context.Changes.Include(c => c.Lines).SingleAsync(c => c.MemberId == id);
        Assert.Equal(school, change.OrganizationId);
        Assert.Contains(change.Lines, l => l is { Field: "surname", Became: "Петрова" });
        Assert.Equal(1, await CountAsync(registry, school, Measures.Total));
        Assert.Equal(1, await CountAsync(registry, school, Measures.Of(null, null)));
    }

    [Fact]
    public async Task Save_FilledField_MovesTheCounterAndItsNumber()
    {
        await using var registry = await TestRegistry.StartAsync();
        var school = await SchoolAsync(registry, "ППО школы № 1");
        var id = await PutAsync(registry, school);
        var before = await SequenceAsync(registry, school);

        await ChangeAsync(registry, id, m => m.Fill(PersonTab.Sex, Sex.Woman));

        Assert.Equal(0, await CountAsync(registry, school, Measures.Of(null, null)));
        Assert.Equal(1, await CountAsync(registry, school, Measures.Of(null, Sex.Woman)));
        Assert.True(await SequenceAsync(registry, school) > before);
    }

    [Fact]
    public async Task Save_Transfer_MovesTheMemberBetweenCounters()
    {
        await using var registry = await TestRegistry.StartAsync();
        var from = await SchoolAsync(registry, "ППО школы № 1");
        var to = await SchoolAsync(registry, "ППО школы № 2");
        var id = await PutAsync(registry, from);

        await using (var context = await registry.OpenAsync())
        {
            var organization = await context.Organizations.SingleAsync(o => o.Id == to);
            (await context.Members.WithCard().SingleAsync(m => m.Id == id)).Transfer(organization, Day.AddDays(1));
            await context.SaveChangesAsync();
        }

        Assert.Equal(0, await CountAsync(registry, from, Measures.Total));
        Assert.Equal(1, await CountAsync(registry, to, Measures.Total));
    }

    [Fact]
    public async Task Save_CardOfAnotherOrganisation_IsRefused()
    {
        await using var registry = await TestRegistry.StartAsync();
        var own = await SchoolAsync(registry, "ППО школы № 1");
        var other = await SchoolAsync(registry, "ППО школы № 2");
        var id = await PutAsync(registry, other);

        await using var context = await registry.OpenAsync();
        (await context.Members.SingleAsync(m => m.Id == id)).Fill(PersonTab.Sex, Sex.Man);
        context.Actor = Acting.As("Председатель", null, (await context.Organizations.SingleAsync(o => o.Id == own)).Path);

        await Assert.ThrowsAsync<RuleBrokenException>(() => context.SaveChangesAsync());
        Assert.Equal(1, await CountAsync(registry, other, Measures.Of(null, null)));
    }

    [Fact]
    public async Task Save_TwoPeopleOneCard_SecondIsRefusedAndCountersStayExact()
    {
        await using var registry = await TestRegistry.StartAsync();
        var school = await SchoolAsync(registry, "ППО школы № 1");
        var id = await PutAsync(registry, school);

        await using var context = await registry.OpenAsync();
        var mine = await context.Members.SingleAsync(m => m.Id == id);
        await ChangeAsync(registry, id, m => m.Fill(PersonTab.Sex, Sex.Woman));
        mine.Fill(PersonTab.Sex, Sex.Man);

        await Assert.ThrowsAsync<DbUpdateConcurrencyException>(() => context.SaveChangesAsync());
        Assert.Equal(1, await CountAsync(registry, school, Measures.Of(null, Sex.Woman)));
        Assert.Equal(0, await CountAsync(registry, school, Measures.Of(null, Sex.Man)));
    }

    private static async Task<int> SchoolAsync(TestRegistry registry, string name)
    {
        await using var context = await registry.OpenAsync();
        var region = await context.Organizations.Where(o => o.Level == OrganizationLevel.Regional).Select(o => (int?)o.Id).FirstOrDefaultAsync()
            ?? await registry.FoundAsync(OrganizationLevel.Regional, registry.RootId, "Регион");
        return await registry.FoundAsync(OrganizationLevel.Primary, region, name);
    }

    private static async Task<int> PutAsync(TestRegistry registry, int organization)
    {
        await using var context = await registry.OpenAsync();
        var member = Member.PutOnRecord(await context.Organizations.SingleAsync(o => o.Id == organization), "Петрова", "Анна", "Ивановна", Day, CardSource.Chairperson);
        context.Add(member);
        await context.SaveChangesAsync();
        return member.Id;
    }

    private static async Task ChangeAsync(TestRegistry registry, int id, Action<Member> change)
    {
        await using var context = await registry.OpenAsync();
        change(await context.Members.SingleAsync(m => m.Id == id));
        await context.SaveChangesAsync();
    }

    private static async Task<int> CountAsync(TestRegistry registry, int organization, Measure measure)
    {
        await using var context = await registry.OpenAsync();
        return (await context.MemberCounters.AsNoTracking().SingleAsync(c => c.OrganizationId == organization)).Counts[measure.Index];
    }

    private static async Task<long> SequenceAsync(TestRegistry registry, int organization)
    {
        await using var context = await registry.OpenAsync();
        return (await context.MemberCounters.AsNoTracking().SingleAsync(c => c.OrganizationId == organization)).Sequence;
    }
}
