using Eseur.Domain;
using Eseur.Domain.Changes;
using Eseur.Domain.Completeness;
using Eseur.Domain.Members;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace Eseur.Admin.Data;

/// <summary>What every save of a card carries with it: the check of who may write, the change record and the new version.</summary>
internal sealed class MemberKeeper(TimeProvider clock)
{
    public async Task PrepareAsync(RegistryContext context, CancellationToken cancel)
    {
        var touched = TouchedMember.Among(context.Coming);
        var requests = context.Coming.Where(e => e.Entity is TransferRequest && e.IsChanged()).Select(e => context.Entry((TransferRequest)e.Entity)).ToList();
        if (touched.Count == 0 && requests.Count == 0)
            return;
        var actor = context.Actor ?? throw new InvalidOperationException("A context without an actor cannot change cards.");
        var rights = await MemberRights.ReadAsync(context, actor, touched, requests, cancel);
        foreach (var request in requests)
            rights.Require(request);
        foreach (var member in touched)
        {
            rights.Require(member);
            Record(context, actor, member);
        }
    }

    private void Record(RegistryContext context, Actor actor, TouchedMember touched)
    {
        var member = touched.Entry.Entity;
        var lines = touched.Lines().ToList();
        member.CountVersion();
        var change = Change.OfMember(member.Id, member.OrganizationId, actor.Name, clock.GetUtcNow().UtcDateTime, member.Version, Gaps.Of(member).Missing, context.Act, lines).From(actor.UserId, actor.Address);
        var owner = context.Add(change).Property(c => c.MemberId);
        if (touched.Entry.State == EntityState.Added)
        {
            owner.CurrentValue = touched.Entry.Property(m => m.Id).CurrentValue;
            owner.IsTemporary = true;
        }
    }
}
