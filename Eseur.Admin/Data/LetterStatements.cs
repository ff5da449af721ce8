using Eseur.Domain.Letters;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Admin.Data;

/// <summary>What becomes of many letters at once, where reading them first would hold up the queue.</summary>
internal static class LetterStatements
{
    /// <summary>The same as <see cref="Letter.Suppress"/>.</summary>
    /// <param name="letters">Waiting, or taken and not gone yet.</param>
    /// <param name="now">UTC.</param>
    public static Task<int> WithholdAsync(this IQueryable<Letter> letters, Obstacle obstacle, DateTime now, CancellationToken cancel = default) => letters.ExecuteUpdateAsync(set => set
        .SetProperty(l => l.State, LetterState.Suppressed).SetProperty(l => l.Obstacle, obstacle).SetProperty(l => l.SettledAt, now).SetProperty(l => l.Words, (string?)null)
        .SetProperty(l => l.Lease, (Guid?)null).SetProperty(l => l.LeaseUntil, (DateTime?)null), cancel);
}
