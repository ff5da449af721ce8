using Eseur.Admin.Data;
using Eseur.Admin.Shared.Mail;
using Eseur.Domain.Letters;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Admin.Features.Letters.Writing;

/// <summary>A mailing ready to be filled for each of its recipients.</summary>
internal sealed record SentMailing(MailingText Text, MailingFrame Frame, IReadOnlyList<(string Name, string ContentType, ReadOnlyMemory<byte> Content)> Files);

/// <summary>Mailings that are being sent, parsed once for all their letters. What was begun is never changed, so nothing here grows old.</summary>
internal sealed class SentMailings
{
    /// <summary>With their files; those sent at the same time are few.</summary>
    private const int Most = 4;

    private readonly Lock latch = new();
    private readonly Dictionary<int, SentMailing> known = [];

    /// <param name="letter">One of the mailing's letters.</param>
    public async Task<SentMailing> GetAsync(RegistryContext context, Letter letter, LetterWriter writer, CancellationToken cancel)
    {
        var id = letter.MailingId ?? throw new InvalidOperationException("A letter without a mailing has other authors.");
        lock (latch)
        {
            if (known.TryGetValue(id, out var ready))
                return ready;
        }
        var mailing = await context.Mailings.AsNoTracking().Include(m => m.Files).SingleAsync(m => m.Id == id, cancel);
        var sender = await context.Organizations.Where(o => o.Id == mailing.OrganizationId).Select(o => o.FullName).SingleAsync(cancel);
        var made = new SentMailing(MailingText.Compile(mailing.Subject, mailing.Body, letter.RecipientKind),
            await MailingFrame.DrawAsync(writer, sender, mayEnd: letter.RecipientKind != RecipientKind.Organization),
            [.. mailing.Files.Select(f => (f.Name, f.ContentType, (ReadOnlyMemory<byte>)f.Content))]);
        lock (latch)
        {
            if (known.Count >= Most)
                known.Clear();
            return known[id] = made;
        }
    }
}
