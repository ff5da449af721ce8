using Eseur.Admin.Data;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Admin.Features.Account;

/// <summary>The devices somebody is signed in on.</summary>
public sealed class OwnSessions(IDbContextFactory<RegistryContext> contexts, AccessBook access, TimeProvider clock)
{
    /// <summary>Those that last, the latest seen first.</summary>
    public async Task<IReadOnlyList<UserSession>> ListAsync(int userId)
    {
        await using var context = await contexts.OpenAsync(Actor.System("Сеансы"));
        return await context.Sessions.AsNoTracking().Where(s => s.UserId == userId).Where(UserSession.LastsAt(clock.GetUtcNow().UtcDateTime)).OrderByDescending(s => s.SeenAt).ToListAsync();
    }

    /// <summary>Its next request, and within seconds its open pages, lead to the sign-in.</summary>
    /// <returns>False when it is not the person's or has ended already.</returns>
    public async Task<bool> EndAsync(Actor by, int userId, Guid session) => await EndAsync(by, userId, s => s.Where(x => x.Id == session), "Завершён сеанс на одном устройстве") > 0;

    /// <summary>All but one.</summary>
    /// <returns>How many.</returns>
    public Task<int> EndOthersAsync(Actor by, int userId, Guid but) => EndAsync(by, userId, s => s.Where(x => x.Id != but), "Завершены сеансы на остальных устройствах");

    private async Task<int> EndAsync(Actor by, int userId, Func<IQueryable<UserSession>, IQueryable<UserSession>> which, string act)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        await using var context = await contexts.OpenAsync(by);
        var ended = await which(context.Sessions.Where(s => s.UserId == userId && s.EndedAt == null)).ExecuteUpdateAsync(set => set.SetProperty(s => s.EndedAt, now));
        if (ended == 0)
            return 0;
        context.RecordAccount(by, userId, act, now);
        await context.SaveChangesAsync();
        access.Forget(userId);
        return ended;
    }
}
