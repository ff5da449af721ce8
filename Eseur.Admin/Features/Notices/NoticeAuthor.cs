using Eseur.Admin.Data;
using Eseur.Admin.Features.Letters;
using Eseur.Admin.Shared.Mail;
using Eseur.Domain.Letters;
using Eseur.Domain.Notices;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Admin.Features.Notices;

/// <summary>Writes the letter of a notice: its words were kept, the address is today's.</summary>
internal sealed class NoticeAuthor(RegistryDatabase database, LetterWriter writer, PublicAddress address) : ILetterAuthor
{
    public async Task<WrittenLetter?> WriteAsync(Letter letter, LetterLease lease, CancellationToken cancel)
    {
        if (NoticeWords.Read(letter.Words) is not { } words || await EmailAsync(letter, lease.RecipientOf(letter), words.Kind, cancel) is not { Length: > 0 } email)
            return null;
        var lines = NoticeText.Lines(words.Text);
        var unsubscribe = NoticeKinds.Of(words.Kind).MayBeOff ? address.Require(UnsubscribeLink.PathOf(letter)) : null;
        var written = await writer.WriteAsync(email, letter.Name, new LetterWords(
            words.Title,
            [$"Здравствуйте, {letter.Name}!", .. lines.Where(l => l.Link is null).Select(l => l.Words)],
            ("Открыть в реестре", address.Require(words.Link)),
            letter.RecipientKind == RecipientKind.Chairperson ? ["Чтобы открыть страницу, нужен доступ в реестр: его даёт вышестоящая организация."] : [])
        {
            Links = [.. lines.Where(l => l.Link is not null).Select(l => (l.Words, address.Require(l.Link!)))],
            SmallLinks = [.. SmallLinks(letter, unsubscribe)],
        });
        return written with { Unsubscribe = unsubscribe };
    }

    private IEnumerable<(string Label, Uri Address)> SmallLinks(Letter letter, Uri? unsubscribe)
    {
        if (letter.RecipientKind == RecipientKind.User)
            yield return ("Какие письма присылать", address.Require("notices/settings"));
        if (unsubscribe is not null)
            yield return ("Больше не присылать", unsubscribe);
    }

    /// <summary>
    /// Whoever changed the address since, or lost the account or the office, is not written to where they were; and whoever
    /// wants no such letters any more, not at all.
    /// </summary>
    private async Task<string?> EmailAsync(Letter letter, Recipient? chairperson, NoticeKind kind, CancellationToken cancel)
    {
        if (chairperson is not null)
            return chairperson.Address;
        await using var context = await database.OpenAsync();
        if (NoticeKinds.Of(kind).MayBeOff && await context.NoticeSettings.AnyAsync(s => s.UserId == letter.RecipientId && s.Kind == kind && !s.ByEmail, cancel))
            return null;
        return await context.Users.Where(u => u.Id == letter.RecipientId && u.ClosedAt == null).Select(u => u.Email).SingleOrDefaultAsync(cancel);
    }
}
