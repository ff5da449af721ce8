using Eseur.Admin.Data;
using Eseur.Admin.Features.Notices;
using Eseur.Admin.Shared.Mail;
using Eseur.Domain.Fields;
using Eseur.Domain.Letters;
using Eseur.Domain.Members;
using Eseur.Domain.Notices;
using Eseur.Domain.Passports;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Admin.Features.Letters;

/// <summary>What a link of a letter is about.</summary>
/// <param name="From">Whose mailing it was; null for the registry's own notices.</param>
/// <param name="IsOff">Such letters come no more.</param>
internal sealed record Subscription(LetterChannel Channel, RecipientKind Kind, string? From, bool IsOff);

/// <summary>Ends letters by a link in one of them, for whoever holds the link: it is asked for no name and shows none.</summary>
internal sealed class Unsubscription(IDbContextFactory<RegistryContext> contexts)
{
    public const string Act = "Отписка по ссылке в письме";

    private const int MostTries = 5;

    private static readonly Actor Registry = Actor.System("Отписка");

    /// <returns>Null for a link that is not, or no longer, good: which of the two is not told.</returns>
    public async Task<Subscription?> FindAsync(string? key, CancellationToken cancel)
    {
        await using var context = await contexts.OpenAsync(Registry, cancel);
        if (await ReadAsync(context, key, cancel) is not var (letter, who))
            return null;
        var from = letter.MailingId is { } mailing
            ? await context.Mailings.Where(m => m.Id == mailing).Join(context.Organizations, m => m.OrganizationId, o => o.Id, (_, o) => o.FullName).SingleOrDefaultAsync(cancel)
            : null;
        return new Subscription(letter.Channel, letter.RecipientKind, from, who is null ? await AreNoticesOffAsync(context, letter.RecipientId, cancel) : who.Consent.Read(who.Entity) is false);
    }

    /// <summary>As often as it is asked, the outcome is one and the same.</summary>
    /// <returns>False for a link that is no good.</returns>
    public async Task<bool> StopAsync(string? key, CancellationToken cancel)
    {
        for (var tried = 1; ; tried++)
        {
            await using var context = await contexts.OpenAsync(Registry, cancel);
            if (await ReadAsync(context, key, cancel) is not var (letter, who))
                return false;
            context.Act = Act;
            try
            {
                if (who is null)
                    await NoticeWishes.EndLettersAsync(context, letter.RecipientId, cancel);
                else
                    who.Refuse();
                await context.SaveChangesAsync(cancel);
                return true;
            }
            catch (DbUpdateException e) when (tried < MostTries && e is DbUpdateConcurrencyException or { InnerException: System.Data.Common.DbException })
            {
                // Somebody saved the same card, passport or settings at this moment: read anew.
            }
        }
    }

    /// <summary>The letter, and whom to ask no more; a letter to an account has nobody else.</summary>
    private static async Task<(Letter Letter, Asked? Who)?> ReadAsync(RegistryContext context, string? key, CancellationToken cancel)
    {
        if (await context.Letters.AsNoTracking().NamedAsync(LetterMark.Parse(key), cancel) is not { Kind: LetterKind.Mailing or LetterKind.Notice } letter)
            return null;
        if (letter.RecipientKind == RecipientKind.User)
            return await context.Users.AnyAsync(u => u.Id == letter.RecipientId, cancel) ? (letter, null) : null;
        var who = letter.RecipientKind switch
        {
            RecipientKind.Chairperson when await AddressMarks.RowAsync<Chairperson>(context, letter.RecipientId, cancel) is { } c => Asked.Of(c, letter.Channel, c.Fill),
            RecipientKind.Activist when await AddressMarks.RowAsync<Activist>(context, letter.RecipientId, cancel) is { } a => Asked.Of(a, letter.Channel, a.Fill),
            RecipientKind.Member when await context.Members.WithCard().SingleOrDefaultAsync(m => m.Id == letter.RecipientId, cancel) is { IsErased: false } m => Asked.Of(m, letter.Channel, m.Fill),
            _ => null,
        };
        return who is null ? null : (letter, who);
    }

    private static async Task<bool> AreNoticesOffAsync(RegistryContext context, int userId, CancellationToken cancel) =>
        await context.NoticeSettings.Where(s => s.UserId == userId && !s.ByEmail).Select(s => s.Kind).ToListAsync(cancel) is var off && NoticeKinds.All.All(k => !k.MayBeOff || off.Contains(k.Kind));

    /// <summary>Somebody of the registry with the field in which they answer whether letters may come.</summary>
    private sealed record Asked(object Entity, Field Consent, Action<Field, object?> Fill)
    {
        public static Asked? Of(object entity, LetterChannel channel, Action<Field, object?> fill) => Ways.ConsentTo(entity, channel) is { } consent ? new Asked(entity, consent, fill) : null;

        public void Refuse() => Fill(Consent, false);
    }
}
