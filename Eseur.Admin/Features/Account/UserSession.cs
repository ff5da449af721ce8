using System.Linq.Expressions;

namespace Eseur.Admin.Features.Account;

/// <summary>One sign-in of one person on one device. The cookie carries its identifier and is worth nothing once it is ended.</summary>
public sealed class UserSession
{
    public const int DeviceLength = 200;
    public const int AddressLength = 64;

    /// <summary>A device unseen for so long has to sign in again.</summary>
    public static readonly TimeSpan Forgotten = TimeSpan.FromDays(30);

    /// <summary>However often it is seen, the person signs in anew after so long.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(90);

    /// <summary>Those that last at <paramref name="now"/>, UTC.</summary>
    public static Expression<Func<UserSession, bool>> LastsAt(DateTime now)
    {
        var (forgotten, begun) = (now - Forgotten, now - Longest);
        return s => s.EndedAt == null && s.SeenAt > forgotten && s.StartedAt > begun;
    }

    public Guid Id { get; init; }

    public int UserId { get; init; }

    /// <summary>UTC.</summary>
    public DateTime StartedAt { get; init; }

    /// <summary>UTC, written at most once in a few minutes.</summary>
    public DateTime SeenAt { get; set; }

    public string Address { get; init; } = "";

    /// <summary>Browser and system in words, "Chrome, Windows".</summary>
    public string Device { get; init; } = "";

    /// <summary>UTC; null while it lasts.</summary>
    public DateTime? EndedAt { get; set; }
}
