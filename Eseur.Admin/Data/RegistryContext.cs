using Eseur.Admin.Features.Account;
using Eseur.Domain.Changes;
using Eseur.Domain.Completeness;
using Eseur.Domain.Organizations;
using Eseur.Domain.References;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Admin.Data;

/// <summary>
/// The registry's database. One sealed subclass for each provider, each with its own migrations; what differs between
/// providers is in their folders and nowhere else.
/// </summary>
public abstract class RegistryContext(DbContextOptions options) : IdentityUserContext<RegistryUser, int>(options)
{
    /// <summary>On whose behalf this context writes. Set by <see cref="RegistryDatabase"/>; a context without one refuses to save.</summary>
    public Actor? Actor { get; set; }

    /// <summary>What the coming save does, in words for the change record.</summary>
    public string Act { get; set; } = PassportChanged;

    internal const string PassportChanged = "Изменён паспорт";

    public DbSet<Organization> Organizations => Set<Organization>();

    public DbSet<Counter> Counters => Set<Counter>();

    public DbSet<Change> Changes => Set<Change>();

    public DbSet<Snapshot> Snapshots => Set<Snapshot>();

    public DbSet<ReferenceItem> ReferenceItems => Set<ReferenceItem>();

    /// <summary>Counter rows written after <paramref name="sequence"/>, none of which can still be followed by a smaller one.</summary>
    public abstract Task<IQueryable<Counter>> CountersSinceAsync(long sequence, CancellationToken cancel = default);

    /// <summary>Fails with the server's own reason when it does not answer; a file that is not there yet needs no server.</summary>
    public virtual Task RequireServerAsync(CancellationToken cancel) => Task.CompletedTask;

    /// <summary>The provider's way of writing many rows into one table.</summary>
    public abstract IBulkInsert BulkInsert(BulkTable table);

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.ApplyConfigurationsFromAssembly(typeof(RegistryContext).Assembly);
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<string>().HaveMaxLength(200);
        configurationBuilder.Properties<decimal>().HavePrecision(9, 4);
        configurationBuilder.Properties<DateTime>().HaveConversion<UtcConverter>();
    }
}
