using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Eseur.Admin.Data;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Admin.Features.Account;

/// <summary>Whose tries are counted together, and how many are let in before a pause.</summary>
public sealed record GuardKey(string Text, int Tries)
{
    public static GuardKey Name(SignInName name) => new("name:" + Hash(name.Text), 5);

    public static GuardKey Address(IPAddress? address) => new("address:" + Group(address), 20);

    /// <summary>Letters with a new password asked for one person: nobody's mailbox is flooded.</summary>
    public static GuardKey LetterTo(SignInName name) => new("letter-to:" + Hash(name.Text), 3);

    public static GuardKey LetterFrom(IPAddress? address) => new("letter-from:" + Group(address), 10);

    /// <summary>Codes of the second step, after a right password.</summary>
    public static GuardKey SecondStep(int userId) => new("second:" + userId.ToString(System.Globalization.CultureInfo.InvariantCulture), 5);

    /// <summary>The table tells nobody's e-mail.</summary>
    private static string Hash(string text) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>A provider gives a home 2^64 addresses of IPv6: they are one.</summary>
    public static string Group(IPAddress? address) => address switch
    {
        null => "",
        { IsIPv4MappedToIPv6: true } => address.MapToIPv4().ToString(),
        { AddressFamily: AddressFamily.InterNetworkV6 } => Convert.ToHexString(address.GetAddressBytes()[..8]),
        _ => address.ToString(),
    };
}

/// <summary>
/// Pauses that grow with tries in a row: a minute, then five, fifteen, an hour, a day. A try is counted before it is made
/// and given back when it succeeds, in one statement that the database makes one after another: a thousand at once get no
/// further than a thousand in a row.
/// </summary>
public sealed class SignInGuards(IDbContextFactory<RegistryContext> contexts, TimeProvider clock)
{
    private static readonly TimeSpan Memory = TimeSpan.FromDays(1);

    /// <summary>Counts one try.</summary>
    /// <returns>Null when it may be made; else until when none is let in, UTC.</returns>
    public async Task<DateTime?> TakeAsync(GuardKey key, CancellationToken cancel = default)
    {
        await using var context = await contexts.OpenAsync(Actor.System("Вход"), cancel);
        var guards = context.Set<SignInGuard>();
        for (var attempt = 1; ; attempt++)
        {
            if (await CountAsync(guards, key, cancel))
                return null;
            if (await UntilAsync(guards, key, cancel) is { } until)
                return until;
            if (await AddAsync(context, key, cancel))
                return null;
            if (attempt == 5)
                throw new InvalidOperationException("A guard is neither there nor can be added.");
        }
    }

    /// <returns>How many tries are let in before the next pause; none and until when, UTC, while one lasts.</returns>
    public async Task<(int Left, DateTime? Until)> LeftAsync(GuardKey key)
    {
        await using var context = await contexts.OpenAsync(Actor.System("Вход"));
        var guard = await context.Set<SignInGuard>().AsNoTracking().SingleOrDefaultAsync(g => g.Key == key.Text);
        return guard?.Until > Now ? (0, guard.Until) : (key.Tries - ((guard?.Failures ?? 0) % key.Tries), null);
    }

    /// <summary>Until when no try is let in, UTC; null when the next one is.</summary>
    public async Task<DateTime?> UntilAsync(GuardKey key, CancellationToken cancel = default)
    {
        await using var context = await contexts.OpenAsync(Actor.System("Вход"), cancel);
        return await UntilAsync(context.Set<SignInGuard>(), key, cancel);
    }

    private Task<DateTime?> UntilAsync(DbSet<SignInGuard> guards, GuardKey key, CancellationToken cancel)
    {
        var now = Now;
        return guards.AsNoTracking().Where(g => g.Key == key.Text && g.Until > now).Select(g => g.Until).FirstOrDefaultAsync(cancel);
    }

    /// <summary>The try succeeded: those before it are forgotten.</summary>
    public async Task ClearAsync(IEnumerable<GuardKey> keys)
    {
        var texts = keys.Select(k => k.Text).ToList();
        await using var context = await contexts.OpenAsync(Actor.System("Вход"));
        await context.Set<SignInGuard>().Where(g => texts.Contains(g.Key)).ExecuteDeleteAsync();
    }

    /// <summary>The try succeeded, and tells nothing of the others that are counted with it.</summary>
    public async Task GiveBackAsync(GuardKey key)
    {
        await using var context = await contexts.OpenAsync(Actor.System("Вход"));
        await context.Set<SignInGuard>().Where(g => g.Key == key.Text && g.Failures > 0)
            .ExecuteUpdateAsync(set => set.SetProperty(g => g.Failures, g => g.Failures - 1).SetProperty(g => g.Until, (DateTime?)null));
    }

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    private async Task<bool> CountAsync(DbSet<SignInGuard> guards, GuardKey key, CancellationToken cancel)
    {
        var now = Now;
        var (forgotten, tries) = (now - Memory, key.Tries);
        DateTime? minute = now.AddMinutes(1), five = now.AddMinutes(5), fifteen = now.AddMinutes(15), hour = now.AddHours(1), day = now.AddDays(1);
        return await guards.Where(g => g.Key == key.Text && (g.Until == null || g.Until <= now)).ExecuteUpdateAsync(set => set
            .SetProperty(g => g.Failures, g => g.LastAt < forgotten ? 1 : g.Failures + 1)
            .SetProperty(g => g.Until, g => g.LastAt < forgotten || (g.Failures + 1) % tries != 0 ? null
                : (g.Failures + 1) / tries == 1 ? minute
                : (g.Failures + 1) / tries == 2 ? five
                : (g.Failures + 1) / tries == 3 ? fifteen
                : (g.Failures + 1) / tries == 4 ? hour : day)
            .SetProperty(g => g.LastAt, now), cancel) > 0;
    }

    /// <summary>False when somebody else added it in the same moment.</summary>
    private async Task<bool> AddAsync(RegistryContext context, GuardKey key, CancellationToken cancel)
    {
        var now = Now;
        var forgotten = now - Memory;
        await context.Set<SignInGuard>().Where(g => g.LastAt < forgotten && (g.Until == null || g.Until <= now)).ExecuteDeleteAsync(cancel);
        context.Add(new SignInGuard { Key = key.Text, Failures = 1, LastAt = now });
        try
        {
            await context.SaveChangesAsync(cancel);
            return true;
        }
        catch (DbUpdateException)
        {
            context.ChangeTracker.Clear();
            return false;
        }
    }
}
