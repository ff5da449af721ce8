using Eseur.Admin.Data;
using Eseur.Domain;
using Eseur.Domain.Access;
using Eseur.Domain.Changes;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Admin.Features.Members.Persons;

/// <summary>The erasure of one card by a person's word.</summary>
public sealed class MemberErasure(RegistryDatabase database, CardEraser eraser)
{
    /// <summary>Whether the acting person may erase cards of the organisation: the apparatus above it, not its chairperson.</summary>
    /// <param name="path">Of the organisation.</param>
    public static bool May(Actor? actor, string path) => actor?.MayWrite(path) == true && actor.Scope.May(Powers.Give, path);

    /// <param name="memberId">Off record.</param>
    /// <param name="typedNumber">The number of the card, typed by hand: nobody erases by a slip.</param>
    /// <exception cref="RuleBrokenException">Why nothing was erased, for the person.</exception>
    public async Task EraseAsync(int memberId, string? typedNumber, ErasureReason reason, CancellationToken cancel = default)
    {
        await using var context = await database.OpenAsync();
        var path = await (from m in context.Members
                          join o in context.Organizations on m.OrganizationId equals o.Id
                          where m.Id == memberId
                          select o.Path).SingleOrDefaultAsync(cancel) ?? throw new RuleBrokenException("Такой карточки в реестре нет.");
        if (!May(context.Actor, path))
            throw new RuleBrokenException("Стереть данные может аппарат вышестоящей организации или администратор. Обратитесь туда.");
        if (!Enum.IsDefined(reason))
            throw new RuleBrokenException("Выберите, почему данные стираются.");
        if (typedNumber?.Trim().TrimStart('№', ' ') != memberId.ToString(System.Globalization.CultureInfo.InvariantCulture))
            throw new RuleBrokenException($"Номер карточки не совпадает. Наберите {memberId}, если стираете именно её.");
        try
        {
            await eraser.EraseAsync(memberId, context.Actor!, reason, cancel);
        }
        catch (DbUpdateConcurrencyException)
        {
            throw new RuleBrokenException("В эту же минуту карточку или паспорт изменил кто-то ещё, поэтому ничего не стёрто. Обновите страницу и повторите.");
        }
    }
}
