using Eseur.Admin.Data;
using Eseur.Admin.Features.Audit;
using Eseur.Domain.Changes;
using Eseur.Domain.Organizations;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Eseur.Tests.Features.Audit;

/// <summary>A registry whose record is sealed, and a hand that reaches past its triggers.</summary>
internal static class AuditGround
{
    /// <summary>The registry's own first records and one for each of <paramref name="names"/>, sealed.</summary>
    public static async Task<TestRegistry> StartAsync(params string[] names)
    {
        var registry = await TestRegistry.StartAsync();
        foreach (var name in names)
            await registry.FoundAsync(OrganizationLevel.Regional, registry.RootId, name);
        await registry.SealAsync();
        return registry;
    }

    public static Task<int> SealAsync(this TestRegistry registry) => registry.App.Services.GetRequiredService<Sealer>().RunAsync();

    public static AuditCheck Check(this TestRegistry registry, TimeProvider? clock = null) =>
        new(registry.App.Services.GetRequiredService<IDbContextFactory<RegistryContext>>(), registry.App.Services.GetRequiredService<SealedRecords>(), clock ?? TimeProvider.System);

    public static async Task<List<string>> VerifyAsync(this TestRegistry registry, TimeProvider? clock = null)
    {
        var check = registry.Check(clock);
        var found = new List<string>();
        foreach (var chain in Enum.GetValues<SealChain>())
            await foreach (var difference in check.RunAsync(chain))
                found.Add(difference);
        return found;
    }

    public static async Task TamperAsync(this TestRegistry registry, string sql)
    {
        await using var connection = new SqliteConnection(registry.ConnectionString);
        await connection.OpenAsync();
        var triggers = new List<string>();
        await using (var read = connection.CreateCommand())
        {
            read.CommandText = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND (name LIKE '%Kept' OR name LIKE '%NotDeleted')";
            await using var rows = await read.ExecuteReaderAsync();
            while (await rows.ReadAsync())
                triggers.Add(rows.GetString(0));
        }
        await using var command = connection.CreateCommand();
        command.CommandText = string.Concat(triggers.Select(t => $"DROP TRIGGER {t};")) + sql;
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>The number of the latest record.</summary>
    public static async Task<long> LastAsync(this TestRegistry registry)
    {
        await using var context = await registry.OpenAsync();
        return await context.Changes.MaxAsync(c => c.Id);
    }
}
