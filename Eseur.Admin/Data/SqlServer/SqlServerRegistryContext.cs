using Eseur.Admin.Data.Configurations;
using Eseur.Domain.Completeness;
using Eseur.Domain.Letters;
using Eseur.Domain.Members;
using Eseur.Domain.Organizations;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Admin.Data.SqlServer;

public sealed class SqlServerRegistryContext(DbContextOptions<SqlServerRegistryContext> options) : RegistryContext(options)
{
    private const int DeadlockVictim = 1205;

    /// <summary>
    /// Writers commit out of order here: a row's version may become visible after a larger one. Versions at or above
    /// MIN_ACTIVE_ROWVERSION() still have writers under way, so they wait for the next asking. The limit is asked for
    /// before the rows, in a statement of its own: a row committed between a statement's snapshot and its limit would
    /// be below the limit and yet unseen, and nobody would ask for it again.
    /// </summary>
    public override async Task<IQueryable<Counter>> CountersSinceAsync(long sequence, CancellationToken cancel = default)
    {
        var limit = await LimitAsync(cancel);
        return Counters.FromSql($"SELECT * FROM [Counters] WHERE [Sequence] > CAST({sequence} AS binary(8)) AND [Sequence] < CAST({limit} AS binary(8))")
            .AsNoTracking().OrderBy(c => c.Sequence);
    }

    public override async Task<IQueryable<MemberCounter>> MemberCountersSinceAsync(long sequence, CancellationToken cancel = default)
    {
        var limit = await LimitAsync(cancel);
        return MemberCounters.FromSql($"SELECT * FROM [MemberCounters] WHERE [Sequence] > CAST({sequence} AS binary(8)) AND [Sequence] < CAST({limit} AS binary(8))")
            .AsNoTracking().OrderBy(c => c.Sequence);
    }

    private Task<long> LimitAsync(CancellationToken cancel) =>
        Database.SqlQuery<long>($"SELECT CAST(MIN_ACTIVE_ROWVERSION() AS bigint) AS [Value]").SingleAsync(cancel);

    /// <summary>
    /// Rows that another node is just taking are passed over, not waited for. A database that EF Core made reads committed
    /// snapshots, where passing over needs to ask for locks by name.
    /// </summary>
    protected override Task<int> ClaimAsync(DueLetters due, LetterClaim claim, int most, CancellationToken cancel)
    {
        // The conditions and the order of DueLetters.Of; a query cannot ask for locks.
        var (letters, order) = due switch
        {
            { IsLeftBehind: true } => ($"[l].[State] = {LetterState.Sending:d} AND [l].[LeaseUntil] < {{3}} AND ([l].[MailingId] IS NULL OR EXISTS (SELECT 1 FROM [Mailings] AS [m] WHERE [m].[Id] = [l].[MailingId] AND [m].[State] = {MailingState.Running:d}))", "[l].[Priority]"),
            { MailingId: not null } => ($"[l].[MailingId] = {{5}} AND [l].[State] = {LetterState.Queued:d} AND [l].[NotBefore] <= {{3}}", "[l].[NotBefore], [l].[Level]"),
            _ => ($"[l].[MailingId] IS NULL AND [l].[State] = {LetterState.Queued:d} AND [l].[Priority] = {{6}} AND [l].[NotBefore] <= {{3}}", "[l].[NotBefore], [l].[Id]"),
        };
        var statement = $$"""
            WITH [Due] AS (
                SELECT TOP ({0}) [l].* FROM [Letters] AS [l] WITH (UPDLOCK, READPAST, ROWLOCK, READCOMMITTEDLOCK)
                WHERE {{letters}} AND ([l].[Domain] IS NULL OR [l].[Domain] NOT IN (SELECT [value] FROM STRING_SPLIT({4}, ',')))
                  AND [l].[Channel] IN ({{string.Join(", ", claim.Channels.Select(c => c.ToString("d")))}})
                ORDER BY {{order}})
            UPDATE [Due] SET [State] = {{LetterState.Sending:d}}, [Lease] = {1}, [LeaseUntil] = {2}
            """;
        return Database.ExecuteSqlRawAsync(statement, [most, claim.Lease, claim.Until, claim.Now, string.Join(',', claim.Resting), due.MailingId ?? 0, due.Priority], cancel);
    }

    public override Task RequireServerAsync(CancellationToken cancel) => Database.OpenConnectionAsync(cancel);

    public override bool IsDeadlock(Exception failure) => failure.GetBaseException() is SqlException { Number: DeadlockVictim };

    public override IBulkInsert BulkInsert(BulkTable table) => new BulkCopyInsert(this, table);

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.Entity<Organization>().HasIndex(OrganizationConfiguration.RegisterOrder, OrganizationConfiguration.RegisterIndex)
            .IncludeProperties(OrganizationConfiguration.RegisterFilters);
        builder.Entity<Counter>().Property(c => c.Sequence).HasConversion<RowVersionConverter>().HasColumnType("rowversion").ValueGeneratedOnAddOrUpdate();
        builder.Entity<MemberCounter>().Property(c => c.Sequence).HasConversion<RowVersionConverter>().HasColumnType("rowversion").ValueGeneratedOnAddOrUpdate();
        // Ranges of paths must compare digit by digit, whatever the server's language.
        builder.Entity<Organization>().Property(o => o.Path).UseCollation("Latin1_General_BIN2");
        builder.Entity<Organization>().Property(o => o.SearchName).UseCollation("Latin1_General_BIN2");
    }
}
