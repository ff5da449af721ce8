using System.Globalization;
using Eseur.Admin.Shared.Mail;
using Eseur.Domain.Letters;

namespace Eseur.Admin.Features.Letters;

/// <summary>Where one click ends such letters (RFC 8058).</summary>
public static class UnsubscribeLink
{
    public const string Beginning = "unsubscribe";

    /// <summary>Null for letters that nobody may end.</summary>
    public static Uri? Of(Letter letter, PublicAddress address) =>
        letter.Kind is LetterKind.Mailing or LetterKind.Notice && letter.RecipientKind != RecipientKind.Organization
            ? address.Find(string.Create(CultureInfo.InvariantCulture, $"{Beginning}/{letter.Id}-{letter.Secret}"))
            : null;
}
