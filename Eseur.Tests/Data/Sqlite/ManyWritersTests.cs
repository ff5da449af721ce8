using Eseur.Admin.Data;
using Eseur.Admin.Features.Completeness;
using Eseur.Domain.Organizations;
using Eseur.Domain.Passports;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Eseur.Tests.Data.Sqlite;

public sealed class ManyWritersTests
{
    private const int Writers = 20;
    private const int Saves = 10;

    [Fact]
    public async Task Save_TwentyAtOnceOnFewOrganizations_NothingIsLostAndCountersAreExact()
    {
        await using var registry = await TestRegistry.StartAsync();
        var region = await registry.FoundAsync(OrganizationLevel.Regional, registry.RootId, "Областная организация");
        int[] schools = [await registry.FoundAsync(OrganizationLevel.Primary, region, "ППО № 1"), await registry.FoundAsync(OrganizationLevel.Primary, region, "ППО № 2")];

        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(async () =>
        {
            for (var save = 0; save < Saves; save++)
                await AddWorkerAsync(registry, schools[(writer + save) % schools.Length]);
        })));

        await using var fresh = await registry.OpenAsync();
        Assert.Equal([Writers * Saves / 2, Writers * Saves / 2], await fresh.Organizations.Where(o => schools.Contains(o.Id)).Select(o => o.WorkersCount ?? 0).ToListAsync());
        Assert.Equal(Writers * Saves, await fresh.Changes.CountAsync(c => schools.Contains(c.OrganizationId!.Value) && c.Version > 1));
        await foreach (var difference in registry.App.Services.GetRequiredService<Recount>().RunAsync())
            Assert.Fail($"{difference.Name}: {difference.Was} should be {difference.Becomes}.");
    }

    [Fact]
    public async Task Save_AnotherProcessWritesTheSameFile_BothGetOn()
    {
        await using var registry = await TestRegistry.StartAsync();
        var region = await registry.FoundAsync(OrganizationLevel.Regional, registry.RootId, "Областная организация");
        await using var other = new SqliteConnection(registry.ConnectionString);
        await other.OpenAsync();
        await RunAsync(other, "CREATE TABLE Other (Writes INTEGER NOT NULL); INSERT INTO Other VALUES (0)");

        var theirs = Task.Run(async () =>
        {
            for (var write = 0; write < 40; write++)
            {
                await using var transaction = other.BeginTransaction();
                await RunAsync(other, "UPDATE Other SET Writes = Writes + 1");
                await transaction.CommitAsync();
            }
        });
        var ours = Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            for (var save = 0; save < 10; save++)
                await AddWorkerAsync(registry, region);
        }));
        await Task.WhenAll([theirs, .. ours]);

        await using var fresh = await registry.OpenAsync();
        Assert.Equal(40, await fresh.Organizations.Where(o => o.Id == region).Select(o => o.WorkersCount).SingleAsync());
        Assert.Equal(40, await fresh.Database.SqlQuery<int>($"SELECT Writes AS Value FROM Other").SingleAsync());
    }

    [Fact]
    public async Task Write_LogGrownLong_IsMovedIntoTheDatabase()
    {
        await using var registry = await TestRegistry.StartAsync();
        await using var reader = await registry.OpenAsync();
        await reader.Database.OpenConnectionAsync();
        var log = new FileInfo(new SqliteConnectionStringBuilder(registry.ConnectionString).DataSource + "-wal");
        await using var context = await registry.OpenAsync();

        await context.Database.ExecuteSqlAsync($"CREATE TABLE Pile AS SELECT zeroblob(5000000) AS Data");

        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (Length() > 0)
            await Task.Delay(20, patience.Token);
        Assert.Equal(5_000_000, await reader.Database.SqlQuery<long>($"SELECT length(Data) AS Value FROM Pile").SingleAsync());

        long Length()
        {
            log.Refresh();
            return log.Length;
        }
    }

    /// <summary>As a service does: whoever loses to another on the same record reads it anew.</summary>
    private static async Task AddWorkerAsync(TestRegistry registry, int id)
    {
        while (true)
        {
            await using var context = await registry.OpenAsync();
            var organization = await context.Organizations.WithPassport().SingleAsync(o => o.Id == id);
            organization.Fill(InstitutionTab.Workers, (organization.WorkersCount ?? 0) + 1);
            try
            {
                await context.SaveChangesAsync();
                return;
            }
            catch (DbUpdateConcurrencyException)
            {
                // Another writer came between the reading and the writing.
            }
        }
    }

    private static async Task RunAsync(SqliteConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}
