using Eseur.Admin.Data;
using Eseur.Domain.Changes;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Admin.Features.Account;

/// <summary>Tells the change record what happened at the door: signed in, failed, locked out, signed out.</summary>
public sealed class AccountJournal(IDbContextFactory<RegistryContext> contexts, TimeProvider clock)
{
    /// <summary>Who acts where nobody has signed in yet.</summary>
    internal const string Door = "Вход";

    /// <param name="userId">Whose account; null where the name that was typed is nobody's. The typed name itself is never told.</param>
    /// <param name="act">In words: "Вход", "Неверный пароль", "Вход остановлен на 5 минут", "Выход".</param>
    /// <param name="address">The network address it came from.</param>
    /// <param name="isOwner">False for a failed try: it may be anybody's, and is not put to the owner's name.</param>
    public async Task WriteAsync(int? userId, string act, string? address, bool isOwner = true)
    {
        await using var context = await contexts.OpenAsync(Actor.System(Door));
        var owner = isOwner && userId is not null ? await context.Users.Where(u => u.Id == userId).Select(u => u.DisplayName).SingleOrDefaultAsync() : null;
        context.Add(Change.Of(ChangeSubject.Account, userId, null, owner ?? Door, clock.GetUtcNow().UtcDateTime, act, []).From(owner is null ? null : userId, address));
        await context.SaveChangesAsync();
    }
}
