using Eseur.Admin.Data;
using Eseur.Admin.Features.Letters.Mailings;
using Eseur.Admin.Shared;
using Eseur.Admin.Shared.Mail;
using Eseur.Domain.Letters;

namespace Eseur.Admin.Features.Letters.Writing;

/// <summary>Writes a mailing's letter to one recipient, with what the registry knows of them at that moment.</summary>
internal sealed class MailingAuthor(RegistryDatabase database, SentMailings mailings, AddresseeReader people, LetterWriter writer, PublicAddress address, TimeProvider clock) : ILetterAuthor
{
    public async Task<WrittenLetter?> WriteAsync(Letter letter, CancellationToken cancel)
    {
        if (address.Root is null)
            throw new InvalidOperationException($"The setting {PublicAddress.Setting} is missing: links of letters would lead nowhere.");
        await using var context = await database.OpenAsync();
        var now = await RecipientBook.ReadNowAsync(context, [letter], clock.MoscowToday(), cancel);
        if (letter.OrganizationId is not { } organization || now.GetValueOrDefault(letter.Id) is not { Obstacle: Obstacle.None, Address: { } to } recipient
            || await people.FindAsync(letter.RecipientKind, letter.RecipientId, organization) is not { } addressee)
            return null;
        var mailing = await mailings.GetAsync(context, letter, writer, cancel);
        var words = mailing.Text.Render(addressee);
        var unsubscribe = UnsubscribeLink.Of(letter, address);
        var (html, text) = mailing.Frame.Around(words, LetterReason.Of(letter.RecipientKind, addressee.Organization.ShortName), unsubscribe);
        return new WrittenLetter(to, recipient.Name, words.Subject, text, html) { Unsubscribe = unsubscribe, Files = mailing.Files };
    }
}
