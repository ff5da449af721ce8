using Eseur.Domain.Letters;

namespace Eseur.Admin.Shared.Mail;

/// <summary>
/// Writes letters of one kind when their turn comes, in the words of that moment. Registered under its <see cref="LetterKind"/>;
/// made anew for every letter.
/// </summary>
public interface ILetterAuthor
{
    /// <returns>Null when there is nobody to write to any more.</returns>
    Task<WrittenLetter?> WriteAsync(Letter letter, LetterLease lease, CancellationToken cancel);
}
