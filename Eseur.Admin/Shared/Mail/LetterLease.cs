using Eseur.Domain.Letters;

namespace Eseur.Admin.Shared.Mail;

/// <summary>Letters that a sender took together.</summary>
/// <param name="People">Whom they are for, by the letter's number, as the registry knew it when they were taken. Letters to accounts are not among them: their authors know the account.</param>
public sealed record LetterLease(IReadOnlyList<Letter> Letters, IReadOnlyDictionary<long, Recipient> People)
{
    public Recipient? RecipientOf(Letter letter) => People.GetValueOrDefault(letter.Id);
}
