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
    public override async Task<int> ClaimLettersAsync(Guid lease, DateTime now, DateTime until, int most, IReadOnlyList<string> resting, IReadOnlyList<LetterChannel>? channels = null, CancellationToken cancel = default)
    {
        var (domains, ways) = (string.Join(',', resting), string.Join(',', (channels ?? Letter.Channels).Select(c => (byte)c)));
        // One state after the other, as in DueLetters: rows of both would be locked and sorted before the first few are taken.
        var taken = 0;
        foreach (var (state, priority) in Letter.Priorities.Select(p => (LetterState.Queued, p)).Prepend((LetterState.Sending, (byte)0)))
        {
            if (taken == most)
                break;
            taken += await Database.ExecuteSqlAsync($"""
                WITH [Due] AS (
                    SELECT TOP ({most - taken}) [l].* FROM [Letters] AS [l] WITH (UPDLOCK, READPAST, ROWLOCK, READCOMMITTEDLOCK)
                    WHERE [l].[State] = {(byte)state}
                      AND (([l].[State] = {(byte)LetterState.Queued} AND [l].[Priority] = {priority} AND [l].[NotBefore] <= {now}) OR ([l].[State] = {(byte)LetterState.Sending} AND [l].[LeaseUntil] < {now}))
                      AND ([l].[MailingId] IS NULL OR EXISTS (SELECT 1 FROM [Mailings] AS [m] WHERE [m].[Id] = [l].[MailingId] AND [m].[State] = {(byte)MailingState.Running}))
                      AND ([l].[Domain] IS NULL OR [l].[Domain] NOT IN (SELECT [value] FROM STRING_SPLIT({domains}, ',')))
                      AND [l].[Channel] IN (SELECT CAST([value] AS tinyint) FROM STRING_SPLIT({ways}, ','))
                    ORDER BY [l].[Priority], [l].[NotBefore], [l].[Id])
                UPDATE [Due] SET [State] = {(byte)LetterState.Sending}, [Lease] = {lease}, [LeaseUntil] = {until}
                """, cancel);
        }
        return taken;
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
