using Eseur.Admin.Data;
using Eseur.Admin.Shared;
using Eseur.Domain;
using Eseur.Domain.Members;
using Eseur.Domain.Organizations;
using Eseur.Domain.References;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Admin.Features.Members.Moves;

/// <summary>
/// Taking off record, transfer at once or by request, and putting on record again. Every act holds the card's row from its
/// beginning: two sides that answer one request at once come one after the other, and the second is told so.
/// </summary>
/// <remarks>All methods throw <see cref="RuleBrokenException"/> with a sentence for the person.</remarks>
public sealed class MemberMoves(RegistryDatabase database, ReferenceStore references, TimeProvider clock)
{
    private const int Tries = 5;

    /// <summary>Why a person may be taken off by hand: a transfer and a closing are acts of their own.</summary>
    public static IEnumerable<ReferenceItem> Reasons(ReferenceBook book) =>
        book.Items(ReferenceLists.OffReason).Where(r => !r.Retired && r.Code is not (Member.ReasonOfTransfer or Member.ReasonOfClosing));

    /// <param name="memberId">Whom.</param>
    /// <param name="seenVersion">The card as the person saw it; null where many are taken off unseen.</param>
    /// <param name="reason">Code of one of <see cref="Reasons"/>.</param>
    /// <param name="on">The day of the decision.</param>
    public Task TakeOffAsync(int memberId, int? seenVersion, string reason, DateOnly on)
    {
        if (Reasons(references.Book).All(r => r.Code != reason))
            throw new RuleBrokenException("Выберите причину снятия с учёта из списка.");
        RequireNotFuture(on);
        return EditAsync(memberId, async context =>
        {
            var member = await FindAsync(context, memberId);
            member.TakeOff(reason, on);
            await RequireSeenAsync(context, member, seenVersion);
            await SaveAsync(context, "Снят с учёта");
            await context.TransferRequests.Where(r => r.MemberId == memberId).WithdrawOpenAsync(context, "Человек снят с учёта.", Now);
            return memberId;
        });
    }

    /// <summary>At once: for whoever may write in both organisations.</summary>
    public Task TransferAsync(int memberId, int? seenVersion, int toId, DateOnly on)
    {
        RequireNotFuture(on);
        return EditAsync(memberId, async context =>
        {
            var to = await FindToAsync(context, toId);
            var member = await FindAsync(context, memberId);
            var from = await NameAsync(context, member.OrganizationId);
            member.Transfer(to, on);
            await RequireSeenAsync(context, member, seenVersion);
            await SaveAsync(context, $"Переведён из «{from}» в «{to.ShortName}»");
            await context.TransferRequests.Where(r => r.MemberId == memberId).WithdrawOpenAsync(context, "Человека перевели без запроса.", Now);
            return memberId;
        });
    }

    /// <summary>Asks the other side; the person stays where they are until it answers.</summary>
    /// <returns>The request's identifier.</returns>
    public Task<int> RequestTransferAsync(int memberId, int toId) => EditAsync(memberId, async context =>
    {
        var to = await FindToAsync(context, toId);
        var member = await FindAsync(context, memberId);
        var path = await context.Organizations.Where(o => o.Id == member.OrganizationId).Select(o => o.Path).SingleAsync();
        var way = TransferWays.Of(context.Actor, path, to.Path);
        var request = new TransferRequest(member, to, way == TransferWay.GiverAsks, ActorName(context), Now);
        if (way == TransferWay.AtOnce)
            throw new RuleBrokenException("Вы можете перевести сразу, без запроса: обе организации в вашем ведении.");
        if (way == TransferWay.NotYours)
            throw new RuleBrokenException("Запросить перевод может одна из двух организаций: отдающая или принимающая.");
        await context.TransferRequests.Where(r => r.MemberId == memberId && r.FromId != member.OrganizationId).WithdrawOpenAsync(context, Stale, Now);
        if (await context.TransferRequests.Where(r => r.MemberId == memberId && r.State == TransferState.Asked).FirstOrDefaultAsync() is { } open)
            throw new RuleBrokenException($"Перевод в «{await NameAsync(context, open.ToId)}» уже запрошен ({open.AskedBy}, {Ru.Date(Ru.MoscowDay(open.AskedAt))}). Дождитесь ответа или отзовите тот запрос.");
        context.Add(request);
        await context.SaveChangesAsync();
        await TellBothAsync(context, request);
        return request.Id;
    });

    /// <summary>The other side says yes: the person is on record in the receiving organisation from today.</summary>
    public Task AcceptAsync(int requestId) => DecideAsync(requestId, TransferState.Accepted, null);

    public Task RefuseAsync(int requestId, string reason) => DecideAsync(requestId, TransferState.Refused, reason);

    /// <summary>Whoever asked takes the request back.</summary>
    public Task WithdrawAsync(int requestId) => DecideAsync(requestId, TransferState.Withdrawn, null);

    /// <summary>Puts on record again someone who was taken off, here or elsewhere.</summary>
    public Task RejoinAsync(int memberId, int organizationId, DateOnly on)
    {
        RequireNotFuture(on);
        return EditAsync(memberId, async context =>
        {
            var to = await FindToAsync(context, organizationId);
            (await FindAsync(context, memberId)).Rejoin(to, on);
            await SaveAsync(context, $"Снова поставлен на учёт в «{to.ShortName}»");
            return memberId;
        });
    }

