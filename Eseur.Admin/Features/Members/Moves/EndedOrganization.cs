using Eseur.Admin.Data;
using Eseur.Domain.Members;
using Eseur.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Admin.Features.Members.Moves;

/// <summary>What becomes of those on record in an organisation that is closed or joined to another, within the same transaction.</summary>
internal static class EndedOrganization
{
    /// <summary>Large enough that statements go in batches, small enough that nine thousand cards do not lie in memory together.</summary>
    private const int AtOnce = 500;

    /// <returns>How many members were taken off record.</returns>
    public static Task<int> TakeOffAllAsync(RegistryContext context, Organization closed, DateOnly on, DateTime at) =>
        MoveAllAsync(context, closed, $"Снят с учёта: «{closed.ShortName}» закрыта", at, m => m.TakeOff(Member.ReasonOfClosing, Later(on, m.OnRecordSince)));

    /// <returns>How many members were transferred.</returns>
    public static Task<int> TransferAllAsync(RegistryContext context, Organization from, Organization to, DateOnly on, DateTime at) =>
        MoveAllAsync(context, from, $"Переведён из «{from.ShortName}» в «{to.ShortName}» при объединении", at, m => m.Transfer(to, Later(on, m.OnRecordSince)));

    private static async Task<int> MoveAllAsync(RegistryContext context, Organization from, string act, DateTime at, Action<Member> move)
    {
        if (!from.Level.IsPrimary())
            return 0;
        // Held first: whoever is bringing a member here waits, and then finds the organisation closed.
        await context.Organizations.Where(o => o.Id == from.Id).ExecuteUpdateAsync(set => set.SetProperty(o => o.Version, o => o.Version));
        await context.TransferRequests.Where(r => r.FromId == from.Id || r.ToId == from.Id).WithdrawOpenAsync(context, "Организация закрыта или объединена с другой.", at);
        var total = 0;
        while (await context.Members.Where(m => m.OrganizationId == from.Id && m.OffRecordOn == null).OrderBy(m => m.Id).Take(AtOnce).ToListAsync() is { Count: > 0 } members)
        {
            members.ForEach(move);
            context.Act = act;
            await context.SaveChangesAsync();
            total += members.Count;
            Forget(context);
        }
        return total;
    }

    /// <summary>A card may have been put on record with a day to come; its time there must not end before it began.</summary>
    private static DateOnly Later(DateOnly on, DateOnly? since) => since > on ? since.Value : on;

    /// <summary>Saved cards and their records leave memory; the organisations being reshaped stay.</summary>
    private static void Forget(RegistryContext context)
    {
        foreach (var entry in context.ChangeTracker.Entries().Where(e => e.Entity is Member or Membership or Domain.Changes.Change or Domain.Changes.ChangeLine).ToList())
            entry.State = EntityState.Detached;
    }
}
