using Eseur.Admin.Features.Letters.Writing;
using Eseur.Admin.Shared.Mail;
using Eseur.Domain.Letters;

namespace Eseur.Admin.Features.Letters.Mailings;

/// <summary>Writes the letters of mailings.</summary>
internal sealed class MailingAuthor(MailingWordsKeeper words, AddresseeBatches addressees, PublicAddress address) : ILetterAuthor
{
    public async Task<WrittenLetter?> WriteAsync(Letter letter, LetterLease lease, CancellationToken cancel)
    {
        var (text, frame, files) = await words.OfAsync(letter.MailingId!.Value, letter.RecipientKind).WaitAsync(cancel);
        if (lease.RecipientOf(letter) is not { } recipient || await addressees.FindAsync(letter, lease, text.ReadsChairperson, cancel) is not { } addressee)
            return null;
        var said = text.Render(addressee);
        var unsubscribe = UnsubscribeLink.Of(letter, address);
        var (html, plain) = frame.Around(said, LetterReason.Of(letter.RecipientKind, addressee.Organization.ShortName), unsubscribe);
        return new WrittenLetter(recipient.Address!, recipient.Name, said.Subject, plain, html) { Unsubscribe = unsubscribe, Files = files };
    }
}
