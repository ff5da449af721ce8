using Eseur.Admin.Data;
using Eseur.Admin.Live;
using Eseur.Admin.Shared;
using Eseur.Domain.Completeness;
using Eseur.Domain.Notices;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Admin.Features.Letters.Mailings;

/// <summary>
/// Closes requests to fill what by now is filled, and tells whoever asked: once a day and of all at once, since one click may
/// have asked thousands.
/// </summary>
internal sealed class FilledRequests(IDbContextFactory<RegistryContext> contexts, CompletenessBoard board, TimeProvider clock)
{
    private const int AtOnce = 500;

    /// <summary>What is filled later than this was hardly filled for the asking.</summary>
    private static readonly TimeSpan Waits = TimeSpan.FromDays(90);

    private static readonly Actor Watch = Actor.System("Просьбы заполнить");

    /// <returns>How many people are told.</returns>
    public async Task<int> RunAsync(CancellationToken cancel = default)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var since = now - Waits;
        await using var context = await contexts.OpenAsync(Watch, cancel);
        var open = await context.NoticeCauses.AsNoTracking().Where(c => c.Kind == NoticeKind.FillAsked && c.At > since && c.ActorId != null && c.Key != null)
            .Select(c => new { c.Id, Author = c.ActorId!.Value, c.Key }).ToListAsync(cancel);
        var filled = open.Select(o => (o.Id, o.Author, About: FillRequest.Read(o.Key!))).Where(o => o.About is { } about && IsFilled(about)).ToList();
        if (filled.Count == 0)
            return 0;
        await using var transaction = await context.Database.BeginTransactionAsync(cancel);
        var closed = 0;
        // Without its key a request stands in nobody's way: if the place empties again, it may be asked for again.
        foreach (var ids in filled.Select(f => f.Id).Chunk(AtOnce))
            closed += await context.NoticeCauses.Where(c => EF.Parameter(ids).Contains(c.Id) && c.Key != null).ExecuteUpdateAsync(set => set.SetProperty(c => c.Key, (string?)null), cancel);
        // Another node was there first, and tells of what it closed; the rest comes with the next round.
        if (closed != filled.Count)
            return 0;
        var told = filled.GroupBy(f => f.Author).Select(g => CauseOf(g.Key, [.. g.Select(f => f.About!.Value)], now)).ToList();
        context.AddRange(told);
        await context.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return told.Count;
    }

    private bool IsFilled((Gap Gap, int OrganizationId, bool IsBelow) about)
    {
        if (!board.TryRead(about.OrganizationId, out var node))
            return false;
        // Whoever was asked for those below, or for members, has done it when nobody there lacks it any more.
        return about.IsBelow || about.Gap.IsOfCard
            ? node.Figures.Of(about.Gap) is { Whole: > 0, Part: 0 }
            : (node.Own.Applicable & ~node.Own.Missing & about.Gap.Mask) != 0;
    }

    private static NoticeCause CauseOf(int author, IReadOnlyCollection<(Gap Gap, int OrganizationId, bool IsBelow)> filled, DateTime now) =>
        new(NoticeKind.FillDone, now, "Заполнили то, о чём вы просили",
            NoticeText.Of([.. filled.GroupBy(f => (f.Gap, f.IsBelow)).OrderByDescending(g => g.Count()).Select(g => $"{g.Key.Gap.Title}: {Ru.Number(g.Count())} {Whose(g.Key.IsBelow, g.Count())}.")]), "letters")
        {
            UserId = author,
        };

    /// <summary>How many were filled below the one that was asked to help, nobody counted.</summary>
    private static string Whose(bool isBelow, int count) => isBelow
        ? $"{Ru.Plural(count, "вышестоящая организация", "вышестоящие организации", "вышестоящих организаций")}, ниже пропусков не осталось"
        : Ru.Plural(count, "организация", "организации", "организаций");
}
