using Eseur.Domain;
using Eseur.Domain.Members;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace Eseur.Admin.Data;

/// <summary>Whether one save may touch the cards and requests it touches: read once for all of them.</summary>
internal sealed class MemberRights(Actor actor, Dictionary<int, string> paths, IReadOnlyList<EntityEntry<TransferRequest>> requests)
{
    public static async Task<MemberRights> ReadAsync(RegistryContext context, Actor actor, IReadOnlyList<TouchedMember> members, IReadOnlyList<EntityEntry<TransferRequest>> requests, CancellationToken cancel)
    {
        var ids = members.SelectMany(m => (int[])[m.OrganizationWas, m.Entry.Entity.OrganizationId])
            .Concat(requests.SelectMany(r => (int[])[r.Entity.FromId, r.Entity.ToId])).Distinct().ToList();
        var paths = await context.Organizations.AsNoTracking().Where(o => ids.Contains(o.Id)).Select(o => new { o.Id, o.Path }).ToDictionaryAsync(o => o.Id, o => o.Path, cancel);
        return new MemberRights(actor, paths, requests);
    }

    /// <exception cref="RuleBrokenException">The card belongs to somebody else.</exception>
    public void Require(TouchedMember touched)
    {
        var (was, becomes) = (touched.OrganizationWas, touched.Entry.Entity.OrganizationId);
        // Who is off record is nobody's: any organisation may put the person on record again.
        var mayLeave = touched.Entry.State == EntityState.Added || MayWrite(was) || (was != becomes && !touched.WasOnRecord);
        if ((mayLeave && MayWrite(becomes)) || (was != becomes && IsAgreed(touched.Entry.Entity.Id, was, becomes)))
            return;
        throw new RuleBrokenException(was == becomes
            ? "У вас нет права изменять эту карточку: человек состоит на учёте в другой организации."
            : "Сразу перевести между этими организациями может только их общая вышестоящая. Запросите перевод: вторая сторона его примет.");
    }

    /// <exception cref="RuleBrokenException">It is the other side's turn.</exception>
    public void Require(EntityEntry<TransferRequest> request)
    {
        var side = request.Entity.State is TransferState.Asked or TransferState.Withdrawn ? request.Entity.AskerId : request.Entity.DeciderId;
        if (!MayWrite(side))
            throw new RuleBrokenException(request.State == EntityState.Added
                ? "Запросить перевод может одна из двух организаций: отдающая или принимающая."
                : "Ответить на запрос может только вторая сторона.");
    }

    /// <summary>The other side asked before, and this save says yes to it.</summary>
    private bool IsAgreed(int member, int from, int to) => requests.Any(r => r.State == EntityState.Modified
        && r.Property(x => x.State) is { OriginalValue: TransferState.Asked, CurrentValue: TransferState.Accepted }
        && r.Entity.MemberId == member && r.Entity.FromId == from && r.Entity.ToId == to);

    private bool MayWrite(int organization) => paths.TryGetValue(organization, out var path) && actor.MayWrite(path);
}
