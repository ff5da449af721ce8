using Eseur.Admin.Data;
using Eseur.Admin.Features.Completeness;
using Eseur.Admin.Features.Demo;
using Eseur.Admin.Shared;
using Eseur.Domain;
using Eseur.Domain.Fields;
using Eseur.Domain.Organizations;
using Eseur.Domain.Passports;
using Eseur.Domain.References;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Eseur.Tests.Features.Demo;

public sealed class DemoLoaderTests
{
    [Fact]
    public async Task Load_Small_CountersAreThoseOfThePlanAndOfARecount()
    {
        await using var registry = await LoadAsync();
        var plan = DemoPlan.Build(DemoScale.Small, 1);

        await using var context = await registry.OpenAsync();
        var missing = await context.Organizations.Where(o => o.Level != OrganizationLevel.Nation).OrderBy(o => o.Id).Select(o => o.Counter.Missing).ToListAsync();
        Assert.Equal(plan.Missing, missing);
        Assert.Empty(await registry.App.Services.GetRequiredService<Recount>().RunAsync().ToListAsync());
        Assert.Equal(DemoScale.Small.Of(19_835), await context.Organizations.SelectMany(o => o.Chairpersons).CountAsync(c => c.LeftOn == null && c.ConsentEmail == true));
    }

    [Fact]
    public async Task Load_Small_EveryValueIsOneThatTheFormAccepts()
    {
        await using var registry = await LoadAsync();
        await using var context = await registry.OpenAsync();
        var organizations = await context.Organizations.AsNoTracking().WithPassport().ToListAsync();

        foreach (var organization in organizations)
        {
            Assert.All(Catalogue.Passport.Tabs.SelectMany(t => t.Fields), f => Assert.Equal(f.Read(organization), f.Parse(f.Text(organization), ReferenceBook.Default).Value));
            foreach (var (set, row) in Catalogue.Passport.RowSets.SelectMany(s => s.Rows(organization).Select(r => (s, r))))
            {
                Assert.All(set.Fields, f => Assert.Equal(f.Read(row), f.Parse(f.Text(row), ReferenceBook.Default).Value));
                Assert.Null(set.Check(row));
            }
        }
        Assert.Equal(organizations.Count, organizations.Select(o => o.InstitutionInn ?? "none " + o.Id).Distinct().Count());
    }

    [Fact]
    public async Task Load_Small_TrendsEndInTodaysFiguresAndHistoriesInToday()
    {
        await using var registry = await LoadAsync();
        await registry.CatchUpAsync();
        await using var context = await registry.OpenAsync();
        var today = TimeProvider.System.MoscowToday();

        var snapshots = await context.Snapshots.AsNoTracking().ToListAsync();
        var superiors = registry.Board.Superiors();
        Assert.Equal(superiors.Count * DemoHistory.Days, snapshots.Count);
        foreach (var superior in superiors)
        {
            var last = snapshots.Single(s => s.OrganizationId == superior.Id && s.Day == today);
            Assert.Equal(superior.Figures.MissingByBit(), last.Missing);
            Assert.Equal(superior.Figures.ApplicableByBit(), last.Applicable);
        }
        var nation = snapshots.Where(s => s.OrganizationId == registry.Board.RootId).OrderBy(s => s.Day).ToList();
        Assert.True(nation[0].Missing.Sum() > nation[^1].Missing.Sum());

        var last0 = await context.Changes.GroupBy(c => c.OrganizationId).Select(g => new { g.Key, Count = g.Count(), Version = g.Max(c => c.Version) }).ToDictionaryAsync(g => g.Key);
        Assert.All(await context.Organizations.AsNoTracking().Include(o => o.Counter).ToListAsync(), o => Assert.Equal((o.Version, o.Version), (last0[o.Id].Count, last0[o.Id].Version)));
        Assert.All(await context.Changes.Where(c => context.Organizations.Any(o => o.Id == c.OrganizationId && o.Version == c.Version)).Join(context.Counters, c => c.OrganizationId, c => c.OrganizationId, (change, counter) => new { Change = change.Missing, counter.Missing }).ToListAsync(),
            pair => Assert.Equal(pair.Missing, pair.Change));
        Assert.True(await context.Changes.SelectMany(c => c.Lines).AnyAsync());
    }

    [Fact]
    public async Task Load_SameSeedTwice_WritesTheSamePassports()
    {
        await using var one = await LoadAsync();
        await using var two = await LoadAsync();

        Assert.Equal(await PassportsAsync(one), await PassportsAsync(two));
    }

    [Fact]
    public async Task Load_RegistryNotEmpty_IsRefusedWithAdvice()
    {
        await using var registry = await LoadAsync();

        var refused = await Assert.ThrowsAsync<RuleBrokenException>(() => registry.App.Services.GetRequiredService<DemoLoader>().LoadAsync(DemoScale.Small, 1));
        Assert.Contains("ConnectionStrings:Registry", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Save_AfterLoad_GoesOnFromTheLoadedIdentifiers()
    {
        await using var registry = await LoadAsync();
        await using var context = await registry.OpenAsync();
        var region = await context.Organizations.WithPassport().FirstAsync(o => o.Level == OrganizationLevel.Regional);
        var ids = await context.Organizations.MaxAsync(o => o.Id);

        context.Add(Organization.Found(OrganizationLevel.Territorial, region, "Новая", "Новая", "16", isLegalEntity: false));
        await context.SaveChangesAsync();

        Assert.Equal(ids + 1, await context.Organizations.MaxAsync(o => o.Id));
    }

    private static async Task<TestRegistry> LoadAsync()
    {
        var registry = await TestRegistry.StartEmptyAsync();
        await registry.App.Services.GetRequiredService<DemoLoader>().LoadAsync(DemoScale.Small, 1);
        return registry;
    }

    private static async Task<List<string>> PassportsAsync(TestRegistry registry)
    {
        await using var context = await registry.OpenAsync();
        var organizations = await context.Organizations.AsNoTracking().WithPassport().OrderBy(o => o.Id).ToListAsync();
        return [.. organizations.Select(o => string.Join('|', Catalogue.Passport.Tabs.SelectMany(t => t.Fields).Select(f => f.Text(o))
            .Concat(Catalogue.Passport.RowSets.SelectMany(s => s.Rows(o).SelectMany(r => s.Fields.Select(f => f.Text(r))))).Prepend(o.FullName)))];
    }
}
