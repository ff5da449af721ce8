using Eseur.Admin.Data;
using Eseur.Admin.Data.Access;
using Eseur.Admin.Features.Account;
using Eseur.Domain;
using Eseur.Domain.Letters;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Admin.Features.Access;

/// <summary>
/// What may be done with another person's way to sign in, by whoever could have given all that the person holds.
/// Each act ends the person's sessions and is on record.
/// </summary>
/// <remarks>All methods throw <see cref="RuleBrokenException"/> with a sentence for the person.</remarks>
public sealed class AccountActs(RegistryDatabase database, AccessBook book, TimeProvider clock)
{
    public Task CloseAsync(int userId) => ActAsync(userId, "Закрыт вход", async (context, user) =>
    {
        if (user.ClosedAt is not null)
            throw new RuleBrokenException("Вход этому человеку уже закрыт.");
        user.ClosedAt = clock.GetUtcNow().UtcDateTime;
        await EndSessionsAsync(context, user);
    });

    public Task ReopenAsync(int userId) => ActAsync(userId, "Открыт вход", (_, user) =>
    {
        if (user.ClosedAt is null)
            throw new RuleBrokenException("Вход этому человеку и так открыт.");
        user.ClosedAt = null;
        return Task.CompletedTask;
    });

    /// <summary>For a lost phone: application codes, recovery codes and passkeys go; the password stays.</summary>
    public Task ResetSecondFactorAsync(int userId) => ActAsync(userId, "Сброшен второй шаг входа", async (context, user) =>
    {
        user.TwoFactorEnabled = false;
        // Somebody else's: the filters show a person only their own. The rules of writing have the last word.
        context.RemoveRange(await context.UserTokens.IgnoreQueryFilters([RegistryContext.ScopeFilter]).Where(t => t.UserId == userId).ToListAsync());
        context.RemoveRange(await context.UserPasskeys.IgnoreQueryFilters([RegistryContext.ScopeFilter]).Where(p => p.UserId == userId).ToListAsync());
        await EndSessionsAsync(context, user);
    });

    public Task SendInvitationAsync(int userId) =>
        ActAsync(userId, "Приглашение отправлено ещё раз", (context, user) =>
        {
            if (user is not { IsInvited: true, ClosedAt: null })
                throw new RuleBrokenException("Человек уже задал пароль, или вход ему закрыт: приглашение ему не нужно.");
            context.RecordAccount(context.Actor!, userId, context.Act, clock.GetUtcNow().UtcDateTime);
            context.Add(PasswordLetters.Queued(user, LetterKind.Invitation, clock.GetUtcNow().UtcDateTime));
            return Task.CompletedTask;
        });

    private async Task ActAsync(int userId, string act, Func<RegistryContext, RegistryUser, Task> change)
    {
        await using var context = await database.OpenAsync();
        var actor = context.Actor ?? throw new RuleBrokenException("Вы вышли из реестра. Войдите и повторите.");
        var user = await context.Users.SingleOrDefaultAsync(u => u.Id == userId) ?? throw new RuleBrokenException("Такого человека среди тех, кому вы даёте доступ, нет. Обновите страницу.");
        if (userId == actor.UserId)
            throw new RuleBrokenException("Свой вход закрывает и сбрасывает не сам человек, а вышестоящая организация.");
        if (!await context.AnswersForAsync(userId, Shared.Ru.MoscowToday(clock)))
            throw AccountRules.NotYours;
        context.Act = act;
        await change(context, user);
        if (context.Entry(user).State == EntityState.Modified)
            user.ConcurrencyStamp = Guid.NewGuid().ToString();
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
