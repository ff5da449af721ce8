using Eseur.Admin.Data;
using Eseur.Domain;
using Eseur.Domain.Members;
using Eseur.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Admin.Features.Members.Moves;

/// <summary>
/// The rows that a move goes between, past the scope: its two sides are seldom in one. What of them may be told is decided by
/// <see cref="MemberMoves"/>.
/// </summary>
internal static class HeldRows
{
    private const int Tries = 5;

    /// <summary>The card's row is held from the beginning: two sides that answer one request at once come one after the other.</summary>
    public static async Task<T> HoldingAsync<T>(this RegistryDatabase database, int memberId, Func<RegistryContext, Task<T>> edit)
    {
        for (var attempt = 1; ; attempt++)
        {
            await using var context = await database.OpenAsync();
            try
            {
                return await HoldingAsync(context, memberId, edit);
            }
            catch (Exception e) when (attempt < Tries && context.IsDeadlock(e))
            {
                // Two transfers in opposite directions waited for each other; everything is read anew.
            }
        }
    }

    public static Task<Member?> CardAsync(this RegistryContext context, int id) => Past(context.Members).WithCard().SingleOrDefaultAsync(m => m.Id == id);

    /// <summary>The receiving organisation within the scope, held until the end: it cannot be closed under the arriving member.</summary>
    public static async Task<Organization> HoldReceiverAsync(this RegistryContext context, int id) =>
        await context.Organizations.AnyAsync(o => o.Id == id) && await context.HoldAsync(id) is { } to ? to : throw NoOrganization();

    /// <summary>The same, and one outside the scope whose ИНН the person knows.</summary>
    public static async Task<Organization> HoldReceiverAsync(this RegistryContext context, int id, string? inn)
    {
        if (!string.IsNullOrEmpty(inn) && await context.HoldAsync(id) is { IsActive: true } known && known.Level.IsPrimary() && (known.Inn == inn || known.InstitutionInn == inn))
            return known;
        return await context.HoldReceiverAsync(id);
    }

    /// <summary>For the answer to a request: the request of the one side and the answer of the other are the right to bring the two together.</summary>
    public static async Task<Organization> HoldAskedAsync(this RegistryContext context, TransferRequest request) => await context.HoldAsync(request.ToId) ?? throw NoOrganization();

    public static Task<TransferRequest?> OpenRequestAsync(this RegistryContext context, int memberId) =>
        Past(context.TransferRequests).Where(r => r.MemberId == memberId && r.State == TransferState.Asked).FirstOrDefaultAsync();

    public static Task<string> PathAsync(this RegistryContext context, int organizationId) => Past(context.Organizations).Where(o => o.Id == organizationId).Select(o => o.Path).SingleAsync();

    /// <summary>A move is recorded with both its ends; whoever reads the record is shown those they may know (RecordHistory).</summary>
    public static Task<string> NameAsync(this RegistryContext context, int organizationId) => Past(context.Organizations).Where(o => o.Id == organizationId).Select(o => o.ShortName).SingleAsync();

    private static async Task<T> HoldingAsync<T>(RegistryContext context, int memberId, Func<RegistryContext, Task<T>> edit)
    {
        await using var transaction = await context.Database.BeginTransactionAsync();
        await Past(context.Members).Where(m => m.Id == memberId).ExecuteUpdateAsync(set => set.SetProperty(m => m.Version, m => m.Version));
        try
        {
            var result = await edit(context);
            // What is to be told of requests that were closed by the way.
            await context.SaveChangesAsync();
            await transaction.CommitAsync();
            return result;
        }
        catch (DbUpdateConcurrencyException)
        {
            throw new RuleBrokenException("В эту же минуту карточку изменил кто-то ещё, поэтому ничего не сохранено. Посмотрите, что изменилось, и повторите.");
        }
    }

    private static async Task<Organization?> HoldAsync(this RegistryContext context, int id)
    {
        await Past(context.Organizations).Where(o => o.Id == id).ExecuteUpdateAsync(set => set.SetProperty(o => o.Version, o => o.Version));
        return await Past(context.Organizations).AsNoTracking().SingleOrDefaultAsync(o => o.Id == id);
    }

    private static RuleBrokenException NoOrganization() => new("Такой организации в реестре нет.");

    private static IQueryable<T> Past<T>(IQueryable<T> rows)
        where T : class => rows.IgnoreQueryFilters([RegistryContext.ScopeFilter]);
}
