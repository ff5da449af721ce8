using Eseur.Domain.Letters;

namespace Eseur.Admin.Data;

/// <summary>
/// One kind of letters that a sender takes. They are asked for apart, because so each is read along an index from the first due
/// one on; together they would be sorted whole, a mailing of hundreds of thousands for every few dozens.
/// </summary>
/// <param name="MailingId">Of this mailing; null for letters that belong to none.</param>
/// <param name="Priority">Of those.</param>
/// <param name="IsLeftBehind">Instead of all that: letters whose node has died.</param>
public readonly record struct DueLetters(int? MailingId, byte Priority, bool IsLeftBehind)
{
    public static readonly DueLetters LeftBehind = new(null, 0, IsLeftBehind: true);

    public static DueLetters OfPriority(byte priority) => new(null, priority, IsLeftBehind: false);

    public static DueLetters OfMailing(int id) => new(id, Letter.Bulk, IsLeftBehind: false);

    /// <summary>In the order of sending; within one moment a mailing's from the top of the union down.</summary>
    public IQueryable<Letter> Of(RegistryContext context, LetterClaim claim)
    {
        var (mailing, priority, now) = (MailingId, Priority, claim.Now);
        var letters = context.Letters.Where(l => (l.Domain == null || !claim.Resting.Contains(l.Domain)) && claim.Channels.Contains(l.Channel));
        return IsLeftBehind
            ? letters.Where(l => l.State == LetterState.Sending && l.LeaseUntil < now && (l.MailingId == null || context.Mailings.Any(m => m.Id == l.MailingId && m.State == MailingState.Running))).OrderBy(l => l.Priority)
            : mailing is not null
                ? letters.Where(l => l.MailingId == mailing && l.State == LetterState.Queued && l.NotBefore <= now).OrderBy(l => l.NotBefore).ThenBy(l => l.Level)
                : letters.Where(l => l.MailingId == null && l.State == LetterState.Queued && l.Priority == priority && l.NotBefore <= now).OrderBy(l => l.NotBefore).ThenBy(l => l.Id);
    }
}

/// <summary>For whom letters are taken, and which ones that node can send.</summary>
/// <param name="Until">When they are anybody's again, UTC.</param>
/// <param name="Resting">Domains that take no more for the moment.</param>
public sealed record LetterClaim(Guid Lease, DateTime Now, DateTime Until, IReadOnlyList<string> Resting, IReadOnlyList<LetterChannel> Channels);
