using Eseur.Admin.Data.Configurations;
using Eseur.Domain.Completeness;
using Eseur.Domain.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Eseur.Admin.Data.Sqlite;

public sealed class SqliteRegistryContext : RegistryContext
{
    public SqliteRegistryContext(DbContextOptions<SqliteRegistryContext> options)
        : base(options)
    {
        // A save of one statement, too, must take its turn among the writers, and they are counted by transactions.
        Database.AutoTransactionBehavior = AutoTransactionBehavior.Always;
    }

    /// <summary>SQLite has one writer at a time, so numbers appear in the order of commits and none can come late.</summary>
    public override Task<IQueryable<Counter>> CountersSinceAsync(long sequence, CancellationToken cancel = default) =>
        Task.FromResult<IQueryable<Counter>>(Counters.AsNoTracking().Where(c => c.Sequence > sequence).OrderBy(c => c.Sequence));

    public override IBulkInsert BulkInsert(BulkTable table) => new PreparedInsert(this, table);

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.Entity<Organization>().HasIndex([.. OrganizationConfiguration.RegisterOrder, .. OrganizationConfiguration.RegisterFilters], OrganizationConfiguration.RegisterIndex);
        // A trigger of the first migration numbers the row; see CounterSequenceTrigger.
        var sequence = builder.Entity<Counter>().Property(c => c.Sequence).HasDefaultValue(0L).Metadata;
        sequence.SetBeforeSaveBehavior(PropertySaveBehavior.Ignore);
        sequence.SetAfterSaveBehavior(PropertySaveBehavior.Ignore);
    }
}
