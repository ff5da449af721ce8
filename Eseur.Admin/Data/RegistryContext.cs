using Eseur.Admin.Features.Account;
using Eseur.Domain.Access;
using Eseur.Domain.Changes;
using Eseur.Domain.Completeness;
using Eseur.Domain.Letters;
using Eseur.Domain.Members;
using Eseur.Domain.Notices;
using Eseur.Domain.Organizations;
using Eseur.Domain.References;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;

namespace Eseur.Admin.Data;

/// <summary>
/// The registry's database. One sealed subclass for each provider, each with its own migrations; what differs between
/// providers is in their folders and nowhere else.
/// </summary>
public abstract partial class RegistryContext(DbContextOptions options) : IdentityUserContext<RegistryUser, int>(options)
{
    private bool owesTransaction;
    private IDbContextTransaction? own;
    private readonly List<Func<Change>> later = [];

    /// <summary>All that is tracked, looked through for changes once for everything that a save carries with it.</summary>
    internal IReadOnlyList<EntityEntry> Coming { get; private set; } = [];

    /// <summary>What the coming save does, in words for the change record.</summary>
    public string Act { get; set; } = PassportChanged;

    internal const string PassportChanged = "Изменён паспорт";

    public DbSet<Organization> Organizations => Set<Organization>();

    public DbSet<Counter> Counters => Set<Counter>();

    public DbSet<Change> Changes => Set<Change>();

    public DbSet<Snapshot> Snapshots => Set<Snapshot>();

    public DbSet<Member> Members => Set<Member>();

    public DbSet<MemberCounter> MemberCounters => Set<MemberCounter>();

    public DbSet<Ticket> Tickets => Set<Ticket>();

    public DbSet<TransferRequest> TransferRequests => Set<TransferRequest>();

    public DbSet<MemberPhoto> MemberPhotos => Set<MemberPhoto>();

    public DbSet<ConsentText> ConsentTexts => Set<ConsentText>();

    public DbSet<SavedView> SavedViews => Set<SavedView>();

    public DbSet<ReferenceItem> ReferenceItems => Set<ReferenceItem>();

    public DbSet<Grant> Grants => Set<Grant>();

    public DbSet<UserSession> Sessions => Set<UserSession>();

    public DbSet<Seal> Seals => Set<Seal>();

    public DbSet<Reading> Readings => Set<Reading>();

    public DbSet<Letter> Letters => Set<Letter>();

    public DbSet<Mailing> Mailings => Set<Mailing>();

    public DbSet<NoticeCause> NoticeCauses => Set<NoticeCause>();

    public DbSet<Notice> Notices => Set<Notice>();

    public DbSet<NoticeSetting> NoticeSettings => Set<NoticeSetting>();

    /// <summary>
    /// Gives letters that are due to whoever holds <paramref name="lease"/>: those whose node has died, then people's own, then
    /// those of mailings, of each that runs an equal part. Two nodes asking at once get different letters.
    /// </summary>
    /// <param name="now">UTC.</param>
    /// <param name="until">Until when they are this node's, UTC.</param>
    /// <param name="most">How many at most.</param>
    /// <param name="resting">Domains that take no more for the moment.</param>
    /// <param name="last">The priority of letters that are asked for last: <see cref="Letter.Bulk"/> for all.</param>
    /// <param name="channels">That this node can send by; the others' letters stay for a node that can. Null for all.</param>
    public async Task<int> ClaimLettersAsync(Guid lease, DateTime now, DateTime until, int most, IReadOnlyList<string> resting, byte last = Letter.Bulk, IReadOnlyList<LetterChannel>? channels = null, CancellationToken cancel = default)
    {
        var claim = new LetterClaim(lease, now, until, resting, channels ?? Letter.Channels);
        var taken = 0;
        // Letters of a node that died are of any priority: whoever asks for urgent ones alone is not to get a lease full of them.
        DueLetters[] kinds = last == Letter.Urgent ? [DueLetters.OfPriority(Letter.Urgent)] : [DueLetters.LeftBehind, DueLetters.OfPriority(Letter.Urgent), DueLetters.OfPriority(Letter.Usual)];
        foreach (var due in kinds)
        {
            if (taken < most)
                taken += await ClaimAsync(due, claim, most - taken, cancel);
        }
        if (last < Letter.Bulk || taken >= most)
            return taken;
        // Mailings that do not run are not asked about at all: letters of a paused one are never walked over.
        var running = await Mailings.Where(m => m.State == MailingState.Running && claim.Channels.Contains(m.Channel)).OrderBy(m => m.StartedAt).Select(m => m.Id).ToListAsync(cancel);
        for (var i = 0; i < running.Count && taken < most; i++)
            taken += await ClaimAsync(DueLetters.OfMailing(running[i]), claim, Math.Max(1, (most - taken) / (running.Count - i)), cancel);
        return taken;
    }

