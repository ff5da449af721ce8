using System.Collections.Concurrent;
using Eseur.Admin.Data;
using Eseur.Admin.Data.Access;
using Eseur.Admin.Shared;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Admin.Features.Account;

/// <summary>
/// What each signed-in person may do, as the database said a moment ago. Every request and every open page asks it, so a
/// grant or a session ended anywhere, on this node or another, is felt within seconds.
/// </summary>
public sealed class AccessBook(IDbContextFactory<RegistryContext> contexts, SecondFactorRule secondFactor, TimeProvider clock)
{
    /// <summary>What was read so lately is not read again.</summary>
    internal static readonly TimeSpan Fresh = TimeSpan.FromSeconds(2);

    /// <summary>What nobody has managed to read for so long is no longer believed.</summary>
    internal static readonly TimeSpan Trusted = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<int, Entry> entries = new();

    /// <summary>The person as the acting one; null when the account is closed or the session ended.</summary>
    public async ValueTask<Actor?> ReadAsync(int userId, Guid session, string? stamp = null, CancellationToken cancel = default)
    {
        if (!entries.TryGetValue(userId, out var entry) || clock.GetUtcNow() - entry.ReadAt > Fresh)
        {
            await RenewAsync([userId], cancel);
            entry = entries.GetValueOrDefault(userId);
        }
        return stamp is not null && entry?.Stamp != stamp ? null : ActorOf(entry, userId, session);
    }

    /// <summary>The same without asking the database: for whoever was read not long ago.</summary>
    public Actor? Known(int userId, Guid session) =>
        entries.TryGetValue(userId, out var entry) && clock.GetUtcNow() - entry.ReadAt <= Trusted ? ActorOf(entry, userId, session) : null;

    /// <summary>What the person's grants come to, whether or not they are signed in anywhere.</summary>
    public async Task<Scope> ScopeOfAsync(int userId, CancellationToken cancel = default)
    {
        await RenewAsync([userId], cancel);
        return entries.TryGetValue(userId, out var entry) ? entry.ScopeOn(clock.MoscowToday()) : Scope.Nothing;
    }

    /// <summary>The person's scope as last read; null for someone who is signed in nowhere, or closed.</summary>
    public Scope? KnownScope(int userId) =>
        entries.TryGetValue(userId, out var entry) && entry.Sessions.Count > 0 ? entry.ScopeOn(clock.MoscowToday()) : null;

    /// <summary>Reads these people anew.</summary>
    public async Task RenewAsync(IReadOnlyCollection<int> userIds, CancellationToken cancel = default)
    {
        var now = clock.GetUtcNow();
        await using var context = await contexts.OpenAsync(Actor.System("Доступ"), cancel);
        var users = await context.Users.AsNoTracking().Where(u => userIds.Contains(u.Id) && u.ClosedAt == null)
            .Select(u => new { u.Id, u.DisplayName, u.SecurityStamp, HasSecondFactor = u.TwoFactorEnabled || context.UserPasskeys.Any(p => p.UserId == u.Id) }).ToListAsync(cancel);
        var grants = await (from g in context.Grants.AsNoTracking()
                            join o in context.Organizations on g.OrganizationId equals o.Id
                            where userIds.Contains(g.UserId) && g.EndedAt == null
                            select new { g.UserId, Reach = new Reach(g.Role, o.Path, g.Until) }).ToListAsync(cancel);
        var sessions = await context.Sessions.AsNoTracking().Where(s => userIds.Contains(s.UserId)).Where(UserSession.LastsAt(now.UtcDateTime))
            .Select(s => new { s.UserId, s.Id, s.Address }).ToListAsync(cancel);
        var (byUser, sessionsOf) = (grants.ToLookup(g => g.UserId, g => g.Reach), sessions.ToLookup(s => s.UserId));
        var known = users.ToDictionary(u => u.Id);
        foreach (var id in userIds)
        {
            entries[id] = known.TryGetValue(id, out var user)
                ? new Entry(user.DisplayName, user.SecurityStamp, user.HasSecondFactor, [.. byUser[id]], sessionsOf[id].ToDictionary(s => s.Id, s => s.Address), now)
                : Entry.Nobody(now);
        }
    }

    /// <summary>The next question reads anew: something about this person was changed here.</summary>
    public void Forget(int userId) => entries.TryRemove(userId, out _);

    private Actor? ActorOf(Entry? entry, int userId, Guid session)
    {
        if (entry is null || !entry.Sessions.TryGetValue(session, out var address))
            return null;
        var scope = entry.ScopeOn(clock.MoscowToday());
        return !entry.HasSecondFactor && secondFactor.Requires(scope)
            ? new Actor(entry.Name, userId, Scope.Nothing, address) { NeedsSecondFactor = true }
            : new Actor(entry.Name, userId, scope, address);
    }

    private sealed record Entry(string Name, string? Stamp, bool HasSecondFactor, IReadOnlyList<Reach> Reaches, IReadOnlyDictionary<Guid, string> Sessions, DateTimeOffset ReadAt)
    {
        public static Entry Nobody(DateTimeOffset readAt) => new("", null, false, [], new Dictionary<Guid, string>(), readAt);

        public Scope ScopeOn(DateOnly today) => Scope.Of(Reaches.Where(r => r.Until is null || r.Until >= today));
    }
}
