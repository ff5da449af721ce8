using Eseur.Admin.Data;
using Eseur.Admin.Shared;
using Eseur.Domain;
using Eseur.Domain.Members;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Admin.Features.Members.PutOnRecord;

/// <summary>Puts on record a person whose card is there already.</summary>
/// <remarks>Both throw <see cref="RuleBrokenException"/> with a sentence for the person.</remarks>
public sealed class KnownPeople(RegistryDatabase database, TimeProvider clock)
{
    public async Task RequestTransferAsync(int memberId, int toId)
    {
        await using var context = await database.OpenAsync();
        var member = await FindAsync(context, memberId);
        if (await context.TransferRequests.AnyAsync(r => r.MemberId == memberId && r.ToId == toId && r.State == TransferState.Asked))
            throw new RuleBrokenException($"Запрос на перевод уже отправлен: {member.FullName}. Дождитесь ответа второй стороны.");
        context.Add(new TransferRequest(member, toId, askedByGiver: false, context.Actor?.Name ?? "", clock.GetUtcNow().UtcDateTime));
        await context.SaveChangesAsync();
    }

    public async Task RejoinAsync(int memberId, int toId)
    {
        await using var context = await database.OpenAsync();
        var organization = await context.Organizations.SingleAsync(o => o.Id == toId);
        (await FindAsync(context, memberId)).Rejoin(organization, clock.MoscowToday());
        context.Act = "Постановка на учёт заново";
        await context.SaveChangesAsync();
    }

    private static async Task<Member> FindAsync(RegistryContext context, int id) =>
        await context.Members.WithCard().SingleOrDefaultAsync(m => m.Id == id) ?? throw new RuleBrokenException("Такой карточки в реестре больше нет. Обновите страницу.");
}
