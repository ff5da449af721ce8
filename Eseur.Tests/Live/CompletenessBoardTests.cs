using Eseur.Admin.Live;
using Eseur.Domain.Completeness;
using Eseur.Domain.Fields;
using Eseur.Domain.Organizations;
using Eseur.Domain.Passports;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Tests.Live;

public sealed class CompletenessBoardTests
{
    [Fact]
    public async Task Apply_FieldFilledBelow_FallsAtEverySuperior()
    {
        await using var registry = await TestRegistry.StartAsync();
        var region = await registry.FoundAsync(OrganizationLevel.Regional, registry.RootId, "Областная организация");
        var school = await registry.FoundAsync(OrganizationLevel.Primary, region, "ППО СОШ № 1");
        await registry.FoundAsync(OrganizationLevel.Primary, region, "ППО СОШ № 2");
        await registry.CatchUpAsync();
        var dues = Catalogue.Passport.Gap("dues")!;
        Assert.Equal((2, 2), Figures(registry, registry.RootId, dues));

        await registry.ChangeAsync(school, o => o.Fill(InpoTab.DuesRate, 1m));
        await registry.CatchUpAsync();

        Assert.Equal((1, 2), Figures(registry, registry.RootId, dues));
        Assert.Equal((1, 2), Figures(registry, region, dues));
        Assert.Equal((0, 1), Figures(registry, school, dues));
    }

    [Fact]
    public async Task Apply_Closed_LeavesNumeratorAndDenominator()
    {
        await using var registry = await TestRegistry.StartAsync();
        var region = await registry.FoundAsync(OrganizationLevel.Regional, registry.RootId, "Областная организация");
        var school = await registry.FoundAsync(OrganizationLevel.Primary, region, "ППО СОШ № 1");
        await registry.CatchUpAsync();

        await registry.ChangeAsync(school, o => o.Close(new DateOnly(2026, 11, 21)));
        await registry.CatchUpAsync();

        Assert.Equal((0, 0), Figures(registry, region, Catalogue.Passport.Gap("dues")!));
        Assert.True(registry.Board.TryRead(region, out var view));
        Assert.Equal((1, 0), (view.Figures.Count(LevelGroup.Regional), view.Figures.Count(LevelGroup.Primary)));
    }

    [Fact]
    public async Task Apply_SuperiorComesAfterItsSubordinates_TheyAreCountedUnderIt()
    {
        await using var registry = await TestRegistry.StartAsync();
        var region = await registry.FoundAsync(OrganizationLevel.Regional, registry.RootId, "Областная организация");
        var school = await registry.FoundAsync(OrganizationLevel.Primary, region, "ППО СОШ № 1");
        await using var context = await registry.OpenAsync();
        var rows = await BoardRow.From(context, context.Counters).ToListAsync();

        foreach (var id in new[] { school, registry.RootId, region })
            registry.Board.Apply(rows.Where(r => r.Id == id));

        Assert.Equal((1, 1), Figures(registry, registry.RootId, Catalogue.Passport.Gap("dues")!));
        Assert.Equal([registry.RootId, region, school], registry.Board.PathTo(school).Select(n => n.Id));
    }

    private static (long, long) Figures(TestRegistry registry, int id, Gap gap)
    {
        Assert.True(registry.Board.TryRead(id, out var view));
        var share = view.Figures.Of(gap);
        return (share.Part, share.Whole);
    }
}