    /// <summary>Of one kind of letters, each kind being read along an index of its own.</summary>
    protected abstract Task<int> ClaimAsync(DueLetters due, LetterClaim claim, int most, CancellationToken cancel);

    /// <summary>Counter rows written after <paramref name="sequence"/>, none of which can still be followed by a smaller one.</summary>
    public abstract Task<IQueryable<Counter>> CountersSinceAsync(long sequence, CancellationToken cancel = default);

    /// <summary>The same of members' counters.</summary>
    public abstract Task<IQueryable<MemberCounter>> MemberCountersSinceAsync(long sequence, CancellationToken cancel = default);

    /// <summary>
    /// Saves; what the saved cards change in their organisations' counters, which letters may not be sent any more, and what is
    /// told of rows that get their numbers only now, goes along in the same transaction.
    /// </summary>
    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        Coming = [.. ChangeTracker.Entries()];
        try
        {
            var (deltas, withdrawals) = (CounterDeltas.Of(Coming), LetterWithdrawals.Of(Coming));
            return deltas.IsEmpty && withdrawals.IsEmpty && !OtherKeeper.NumbersLater(Coming)
                ? await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken)
                : await SaveTwiceAsync(deltas, withdrawals, acceptAllChangesOnSuccess, cancellationToken);
        }
        finally
        {
            Coming = [];
        }
    }

    public override int SaveChanges(bool acceptAllChangesOnSuccess)
    {
        Coming = [.. ChangeTracker.Entries()];
        try
        {
            return base.SaveChanges(acceptAllChangesOnSuccess);
        }
        finally
        {
            Coming = [];
        }
    }

    private async Task<int> SaveTwiceAsync(CounterDeltas deltas, LetterWithdrawals withdrawals, bool acceptAllChangesOnSuccess, CancellationToken cancellationToken)
    {
        owesTransaction = Database.CurrentTransaction is null;
        try
        {
            var written = await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
            // Everybody waits meanwhile: what is tracked is looked through again only where something is told of.
            if (later.Count > 0)
            {
                AddRange(later.Select(tell => tell()));
                Coming = [.. ChangeTracker.Entries()];
                await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
            }
            await deltas.ApplyAsync(this, cancellationToken);
            await withdrawals.ApplyAsync(this, this.GetService<TimeProvider>().GetUtcNow().UtcDateTime, cancellationToken);
            if (own is not null)
                await own.CommitAsync(cancellationToken);
            return written;
        }
        finally
        {
            owesTransaction = false;
            later.Clear();
            if (own is not null)
                await own.DisposeAsync();
            own = null;
        }
    }

    /// <summary>A change told of what the coming save adds, once it has its number.</summary>
    internal void TellLater(Func<Change> change) => later.Add(change);

    /// <summary>
    /// <see cref="ChangeKeeper"/> calls it when all that a save needs is read and checked: on SQLite every other writer
    /// waits from here to the commit.
    /// </summary>
    internal async Task BeginOwedTransactionAsync(CancellationToken cancel)
    {
        if (owesTransaction && own is null)
            own = await Database.BeginTransactionAsync(cancel);
    }

    /// <summary>Fails with the server's own reason when it does not answer; a file that is not there yet needs no server.</summary>
    public virtual Task RequireServerAsync(CancellationToken cancel) => Task.CompletedTask;

    /// <summary>Two transactions stood in each other's way and the server ended this one; begun anew, it may well pass.</summary>
    public virtual bool IsDeadlock(Exception failure) => false;

    /// <summary>The provider's way of writing many rows into one table.</summary>
    public abstract IBulkInsert BulkInsert(BulkTable table);

    /// <summary>Runs a load of very many rows in one transaction, with whatever the provider does to make it quick.</summary>
    /// <param name="bigTables">Where most of the rows go.</param>
    /// <param name="load">Writes them.</param>
    public virtual async Task LoadAsync(IReadOnlyList<string> bigTables, Func<Task> load, CancellationToken cancel)
    {
        await using var transaction = await Database.BeginTransactionAsync(cancel);
        await load();
        await transaction.CommitAsync(cancel);
    }

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.ApplyConfigurationsFromAssembly(typeof(RegistryContext).Assembly);
        NarrowReading(builder);
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<string>().HaveMaxLength(200);
        configurationBuilder.Properties<decimal>().HavePrecision(9, 4);
        configurationBuilder.Properties<DateTime>().HaveConversion<UtcConverter>();
    }
}
