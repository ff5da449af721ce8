using Eseur.Admin.Data;
using Eseur.Admin.Features.Completeness;
using Eseur.Domain.Fields;
using Eseur.Domain.Organizations;
using Eseur.Domain.Passports;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Eseur.Tests.Features.Completeness;

public sealed class SnapshotKeeperTests
{
    private static readonly DateOnly Day = new(2026, 11, 21);

    [Fact]
    public async Task Keep_FirstTime_WritesNationRegionsAndTerritories()
    {
        await using var registry = await TestRegistry.StartAsync();
        var region = await registry.FoundAsync(OrganizationLevel.Regional, registry.RootId, "Областная организация");
        var territory = await registry.FoundAsync(OrganizationLevel.Territorial, region, "Районная организация");
        await registry.FoundAsync(OrganizationLevel.Primary, territory, "ППО СОШ № 1");
        await registry.CatchUpAsync();

        Assert.Equal(Day, await Keeper(registry, new SetClock(new DateTime(2026, 11, 20, 21, 0, 0))).KeepAsync(null));

        await using var context = await registry.OpenAsync();
        var kept = await context.Snapshots.OrderBy(s => s.OrganizationId).ToListAsync();
        Assert.Equal([(registry.RootId, Day), (region, Day), (territory, Day)], kept.Select(s => (s.OrganizationId, s.Day)));
        Assert.All(kept, s => Assert.Equal((1, 1), (s.Missing[InpoDues], s.Applicable[InpoDues])));
    }

    [Fact]
    public async Task Keep_LaterTheSameDay_RenewsTheRow()
    {
        await using var registry = await TestRegistry.StartAsync();
        var region = await registry.FoundAsync(OrganizationLevel.Regional, registry.RootId, "Областная организация");
        var school = await registry.FoundAsync(OrganizationLevel.Primary, region, "ППО СОШ № 1");
        await registry.CatchUpAsync();
        var keeper = Keeper(registry, new SetClock(new DateTime(2026, 11, 21, 9, 0, 0)));
        await keeper.KeepAsync(null);

        await registry.ChangeAsync(school, o => o.Fill(InpoTab.DuesRate, 1m));
        await registry.CatchUpAsync();
        await keeper.KeepAsync(Day);

        await using var context = await registry.OpenAsync();
        Assert.Equal([0, 0], (await context.Snapshots.ToListAsync()).Select(s => s.Missing[InpoDues]));
    }

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(3, 0, 1)]
    public async Task Keep_DayTurned_ClosesTheEndedDayOnlyIfJustEnded(int hours, int minutes, int missingThen)
    {
        await using var registry = await TestRegistry.StartAsync();
        var region = await registry.FoundAsync(OrganizationLevel.Regional, registry.RootId, "Областная организация");
        var school = await registry.FoundAsync(OrganizationLevel.Primary, region, "ППО СОШ № 1");
        await registry.CatchUpAsync();
        var clock = new SetClock(new DateTime(2026, 11, 21, 20, 30, 0));
        var keeper = Keeper(registry, clock);
        await keeper.KeepAsync(null);
        Assert.Equal(TimeSpan.FromMinutes(30), keeper.UntilNext());

        await registry.ChangeAsync(school, o => o.Fill(InpoTab.DuesRate, 1m));
        await registry.CatchUpAsync();
        clock.Utc = new DateTime(2026, 11, 21, 21, 0, 0, DateTimeKind.Utc) + new TimeSpan(hours, minutes, 0);
        await keeper.KeepAsync(Day);

        Assert.Equal(TimeSpan.FromHours(1), keeper.UntilNext());
        await using var context = await registry.OpenAsync();
        var days = await context.Snapshots.Where(s => s.OrganizationId == region).OrderBy(s => s.Day).ToListAsync();
        Assert.Equal([(Day, missingThen), (Day.AddDays(1), 0)], days.Select(s => (s.Day, s.Missing[InpoDues])));
    }

    [Fact]
    public async Task Keep_AnotherProcessWroteBetween_EachRowOnce()
    {
        await using var registry = await TestRegistry.StartAsync();
        await registry.FoundAsync(OrganizationLevel.Regional, registry.RootId, "Областная организация");
        await registry.CatchUpAsync();
        var clock = new SetClock(new DateTime(2026, 11, 21, 9, 0, 0));
        var meddled = new Meddled(Contexts(registry), () => Keeper(registry, clock).KeepAsync(null));

        await new SnapshotKeeper(meddled, registry.Board, clock, NullLogger<SnapshotKeeper>.Instance).KeepAsync(null);

        await using var context = await registry.OpenAsync();
        Assert.Equal(2, meddled.Opened);
        Assert.Equal(2, await context.Snapshots.CountAsync());
    }

    private static int InpoDues => Catalogue.Passport.Gap("dues")!.Bit;

    private static SnapshotKeeper Keeper(TestRegistry registry, TimeProvider clock) =>
        new(Contexts(registry), registry.Board, clock, NullLogger<SnapshotKeeper>.Instance);

    private static IDbContextFactory<RegistryContext> Contexts(TestRegistry registry) => registry.App.Services.GetRequiredService<IDbContextFactory<RegistryContext>>();

    /// <summary>Lets another writer in just before the first context saves what it has read and decided.</summary>
    private sealed class Meddled(IDbContextFactory<RegistryContext> contexts, Func<Task> another) : IDbContextFactory<RegistryContext>
    {
        public int Opened { get; private set; }

        public RegistryContext CreateDbContext()
        {
            var context = contexts.CreateDbContext();
            if (++Opened == 1)
                context.SavingChanges += (_, _) => another().GetAwaiter().GetResult();
            return context;
        }
    }
}
