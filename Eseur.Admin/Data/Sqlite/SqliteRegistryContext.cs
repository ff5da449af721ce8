using Eseur.Admin.Data.Configurations;
using Eseur.Domain.Completeness;
using Eseur.Domain.Letters;
using Eseur.Domain.Members;
using Eseur.Domain.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

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

    public override Task<IQueryable<MemberCounter>> MemberCountersSinceAsync(long sequence, CancellationToken cancel = default) =>
        Task.FromResult<IQueryable<MemberCounter>>(MemberCounters.AsNoTracking().Where(c => c.Sequence > sequence).OrderBy(c => c.Sequence));

    /// <summary>One writer at a time: nobody comes between the choice and the mark.</summary>
    protected override async Task<int> ClaimAsync(DueLetters due, LetterClaim claim, int most, CancellationToken cancel)
    {
        var letters = due.Of(this, claim);
        // A sender with nothing to do asks twice a second, and a statement that writes stands in everybody's way.
        if (!await letters.AnyAsync(cancel))
            return 0;
        var first = letters.Select(l => l.Id).Take(most);
        return await Letters.Where(l => first.Contains(l.Id)).ExecuteUpdateAsync(set => set
            .SetProperty(l => l.State, LetterState.Sending).SetProperty(l => l.Lease, claim.Lease).SetProperty(l => l.LeaseUntil, claim.Until), cancel);
    }

    public override IBulkInsert BulkInsert(BulkTable table) => new BoundInsert(this, table);

    public override Task LoadAsync(IReadOnlyList<string> bigTables, Func<Task> load, CancellationToken cancel) => new BulkLoading(this).RunAsync(bigTables, load, cancel);

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.Entity<Organization>().HasIndex([.. OrganizationConfiguration.RegisterOrder, .. OrganizationConfiguration.RegisterFilters], OrganizationConfiguration.RegisterIndex);
        // Triggers of the migrations number the rows; see CounterSequenceTrigger.
        NumberedByTrigger(builder.Entity<Counter>().Property(c => c.Sequence));
        NumberedByTrigger(builder.Entity<MemberCounter>().Property(c => c.Sequence));
    }

    private static void NumberedByTrigger(PropertyBuilder<long> sequence)
    {
        sequence.HasDefaultValue(0L).Metadata.SetBeforeSaveBehavior(PropertySaveBehavior.Ignore);
        sequence.Metadata.SetAfterSaveBehavior(PropertySaveBehavior.Ignore);
    }
}
