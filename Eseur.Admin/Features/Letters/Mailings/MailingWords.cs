using Eseur.Admin.Data;
using Eseur.Admin.Features.Account;
using Eseur.Admin.Features.Letters.Writing;
using Eseur.Admin.Shared.Mail;
using Eseur.Domain.Letters;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Admin.Features.Letters.Mailings;

/// <summary>What all letters of one mailing have in common: nothing of it changes once the first is queued.</summary>
internal sealed record MailingWords(MailingText Text, MailingFrame Frame, IReadOnlyList<(string Name, string ContentType, ReadOnlyMemory<byte> Content)> Files);

/// <summary>Keeps them while letters of theirs are being written: a few mailings, the last ones used.</summary>
internal sealed class MailingWordsKeeper(IDbContextFactory<RegistryContext> contexts, IServiceScopeFactory scopes)
{
    /// <summary>Each holds its files.</summary>
    private const int Most = 4;

    private readonly List<(int Mailing, Task<MailingWords> Words)> kept = [];

    public Task<MailingWords> OfAsync(int mailing, RecipientKind to)
    {
        lock (kept)
        {
            var at = kept.FindIndex(k => k.Mailing == mailing);
            // A database that was away for a moment must not be remembered as such.
            var words = at >= 0 && !kept[at].Words.IsFaulted ? kept[at].Words : Task.Run(() => ReadAsync(mailing, to));
            if (at >= 0)
                kept.RemoveAt(at);
            kept.Insert(0, (mailing, words));
            if (kept.Count > Most)
                kept.RemoveAt(Most);
            return words;
        }
    }

    private async Task<MailingWords> ReadAsync(int id, RecipientKind to)
    {
        await using var scope = scopes.CreateScope(MailingLaunch.Mailer);
        await using var context = await contexts.OpenAsync(MailingLaunch.Mailer);
        var mailing = await context.Mailings.AsNoTracking().Include(m => m.Files).SingleAsync(m => m.Id == id);
        var sender = await context.Organizations.Where(o => o.Id == mailing.OrganizationId).Select(o => o.FullName).SingleAsync();
        return new MailingWords(
            MailingText.Compile(mailing.Subject, mailing.Body, to),
            await MailingFrame.DrawAsync(scope.ServiceProvider.GetRequiredService<LetterWriter>(), sender, mayEnd: to != RecipientKind.Organization),
            [.. mailing.Files.OrderBy(f => f.Id).Select(f => (f.Name, f.ContentType, (ReadOnlyMemory<byte>)f.Content))]);
    }
}
