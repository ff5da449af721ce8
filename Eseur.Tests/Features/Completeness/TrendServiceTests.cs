using Eseur.Admin.Data;
using Eseur.Admin.Features.Completeness;
using Eseur.Admin.Live;
using Eseur.Domain.Changes;
using Eseur.Domain.Completeness;
using Eseur.Domain.Fields;
using Eseur.Domain.Organizations;
using Eseur.Domain.Passports;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Eseur.Tests.Features.Completeness;

public sealed class TrendServiceTests
{
    private static readonly DateOnly Today = new(2026, 11, 21);
    private static readonly Gap Dues = Catalogue.Passport.Gap("dues")!;

    [Fact]
    public async Task Read_Region_GivesKeptDaysUpToYesterday()
    {
        await using var registry = await TestRegistry.StartAsync();
        var region = await registry.FoundAsync(OrganizationLevel.Regional, registry.RootId, "Областная организация");
        await registry.CatchUpAsync();
        await using (var context = await registry.OpenAsync())
        {
            foreach (var back in new[] { 120, 60, 29, 1, 0 })
                context.Add(new Snapshot(region, Today.AddDays(-back), [back], [200], []));
            await context.SaveChangesAsync();
        }

        var trend = await ReadAsync(registry, region, 90);

        Assert.Equal([60, 29, 1], trend.Days.Select(d => Today.DayNumber - d.Day.DayNumber));
        Assert.Equal(new Share(29, 200), trend.Days[1].Of(Dues));
        Assert.Equal((60, -25m), (trend.DaysSince, trend.Points(new Share(10, 200), d => d.Of(Dues))));
        Assert.Equal(default, trend.Days[0].Of(Catalogue.Passport.Gap("head")!));
    }

    [Fact]
    public async Task Read_Primary_FollowsItsOwnHistoryByMoscowDays()
    {
        await using var registry = await TestRegistry.StartAsync();
        var region = await registry.FoundAsync(OrganizationLevel.Regional, registry.RootId, "Областная организация");
        var school = await registry.FoundAsync(OrganizationLevel.Primary, region, "ППО СОШ № 1");
        await registry.CatchUpAsync();
        await using (var context = await registry.OpenAsync())
        {
            // The record of the founding is of today, whenever that is; nothing but a test may take it away.
            await context.Database.OpenConnectionAsync();
            await using var wipe = context.Database.GetDbConnection().CreateCommand();
            wipe.CommandText = $"DROP TRIGGER ChangesNotDeleted; DROP TRIGGER ChangeLineNotDeleted; DELETE FROM Changes WHERE OrganizationId = {school}";
            await wipe.ExecuteNonQueryAsync();
            // The evening of the 18th in UTC is the night of the 19th in Moscow.
            context.Add(new Change(school, "Проверка", new DateTime(2026, 11, 18, 21, 30, 0, DateTimeKind.Utc), 1, Dues.Mask, "Заведена", []));
            context.Add(new Change(school, "Проверка", new DateTime(2026, 11, 20, 8, 0, 0, DateTimeKind.Utc), 2, 0, "Заполнен паспорт", []));
            await context.SaveChangesAsync();
        }

        var trend = await ReadAsync(registry, school, 30);

        Assert.Equal([(new DateOnly(2026, 11, 19), 1), (new DateOnly(2026, 11, 20), 0)], trend.Days.Select(d => (d.Day, d.Missing[Dues.Bit])));
        Assert.Equal(new Share(1, 1), trend.Days[0].Of(Dues));
    }

    [Fact]
    public async Task Read_NothingKept_HasNothingToCompareWith()
    {
        await using var registry = await TestRegistry.StartAsync();
        await registry.CatchUpAsync();
        var trend = await ReadAsync(registry, registry.RootId, 30);
        Assert.Empty(trend.Days);
        Assert.Null(trend.DaysSince);
        Assert.Null(trend.Points(new Share(1, 2), d => d.Of(Dues)));
    }

    private static async Task<Trend> ReadAsync(TestRegistry registry, int id, int days)
    {
        Assert.True(registry.Board.TryRead(id, out NodeView? node));
        using var trends = new TrendService(registry.App.Services.GetRequiredService<IDbContextFactory<RegistryContext>>(), new SetClock(new DateTime(2026, 11, 21, 9, 0, 0)));
        return await trends.ReadAsync(node, days);
    }
}
