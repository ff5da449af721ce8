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
public sealed class AccessBook(IDbContextFactory<RegistryContext> contexts, TimeProvider clock)
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

    /// <summary>Reads these people anew.</summary>
    public async Task RenewAsync(IReadOnlyCollection<int> userIds, CancellationToken cancel = default)
    {
        var now = clock.GetUtcNow();
        await using var context = await contexts.OpenAsync(Actor.System("Доступ"), cancel);
        var users = await context.Users.AsNoTracking().Where(u => userIds.Contains(u.Id) && u.ClosedAt == null)
            .Select(u => new { u.Id, u.DisplayName, u.SecurityStamp }).ToListAsync(cancel);
        var grants = await (from g in context.Grants.AsNoTracking()
                            join o in context.Organizations on g.OrganizationId equals o.Id
                            where userIds.Contains(g.UserId) && g.EndedAt == null
                            select new { g.UserId, Reach = new Reach(g.Role, o.Path, g.Until) }).ToListAsync(cancel);
        var sessions = await context.Sessions.AsNoTracking().Where(s => userIds.Contains(s.UserId) && s.EndedAt == null)
            .Select(s => new { s.UserId, s.Id, s.Address }).ToListAsync(cancel);
        var (byUser, sessionsOf) = (grants.ToLookup(g => g.UserId, g => g.Reach), sessions.ToLookup(s => s.UserId));
        var known = users.ToDictionary(u => u.Id);
        foreach (var id in userIds)
        {
            entries[id] = known.TryGetValue(id, out var user)
                ? new Entry(user.DisplayName, user.SecurityStamp, [.. byUser[id]], sessionsOf[id].ToDictionary(s => s.Id, s => s.Address), now)
                : Entry.Nobody(now);
        }
    }

    /// <summary>The next question reads anew: something about this person was changed here.</summary>
    public void Forget(int userId) => entries.TryRemove(userId, out _);

    private Actor? ActorOf(Entry? entry, int userId, Guid session)
    {
        if (entry is null || !entry.Sessions.TryGetValue(session, out var address))
            return null;
        var today = clock.MoscowToday();
        return new Actor(entry.Name, userId, Scope.Of(entry.Reaches.Where(r => r.Until is null || r.Until >= today)), address);
    }

    private sealed record Entry(string Name, string? Stamp, IReadOnlyList<Reach> Reaches, IReadOnlyDictionary<Guid, string> Sessions, DateTimeOffset ReadAt)
    {
        public static Entry Nobody(DateTimeOffset readAt) => new("", null, [], new Dictionary<Guid, string>(), readAt);
    }
}
