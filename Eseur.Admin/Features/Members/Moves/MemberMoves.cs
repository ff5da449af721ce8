using Eseur.Admin.Data;
using Eseur.Admin.Data.Access;
using Eseur.Admin.Features.Members.Duplicates;
using Eseur.Admin.Shared;
using Eseur.Domain;
using Eseur.Domain.Access;
using Eseur.Domain.Members;
using Eseur.Domain.Organizations;
using Eseur.Domain.References;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Admin.Features.Members.Moves;

/// <summary>
/// Taking off record, transfer at once or by request, and putting on record again. Of two sides that
/// answer one request at once the second is told so.
/// </summary>
/// <remarks>All methods throw <see cref="RuleBrokenException"/> with a sentence for the person.</remarks>
public sealed class MemberMoves(RegistryDatabase database, DuplicateSearch duplicates, ReferenceStore references, TimeProvider clock)
{
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
        return database.HoldingAsync(memberId, async context =>
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
        return database.HoldingAsync(memberId, async context =>
        {
            var to = await context.HoldReceiverAsync(toId);
            var member = await FindAsync(context, memberId);
            var from = await context.NameAsync(member.OrganizationId);
            member.Transfer(to, on);
            await RequireSeenAsync(context, member, seenVersion);
            await SaveAsync(context, $"Переведён из «{from}» в «{to.ShortName}»");
            await context.TransferRequests.Where(r => r.MemberId == memberId).WithdrawOpenAsync(context, "Человека перевели без запроса.", Now);
            return memberId;
        });
    }

    /// <summary>Asks the other side; the person stays where they are until it answers.</summary>
    /// <param name="memberId">Whom.</param>
    /// <param name="toId">Where to.</param>
    /// <param name="typed">Whom the receiving side asks for, in its own words: without knowing the person, the number of somebody else's card is worth nothing.</param>
    /// <param name="inn">The receiving organisation's ИНН or its institution's: an organisation outside the scope is found by it and nothing else.</param>
    /// <returns>The request's identifier.</returns>
    public Task<int> RequestTransferAsync(int memberId, int toId, PersonTraits? typed = null, string? inn = null) => database.HoldingAsync(memberId, async context =>
    {
        var to = await context.HoldReceiverAsync(toId, inn);
        var (member, isKnown) = await FindKnownAsync(context, memberId, to, typed);
        if (!isKnown && !member.IsOnRecord)
            throw new RuleBrokenException(NotNow);
        var path = await context.PathAsync(member.OrganizationId);
        var way = TransferWays.Of(context.Actor, path, to.Path);
        var request = new TransferRequest(member, to, way == TransferWay.GiverAsks, ActorName(context), Now, way == TransferWay.ReceiverAsks ? typed?.FullName ?? member.FullName : null);
        if (way == TransferWay.AtOnce)
            throw new RuleBrokenException("Вы можете перевести сразу, без запроса: обе организации в вашем ведении.");
        if (way == TransferWay.NotYours)
            throw new RuleBrokenException("Запросить перевод может одна из двух организаций: отдающая или принимающая.");
        await context.TransferRequests.Where(r => r.MemberId == memberId && r.FromId != member.OrganizationId).WithdrawOpenAsync(context, Stale, Now);
        if (await context.OpenRequestAsync(memberId) is { } open)
            throw new RuleBrokenException(await OpenAlreadyAsync(context, open, isKnown));
        context.Add(request);
        await context.SaveChangesAsync();
        await context.TellAsync([request.FromId, request.ToId]);
        return request.Id;
    });

    /// <summary>The other side says yes: the person is on record in the receiving organisation from today.</summary>
    public Task AcceptAsync(int requestId) => DecideAsync(requestId, TransferState.Accepted, null);

    public Task RefuseAsync(int requestId, string reason) => DecideAsync(requestId, TransferState.Refused, reason);

    /// <summary>Whoever asked takes the request back.</summary>
    public Task WithdrawAsync(int requestId) => DecideAsync(requestId, TransferState.Withdrawn, null);

    /// <summary>Puts on record again someone who was taken off, here or elsewhere.</summary>
    /// <param name="memberId">Whom.</param>
    /// <param name="organizationId">Where.</param>
    /// <param name="on">Since when.</param>
    /// <param name="typed">Whom, in one's own words, where the card is somebody else's; see <see cref="RequestTransferAsync"/>.</param>
    public Task RejoinAsync(int memberId, int organizationId, DateOnly on, PersonTraits? typed = null)
    {
        RequireNotFuture(on);
        return database.HoldingAsync(memberId, async context =>
        {
            var to = await context.HoldReceiverAsync(organizationId);
            var (member, isKnown) = await FindKnownAsync(context, memberId, to, typed);
            if (!isKnown && (member.IsOnRecord || on < member.OffRecordOn))
                throw new RuleBrokenException(NotNow);
            member.Rejoin(to, on);
            await SaveAsync(context, $"Снова поставлен на учёт в «{to.ShortName}»");
            return memberId;
        });
    }

