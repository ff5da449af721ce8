using Eseur.Admin.Data;

namespace Eseur.Admin.Features.Completeness;

/// <summary>
/// Brings the database to this program's version and counts it anew: bits and measures that came with the version are nought in
/// counters that were there before it.
/// </summary>
public sealed class Upgrade(DatabaseStart start, Recount passports, MemberRecount cards, ILogger<Upgrade> log)
{
    /// <returns>How many migrations were missing, and how many counters were mended after them.</returns>
    /// <inheritdoc cref="DatabaseStart.MigrateAsync" path="/exception"/>
    public async Task<(int Applied, int Mended)> RunAsync(CancellationToken cancel)
    {
        var applied = await start.MigrateAsync(cancel);
        if (applied.Count == 0)
            return (0, 0);
        // Of the whole union it takes minutes: whoever waits for the pages should know why.
        log.LogInformation("{Migrations} migrations were applied; counters are counted anew.", applied.Count);
        return (applied.Count, await passports.RunAsync(cancel: cancel).CountAsync(cancel) + await cards.RunAsync(cancel).CountAsync(cancel));
    }
}
