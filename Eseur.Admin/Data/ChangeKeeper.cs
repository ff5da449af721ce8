using Eseur.Domain;
using Eseur.Domain.Changes;
using Eseur.Domain.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Eseur.Admin.Data;

/// <summary>
/// What every save carries with it; of an organisation, in the same transaction: the check of who may write, the change
/// record, the new version and the organisation's own counter row. Pages cannot forget it because they do not do it.
/// </summary>
internal sealed class ChangeKeeper(MemberKeeper members, OtherKeeper others, NoticeKeeper notices, TimeProvider clock) : SaveChangesInterceptor
{
    public override InterceptionResult<int> SavingChanges(DbContextEventData eventData, InterceptionResult<int> result)
    {
        var context = (RegistryContext)eventData.Context!;
        if (TouchedMember.Among(context.Coming).Count > 0)
            throw new NotSupportedException("Cards are saved by SaveChangesAsync, which moves their counters along.");
        if (OtherKeeper.NumbersLater(context.Coming))
            throw new NotSupportedException("New rows are saved by SaveChangesAsync, which tells of them once they have their numbers.");
        if (!LetterWithdrawals.Of(context.Coming).IsEmpty)
            throw new NotSupportedException("Whom letters wait for is saved by SaveChangesAsync, which takes them from the queue.");
        Prepare(context);
        others.Record(context);
        return result;
    }

    public override async ValueTask<InterceptionResult<int>> SavingChangesAsync(DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        var context = (RegistryContext)eventData.Context!;
        Prepare(context);
        await members.PrepareAsync(context, cancellationToken);
        others.Record(context);
        await context.BeginOwedTransactionAsync(cancellationToken);
        return result;
    }

    private void Prepare(RegistryContext context)
    {
        foreach (var touched in TouchedOrganization.Among(context.Coming))
        {
            var actor = context.Actor ?? throw new InvalidOperationException("A context without an actor cannot change organisations.");
            RequireWhole(touched.Entry);
            RequireScope(touched.Entry, actor);
            var organization = touched.Entry.Entity;
            var lines = touched.Lines().ToList();
            organization.Recount();
            BumpCounter(context, organization);
            var change = new Change(organization.Id, actor.Name, clock.GetUtcNow().UtcDateTime, organization.Version, organization.Counter.Missing, context.Act, lines).From(actor.UserId, actor.Address);
            var owner = context.Add(change).Property(c => c.OrganizationId);
            if (touched.Entry.State == EntityState.Added)
            {
                owner.CurrentValue = touched.Entry.Property(o => o.Id).CurrentValue;
                owner.IsTemporary = true;
            }
            notices.TellOfPassport(context, actor, touched.Entry, lines);
        }
    }

    /// <summary>Other processes learn of a change from the counter row's number, so the row is written even when its bits stay.</summary>
    private static void BumpCounter(RegistryContext context, Organization organization)
    {
        var counter = context.Entry(organization.Counter);
        if (counter.State != EntityState.Added)
            counter.Property(c => c.Applicable).IsModified = true;
    }

    /// <summary>Gaps counted over lists that were not loaded would be wrong, and silently so.</summary>
    private static void RequireWhole(EntityEntry<Organization> entry)
    {
        if (entry.State != EntityState.Added && entry.Collections.FirstOrDefault(c => !c.IsLoaded) is { } missing)
            throw new InvalidOperationException($"Organisation {entry.Entity.Id} was loaded without {missing.Metadata.Name}: use WithPassport().");
    }

    private static void RequireScope(EntityEntry<Organization> entry, Actor actor)
    {
        var was = entry.State == EntityState.Added ? null : entry.Property(o => o.Path).OriginalValue;
        var becomes = entry.Entity.Superior?.Path ?? was ?? "/";
        if ((was is null || actor.MayWrite(was)) && (actor.MayWrite(becomes) || (was is not null && was == entry.Entity.Path)))
            return;
        throw new RuleBrokenException("У вас нет права изменять эту организацию. Обратитесь в вышестоящую организацию.");
    }
}