    private const string Stale = "Человек уже не состоит на учёте в отдающей организации.";

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    private async Task DecideAsync(int requestId, TransferState state, string? reason)
    {
        var memberId = await OwnerAsync(requestId);
        var stale = await EditAsync(memberId, async context =>
        {
            var request = await context.TransferRequests.SingleAsync(r => r.Id == requestId);
            await RequireSideAsync(context, request, state);
            request.Decide(state, ActorName(context), Now, reason);
            if (state == TransferState.Accepted)
            {
                var to = await FindToAsync(context, request.ToId);
                var member = await FindAsync(context, memberId);
                if (!member.IsOnRecord || member.OrganizationId != request.FromId || !to.IsActive)
                    return await CloseStaleAsync(context, requestId, to.IsActive ? Stale : $"«{to.ShortName}» больше не действует.");
                member.Transfer(to, clock.MoscowToday());
                await SaveAsync(context, $"Переведён из «{await NameAsync(context, request.FromId)}» в «{to.ShortName}»");
                return null;
            }
            await context.SaveChangesAsync();
            await TellBothAsync(context, request);
            return null;
        });
        if (stale is not null)
            throw new RuleBrokenException($"{stale} Запрос закрыт, ничего не изменилось.");
    }

    /// <summary>What can no longer come true is closed as withdrawn, so that it waits for nobody.</summary>
    private async Task<string?> CloseStaleAsync(RegistryContext context, int requestId, string why)
    {
        context.ChangeTracker.Clear();
        await context.TransferRequests.Where(r => r.Id == requestId).WithdrawOpenAsync(context, why, Now);
        return why;
    }

    private async Task<int> OwnerAsync(int requestId)
    {
        await using var context = await database.OpenAsync();
        return await context.TransferRequests.Where(r => r.Id == requestId).Select(r => (int?)r.MemberId).SingleOrDefaultAsync()
            ?? throw new RuleBrokenException("Такого запроса больше нет. Обновите страницу.");
    }

    private async Task<T> EditAsync<T>(int memberId, Func<RegistryContext, Task<T>> edit)
    {
        for (var attempt = 1; ; attempt++)
        {
            await using var context = await database.OpenAsync();
            try
            {
                return await EditAsync(context, memberId, edit);
            }
            catch (Exception e) when (attempt < Tries && context.IsDeadlock(e))
            {
                // Two transfers in opposite directions waited for each other; everything is read anew.
            }
        }
    }

    private static async Task<T> EditAsync<T>(RegistryContext context, int memberId, Func<RegistryContext, Task<T>> edit)
    {
        await using var transaction = await context.Database.BeginTransactionAsync();
        await context.Members.Where(m => m.Id == memberId).ExecuteUpdateAsync(set => set.SetProperty(m => m.Version, m => m.Version));
        try
        {
            var result = await edit(context);
            await transaction.CommitAsync();
            return result;
        }
        catch (DbUpdateConcurrencyException)
        {
            throw new RuleBrokenException("В эту же минуту карточку изменил кто-то ещё, поэтому ничего не сохранено. Посмотрите, что изменилось, и повторите.");
        }
    }

    private static async Task SaveAsync(RegistryContext context, string act)
    {
        context.Act = act;
        await context.SaveChangesAsync();
    }

    private static async Task<Member> FindAsync(RegistryContext context, int id) =>
        await context.Members.WithCard().SingleOrDefaultAsync(m => m.Id == id) ?? throw new RuleBrokenException("Такой карточки в реестре нет.");

    /// <summary>The receiving organisation, held until the end: it cannot be closed under the arriving member.</summary>
    private static async Task<Organization> FindToAsync(RegistryContext context, int id)
    {
        await context.Organizations.Where(o => o.Id == id).ExecuteUpdateAsync(set => set.SetProperty(o => o.Version, o => o.Version));
        return await context.Organizations.AsNoTracking().SingleOrDefaultAsync(o => o.Id == id) ?? throw new RuleBrokenException("Такой организации в реестре нет.");
    }

    private static Task<string> NameAsync(RegistryContext context, int id) => context.Organizations.Where(o => o.Id == id).Select(o => o.ShortName).SingleAsync();

    private static string ActorName(RegistryContext context) => context.Actor?.Name ?? throw new InvalidOperationException("A context without an actor cannot change cards.");

    /// <summary>A request moves no counter, so their rows are written as they are: open pages of both sides learn of it the usual way.</summary>
    private static Task<int> TellBothAsync(RegistryContext context, TransferRequest request) => context.MemberCounters
        .Where(c => c.OrganizationId == request.FromId || c.OrganizationId == request.ToId)
        .ExecuteUpdateAsync(set => set.SetProperty(c => EF.Property<int>(c, Measures.Total.Column), c => EF.Property<int>(c, Measures.Total.Column)));

    private static async Task RequireSideAsync(RegistryContext context, TransferRequest request, TransferState state)
    {
        var side = state == TransferState.Withdrawn ? request.AskerId : request.DeciderId;
        var path = await context.Organizations.Where(o => o.Id == side).Select(o => o.Path).SingleAsync();
        if (context.Actor?.MayWrite(path) != true)
            throw new RuleBrokenException(state == TransferState.Withdrawn ? "Отозвать запрос может только та сторона, которая его послала." : "Ответить на запрос может только вторая сторона.");
    }

    private static async Task RequireSeenAsync(RegistryContext context, Member member, int? seenVersion)
    {
        if (seenVersion is null || member.Version == seenVersion)
            return;
        var last = await context.Changes.Where(c => c.MemberId == member.Id).OrderByDescending(c => c.Version).FirstAsync();
        throw new RuleBrokenException($"Пока окно было открыто, карточку изменили: {last.Actor}, {Ru.Time(last.At)}. Ничего не сохранено. Посмотрите, что изменилось, и повторите, если нужно.");
    }

    private void RequireNotFuture(DateOnly on)
    {
        if (on > clock.MoscowToday())
            throw new RuleBrokenException($"{Ru.Date(on)} ещё не наступило. Укажите сегодняшний день ({Ru.Date(clock.MoscowToday())}) или более ранний.");
    }
}
