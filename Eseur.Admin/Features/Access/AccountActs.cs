using Eseur.Admin.Data;
using Eseur.Admin.Data.Access;
using Eseur.Admin.Features.Account;
using Eseur.Domain;
using Eseur.Domain.Changes;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Admin.Features.Access;

/// <summary>
/// What may be done with another person's way to sign in, by whoever could have given all that the person holds.
/// Each act ends the person's sessions and is on record.
/// </summary>
/// <remarks>All methods throw <see cref="RuleBrokenException"/> with a sentence for the person.</remarks>
public sealed class AccountActs(RegistryDatabase database, Invitations invitations, AccessBook book, TimeProvider clock)
{
    public Task CloseAsync(int userId) => ActAsync(userId, "Закрыт вход", async (context, user) =>
    {
        if (user.ClosedAt is not null)
            throw new RuleBrokenException("Вход этому человеку уже закрыт.");
        user.ClosedAt = clock.GetUtcNow().UtcDateTime;
        await EndSessionsAsync(context, user);
        return (nameof(RegistryUser.ClosedAt), "открыт", "закрыт");
    });

    public Task ReopenAsync(int userId) => ActAsync(userId, "Открыт вход", (_, user) =>
    {
        if (user.ClosedAt is null)
            throw new RuleBrokenException("Вход этому человеку и так открыт.");
        user.ClosedAt = null;
        return Task.FromResult((nameof(RegistryUser.ClosedAt), "закрыт", "открыт"));
    });

    /// <summary>For a lost phone: application codes, recovery codes and passkeys go; the password stays.</summary>
    public Task ResetSecondFactorAsync(int userId) => ActAsync(userId, "Сброшен второй шаг входа", async (context, user) =>
    {
        user.TwoFactorEnabled = false;
        // Somebody else's: the filters show a person only their own. The rules of writing have the last word.
        context.RemoveRange(await context.Set<IdentityUserToken<int>>().IgnoreQueryFilters([RegistryContext.ScopeFilter]).Where(t => t.UserId == userId).ToListAsync());
        context.RemoveRange(await context.Set<IdentityUserPasskey<int>>().IgnoreQueryFilters([RegistryContext.ScopeFilter]).Where(p => p.UserId == userId).ToListAsync());
        await EndSessionsAsync(context, user);
        return (nameof(RegistryUser.TwoFactorEnabled), "включён", "сброшен");
    });

    public async Task SendInvitationAsync(int userId)
    {
        await ActAsync(userId, "Повторено приглашение", (_, user) => user is { IsInvited: true, ClosedAt: null }
            ? Task.FromResult((nameof(RegistryUser.PasswordHash), "", "отправлено ещё раз"))
            : throw new RuleBrokenException("Человек уже задал пароль, или вход ему закрыт: приглашение ему не нужно."));
        await invitations.SendAsync(userId);
    }

    private async Task ActAsync(int userId, string act, Func<RegistryContext, RegistryUser, Task<(string Field, string Was, string Became)>> change)
    {
        await using var context = await database.OpenAsync();
        var actor = context.Actor ?? throw new RuleBrokenException("Вы вышли из реестра. Войдите и повторите.");
        var user = await context.Users.SingleOrDefaultAsync(u => u.Id == userId) ?? throw new RuleBrokenException("Такого человека среди тех, кому вы даёте доступ, нет. Обновите страницу.");
        if (userId == actor.UserId)
            throw new RuleBrokenException("Свой вход закрывает и сбрасывает не сам человек, а вышестоящая организация.");
        if (!await context.AnswersForAsync(userId, Shared.Ru.MoscowToday(clock)))
            throw AccountRules.NotYours;
        var (field, was, became) = await change(context, user);
        if (context.Entry(user).State == EntityState.Modified)
            user.ConcurrencyStamp = Guid.NewGuid().ToString();
        var place = await context.Grants.Where(g => g.UserId == userId).OrderBy(g => g.EndedAt != null).ThenBy(g => g.Id).Select(g => (int?)g.OrganizationId).FirstOrDefaultAsync();
        context.Add(AccessRecord.OfAccount(user, place, actor, clock.GetUtcNow().UtcDateTime, act, field, was, became));
        try
        {
            await context.SaveChangesAsync();
        }
        catch (DbUpdateConcurrencyException)
        {
            throw new RuleBrokenException("Тем временем здесь что-то изменил кто-то другой. Обновите страницу и посмотрите, что получилось.");
        }
        book.Forget(userId);
    }

    private async Task EndSessionsAsync(RegistryContext context, RegistryUser user)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        // Not the acting person's own: filters would hide them, and the rules of writing allow ending them.
        foreach (var session in await context.Sessions.IgnoreQueryFilters([RegistryContext.ScopeFilter]).Where(s => s.UserId == user.Id && s.EndedAt == null).ToListAsync())
            session.EndedAt = now;
        // What was signed with the old stamp, a cookie or a link in a letter, is worth nothing any more.
        user.SecurityStamp = Guid.NewGuid().ToString("N");
    }
}
