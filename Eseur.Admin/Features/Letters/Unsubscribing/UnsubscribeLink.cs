using Eseur.Admin.Shared.Mail;
using Eseur.Domain.Letters;

namespace Eseur.Admin.Features.Letters;

/// <summary>Where one click ends such letters (RFC 8058): the letter's number and secret, and nothing about the person.</summary>
public static class UnsubscribeLink
{
    public const string Beginning = "unsubscribe";

    public static string PathOf(Letter letter) => $"{Beginning}/{LetterMark.Make(letter.Id, letter.Secret)}";

    /// <summary>
    /// Null for letters that nobody may end: those about a sign-in were asked for, and an organisation's mailbox is where the
    /// union writes to it.
    /// </summary>
    public static Uri? Of(Letter letter, PublicAddress address) =>
        letter.Kind is LetterKind.Mailing or LetterKind.Notice && letter.RecipientKind != RecipientKind.Organization
            ? address.Find(PathOf(letter))
            : null;
}
