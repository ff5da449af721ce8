using Eseur.Domain.Completeness;
using Eseur.Domain.Fields;
using Eseur.Domain.Organizations;
using Eseur.Domain.Passports;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Eseur.Tests.Commands;

/// <summary>A registry of an earlier version, opened by this one.</summary>
[Collection(PrintedOutput.Name)]
public sealed class UpgradeTests
{
    private static readonly Gap EmailWorks = Catalogue.Passport.Gaps.Single(g => g.IsOfFailed && g.Field == AddressesTab.Email);

    [Fact]
    public async Task Migrate_DatabaseOfBefore_CountsBitsThatCameSince()
    {
        await using var registry = await TestRegistry.StartAsync();
        var region = await registry.FoundAsync(OrganizationLevel.Regional, registry.RootId, "Областная организация");
        await registry.ChangeAsync(region, o => o.Fill(AddressesTab.Email, "union@example.org"));
        await using (var context = await registry.OpenAsync())
        {
            var migrations = context.Database.GetMigrations().ToList();
            await context.GetService<IMigrator>().MigrateAsync(migrations[migrations.FindIndex(m => m.EndsWith("_Letters", StringComparison.Ordinal)) - 1]);
            await context.Counters.ExecuteUpdateAsync(set => set.SetProperty(c => c.Applicable, c => c.Applicable & ~EmailWorks.Mask));
        }

        var migrated = await PrintedCommand.RunAsync("migrate", "--ConnectionStrings:Registry", registry.ConnectionString);
        var again = await PrintedCommand.RunAsync("migrate", "--ConnectionStrings:Registry", registry.ConnectionString);

        Assert.Equal((0, ""), (migrated.Code, migrated.Errors));
        Assert.Contains("Счётчики пересчитаны, поправлено: 1.", migrated.Output, StringComparison.Ordinal);
        Assert.Contains("уже в порядке", again.Output, StringComparison.Ordinal);
        await using var after = await registry.OpenAsync();
        Assert.Equal(EmailWorks.Mask, EmailWorks.Mask & (await after.Counters.SingleAsync(c => c.OrganizationId == region)).Applicable);
    }
}