    /// <summary>The one answer about an outside card, whatever stands in the way and whether there is such a card at all.</summary>
    private const string NotNow = "Сейчас это не получается. Проверьте имя и дату рождения, найдите человека заново или обратитесь в вышестоящую организацию.";

    private const string Stale = "Человек уже не состоит на учёте в отдающей организации.";

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    private async Task DecideAsync(int requestId, TransferState state, string? reason)
    {
        var memberId = await OwnerAsync(requestId);
        var stale = await database.HoldingAsync(memberId, async context =>
        {
            var request = await context.TransferRequests.SingleAsync(r => r.Id == requestId);
            await RequireSideAsync(context, request, state);
            request.Decide(state, ActorName(context), Now, reason);
            if (state == TransferState.Accepted)
            {
                var to = await context.HoldAskedAsync(request);
                if (await context.CardAsync(memberId) is not { IsOnRecord: true } member || member.OrganizationId != request.FromId || !to.IsActive)
                    return await CloseStaleAsync(context, requestId, to.IsActive ? Stale : $"«{to.ShortName}» больше не действует.");
                member.Transfer(to, clock.MoscowToday());
                await SaveAsync(context, $"Переведён из «{await context.NameAsync(request.FromId)}» в «{to.ShortName}»");
                return null;
            }
            await context.SaveChangesAsync();
            await context.TellAsync([request.FromId, request.ToId]);
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

    private static async Task SaveAsync(RegistryContext context, string act)
    {
        context.Act = act;
        await context.SaveChangesAsync();
    }

    private static async Task<Member> FindAsync(RegistryContext context, int id)
    {
        var member = await context.Members.WithCard().SingleOrDefaultAsync(m => m.Id == id) ?? throw new RuleBrokenException("Такой карточки в реестре нет.");
        await context.RequireAsync(Powers.ReadPersons, member);
        return member;
    }

    /// <summary>A card, and whether the person may read whom it is about; if not, they have to tell whom they mean.</summary>
    private async Task<(Member Member, bool IsKnown)> FindKnownAsync(RegistryContext context, int id, Organization to, PersonTraits? typed)
    {
        var member = await context.CardAsync(id);
        if (member is not null && await context.Organizations.Where(context.Actor, Powers.ReadPersons).AnyAsync(o => o.Id == member.OrganizationId))
            return (member, true);
        if (member is null || typed is null || context.Actor?.MayWrite(to.Path) != true || !await duplicates.IsStronglyLikeAsync(context, typed, to.Id, id))
            throw new RuleBrokenException(NotNow);
        return (member, false);
    }

    private static async Task<string> OpenAlreadyAsync(RegistryContext context, TransferRequest open, bool isKnown)
    {
        var isOurs = await context.Organizations.Where(context.Actor, Powers.Write).AnyAsync(o => o.Id == open.ToId);
        if (isKnown || (isOurs && !open.AskedByGiver))
            return $"Перевод в «{await context.NameAsync(open.ToId)}» уже запрошен ({open.AskedBy}, {Ru.Date(Ru.MoscowDay(open.AskedAt))}). Дождитесь ответа или отзовите тот запрос.";
        return isOurs ? "Этого человека вам уже передают. Ответьте на странице «Переводы»." : NotNow;
    }

    private static string ActorName(RegistryContext context) => context.Actor?.Name ?? throw new InvalidOperationException("A context without an actor cannot change cards.");

    private static async Task RequireSideAsync(RegistryContext context, TransferRequest request, TransferState state)
    {
        var side = state == TransferState.Withdrawn ? request.AskerId : request.DeciderId;
        var path = await context.Organizations.Where(o => o.Id == side).Select(o => o.Path).SingleOrDefaultAsync();
        if (path is null || context.Actor?.MayWrite(path) != true)
            throw new RuleBrokenException(state == TransferState.Withdrawn ? "Отозвать запрос может только та сторона, которая его послала." : "Ответить на запрос может только вторая сторона.");
    }

    private static async Task RequireSeenAsync(RegistryContext context, Member member, int? seenVersion)
    {
        if (seenVersion is null || member.Version == seenVersion)
            return;
        var last = await context.Changes.Where(c => c.MemberId == member.Id).OrderByDescending(c => c.Version).FirstOrDefaultAsync();
        throw new RuleBrokenException($"Пока окно было открыто, карточку изменили{(last is null ? "" : $": {last.Actor}, {Ru.Time(last.At)}")}. Ничего не сохранено. Посмотрите, что изменилось, и повторите, если нужно.");
    }

    private void RequireNotFuture(DateOnly on)
    {
        if (on > clock.MoscowToday())
            throw new RuleBrokenException($"{Ru.Date(on)} ещё не наступило. Укажите сегодняшний день ({Ru.Date(clock.MoscowToday())}) или более ранний.");
    }
}
