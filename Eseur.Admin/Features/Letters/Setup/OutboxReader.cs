using Eseur.Admin.Data;
using Eseur.Admin.Shared;
using Eseur.Admin.Shared.Mail;
using Eseur.Admin.Shared.Mail.Channels;
using Eseur.Admin.Shared.Mail.Reports;
using Eseur.Domain.Access;
using Eseur.Domain.Letters;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Admin.Features.Letters.Setup;

/// <summary>
/// Counts the outbox for whoever looks after the mail of the whole union: letters to accounts as well, which no person reads,
/// so it counts as the program and tells of nobody.
/// </summary>
internal sealed class OutboxReader(IDbContextFactory<RegistryContext> contexts, MailSettings mail, LetterChannels channels, ICurrentActor current, TimeProvider clock)
{
    private const int MostReasons = 5;

    /// <returns>Null for those who do not look after it.</returns>
    public async Task<OutboxState?> ReadAsync(CancellationToken cancel)
    {
        if (!await MayAsync(current))
            return null;
        var now = clock.GetUtcNow().UtcDateTime;
        var midnight = Ru.MoscowMidnight(Ru.MoscowDay(now));
        await using var context = await contexts.OpenAsync(Actor.System("Почта"), cancel);
        var waiting = context.Letters.Where(l => l.State == LetterState.Queued);
        var due = waiting.Where(l => l.NotBefore <= now);
        var putOff = await waiting.Where(l => l.Tries > 0).GroupBy(l => l.Status).Select(g => new { Status = g.Key, Reason = g.Max(l => l.Reason), Count = g.Count() })
            .OrderByDescending(g => g.Count).Take(MostReasons).ToListAsync(cancel);
        var ways = channels.Offered;
        return new OutboxState(
            await due.CountAsync(cancel),
            await due.MinAsync(l => (DateTime?)l.NotBefore, cancel),
            await waiting.CountAsync(l => l.NotBefore > now, cancel),
            await context.Letters.CountAsync(l => l.State == LetterState.Sending, cancel),
            [.. putOff.Select(p => new PutOffLetters(p.Status, p.Reason, p.Count))],
            await context.Letters.CountAsync(l => l.State == LetterState.Failed && l.SettledAt >= midnight, cancel),
            mail.BouncesFolder is { } folder ? ReportFolder.CountAside(folder) : null,
            await due.Where(l => !ways.Contains(l.Channel)).Select(l => l.Channel).Distinct().OrderBy(c => c).ToListAsync(cancel),
            now);
    }

    internal static async Task<bool> MayAsync(ICurrentActor current) => (await current.GetAsync())?.Scope.IsWhole(Powers.Give) == true;
}
