using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Identity;

namespace Eseur.Admin.Features.Account;

/// <summary>
/// Turns at hashing passwords. One takes a core for a tenth of a second, so half of the cores are for it, and a flood of
/// sign-ins does not slow the clicks of those who are in.
/// </summary>
public sealed class PasswordCounter : IDisposable
{
    private readonly ConcurrencyLimiter turns = new(new ConcurrencyLimiterOptions
    {
        PermitLimit = Math.Max(1, Environment.ProcessorCount / 2),
        QueueLimit = 100,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    });

    private string? decoy;

    /// <returns>A turn to be disposed of; not acquired when too many wait.</returns>
    public ValueTask<RateLimitLease> TakeTurnAsync(CancellationToken cancel) => turns.AcquireAsync(1, cancel);

    /// <summary>Checks <paramref name="password"/> against nobody's, as long as against somebody's.</summary>
    public void SpendTime(IPasswordHasher<RegistryUser> hasher, string password)
    {
        var nobody = new RegistryUser();
        decoy ??= hasher.HashPassword(nobody, Guid.NewGuid().ToString());
        hasher.VerifyHashedPassword(nobody, decoy, password);
    }

    public void Dispose() => turns.Dispose();
}
