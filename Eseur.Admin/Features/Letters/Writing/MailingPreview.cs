using Eseur.Admin.Data;
using Eseur.Admin.Features.Letters.Mailings;
using Eseur.Admin.Shared.Mail;
using Eseur.Domain.Letters;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Admin.Features.Letters.Writing;

/// <summary>A letter as one recipient would get it.</summary>
public sealed record PreviewedLetter(string Subject, string Html, string Text);

/// <summary>Shows a mailing as it will arrive. Whoever may not see people sees that their names are hidden.</summary>
public sealed class MailingPreview(RegistryDatabase database, AddresseeReader people, LetterWriter writer)
{
    /// <param name="recipient">See <see cref="AddresseeReader"/>; null for a sample.</param>
    /// <param name="organization">The recipient's.</param>
    /// <returns>Null for a mailing that the acting person may not see.</returns>
    public async Task<PreviewedLetter?> OfAsync(int mailingId, int? recipient, int? organization)
    {
        await using var context = await database.OpenAsync();
        if (await context.Mailings.AsNoTracking().SingleOrDefaultAsync(m => m.Id == mailingId) is not { } mailing)
            return null;
        var kind = MailingAudience.Parse(mailing.Audience).To;
        var sender = await context.Organizations.Where(o => o.Id == mailing.OrganizationId).Select(o => o.FullName).SingleOrDefaultAsync();
        var text = MailingText.Compile(mailing.Subject, mailing.Body, kind);
        var addressee = recipient is { } id && organization is { } place ? await people.FindAsync(kind, id, place) : null;
        var words = addressee is null ? text.RenderSample() : text.Render(addressee);
        var mayEnd = kind != RecipientKind.Organization;
        var frame = await MailingFrame.DrawAsync(writer, sender ?? "", mayEnd);
        var (html, plain) = frame.Around(words, LetterReason.Of(kind, addressee?.Organization.ShortName ?? LetterFields.Find("организация")!.Sample.Words), mayEnd ? new Uri("https://localhost/") : null);
        return new PreviewedLetter(words.Subject, html, plain);
    }
}
