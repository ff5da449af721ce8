using Eseur.Admin.Data;
using Eseur.Domain;
using Eseur.Domain.Organizations;
using Eseur.Domain.Passports;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Tests.Data;

public sealed class ChangeKeeperTests
{
    [Fact]
    public async Task Save_FieldFilled_RecordsLineAndClosesGap()
    {
        await using var registry = await TestRegistry.StartAsync();
        var region = await registry.FoundAsync(OrganizationLevel.Regional, registry.RootId, "Областная организация");
        var school = await registry.FoundAsync(OrganizationLevel.Primary, region, "ППО СОШ № 1");

        await registry.ChangeAsync(school, o => o.Fill(InpoTab.DuesRate, 1m));

        await using var context = await registry.OpenAsync();
        var counter = await context.Counters.SingleAsync(c => c.OrganizationId == school);
        Assert.Equal(0, counter.Missing & 1);
        Assert.Equal(1, counter.Applicable & 1);
        var change = await context.Changes.Include(c => c.Lines).OrderBy(c => c.Id).LastAsync();
        Assert.Equal((school, "Проверка", 2, counter.Missing), (change.OrganizationId, change.Actor, change.Version, change.Missing));
        var line = Assert.Single(change.Lines);
        Assert.Equal(("dues", null, "1"), (line.Field, line.Was, line.Became));
    }

    [Fact]
    public async Task Save_ChairpersonAdded_EndsFormerAndRecordsBoth()
    {
        await using var registry = await TestRegistry.StartAsync();
        var region = await registry.FoundAsync(OrganizationLevel.Regional, registry.RootId, "Областная организация");
        await registry.ChangeAsync(region, o => Elect(o, "Иванова Мария Петровна"));
        await registry.ChangeAsync(region, o => Elect(o, "Петров Иван Сергеевич"));

        await using var context = await registry.OpenAsync();
        var organization = await context.Organizations.WithPassport().SingleAsync(o => o.Id == region);
        Assert.Equal("Петров Иван Сергеевич", organization.CurrentChairperson!.Name);
        Assert.Equal(new DateOnly(2026, 11, 21), organization.Chairpersons.Single(c => c.Name.StartsWith("Иванова", StringComparison.Ordinal)).LeftOn);
        Assert.Equal(0, organization.Counter.Missing & (1 << 3));
        var lines = await context.Changes.Where(c => c.OrganizationId == region).OrderBy(c => c.Id).SelectMany(c => c.Lines).Select(l => new { l.Field, l.Row, l.Became }).ToListAsync();
        Assert.Contains(lines, l => l is { Field: "chair-left", Row: "Иванова Мария Петровна", Became: "21.11.2026" });
        Assert.Contains(lines, l => l is { Field: "chair-name", Row: "Петров Иван Сергеевич" });
    }

    [Fact]
    public async Task Save_LoadedInPart_IsRefused()
    {
        await using var registry = await TestRegistry.StartAsync();
        var region = await registry.FoundAsync(OrganizationLevel.Regional, registry.RootId, "Областная организация");
        await using var context = await registry.OpenAsync();
        var organization = await context.Organizations.Include(o => o.Counter).SingleAsync(o => o.Id == region);
        organization.Rename("Другая", "Другая");
        await Assert.ThrowsAsync<InvalidOperationException>(() => context.SaveChangesAsync());
    }

    [Fact]
    public async Task Save_RowWithoutItsOrganisation_IsRefused()
    {
        await using var registry = await TestRegistry.StartAsync();
        var region = await registry.FoundAsync(OrganizationLevel.Regional, registry.RootId, "Областная организация");
        await registry.ChangeAsync(region, o => Elect(o, "Иванова Мария Петровна"));
        await using var context = await registry.OpenAsync();
        (await context.Set<Chairperson>().SingleAsync()).Fill(ChairpersonTab.Name, "Никто Не Заметит");
        await Assert.ThrowsAsync<InvalidOperationException>(() => context.SaveChangesAsync());
    }

    [Fact]
    public async Task Save_LongAct_IsCutBetweenSigns()
    {
        await using var registry = await TestRegistry.StartAsync();
        var region = await registry.FoundAsync(OrganizationLevel.Regional, registry.RootId, "Областная организация");
        await using (var context = await registry.OpenAsync())
        {
            context.Act = new string('я', 198) + "😀😀";
            (await context.Organizations.WithPassport().SingleAsync(o => o.Id == region)).Rename("Другая", "Другая");
            await context.SaveChangesAsync();
        }
        await using var fresh = await registry.OpenAsync();
        Assert.Equal(new string('я', 198) + "…", (await fresh.Changes.OrderBy(c => c.Id).LastAsync()).Act);
    }

    [Fact]
    public async Task Save_OutsideActorsSubtree_IsRefused()
    {
        await using var registry = await TestRegistry.StartAsync();
        var region = await registry.FoundAsync(OrganizationLevel.Regional, registry.RootId, "Областная организация");
        var other = await registry.FoundAsync(OrganizationLevel.Regional, registry.RootId, "Краевая организация");
        await using var context = await registry.OpenAsync();
        (await context.Organizations.WithPassport().SingleAsync(o => o.Id == region)).Rename("Другая", "Другая");
        context.Actor = Acting.As("Чужой", 1, $"/{registry.RootId}/{other}/");
        await Assert.ThrowsAsync<RuleBrokenException>(() => context.SaveChangesAsync());
    }

    [Fact]
    public async Task Save_VersionMovedMeanwhile_IsRefused()
    {
        await using var registry = await TestRegistry.StartAsync();
        var region = await registry.FoundAsync(OrganizationLevel.Regional, registry.RootId, "Областная организация");
        await using var slow = await registry.OpenAsync();
        var organization = await slow.Organizations.WithPassport().SingleAsync(o => o.Id == region);
        await registry.ChangeAsync(region, o => o.Fill(InstitutionTab.Name, "Школа"));
        organization.Fill(InstitutionTab.HeadPosition, "Директор");
        await Assert.ThrowsAsync<DbUpdateConcurrencyException>(() => slow.SaveChangesAsync());
    }

    private static void Elect(Organization organization, string name)
    {
        var row = ChairpersonTab.Chairpersons.Blank();
        row.Fill(ChairpersonTab.Name, name);
        ChairpersonTab.Chairpersons.Attach(organization, row, new DateOnly(2026, 11, 21));
    }
}
