using Eseur.Admin.Data;
using Eseur.Admin.Features.Notices;
using Eseur.Admin.Shared.Mail;
using Eseur.Admin.Shared.Mail.Reports;
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

/// <summary>
/// Ends letters by a link in one of them, or by a complaint about one, for whoever holds the letter: they are asked for no name
/// and shown none.
/// </summary>
internal sealed class Unsubscription(IDbContextFactory<RegistryContext> contexts, TimeProvider clock)
{
    public const string Act = "Отписка по ссылке в письме";

    private const int MostTries = 5;

    private static readonly Actor Registry = Actor.System("Отписка");

    /// <returns>Null for a link that is not, or no longer, good: which of the two is not told.</returns>
    public async Task<Subscription?> FindAsync(string? key, CancellationToken cancel)
    {
        await using var context = await contexts.OpenAsync(Registry, cancel);
        if (await context.Letters.AsNoTracking().NamedAsync(LetterMark.Parse(key), cancel) is not { } letter || await AskedAsync(context, letter, cancel) is not { } asked)
            return null;
        var from = letter.MailingId is { } mailing
            ? await context.Mailings.Where(m => m.Id == mailing).Join(context.Organizations, m => m.OrganizationId, o => o.Id, (_, o) => o.FullName).SingleOrDefaultAsync(cancel)
            : null;
        return new Subscription(letter.Channel, letter.RecipientKind, from, await asked.IsOff(cancel));
    }

    /// <summary>As often as it is asked, the outcome is one and the same.</summary>
    /// <returns>False for a link that is no good.</returns>
    public Task<bool> StopAsync(string? key, CancellationToken cancel) => EndAsync(Act, letters => letters.AsNoTracking().NamedAsync(LetterMark.Parse(key), cancel), cancel);

    /// <summary>Whoever calls a letter spam wants no more of them.</summary>
    /// <returns>False where it names no letter that was sent, or one that nobody may end.</returns>
    public Task<bool> ComplainAsync(ComplaintReport complaint, CancellationToken cancel) =>
        EndAsync(Letter.Complaint, async letters => await letters.ComplainedOfAsync(complaint, cancel) is { Tries: > 0 } sent ? sent : null, cancel);

    private async Task<bool> EndAsync(string act, Func<IQueryable<Letter>, Task<Letter?>> find, CancellationToken cancel)
    {
        for (var tried = 1; ; tried++)
        {
            await using var context = await contexts.OpenAsync(Registry, cancel);
            if (await find(context.Letters) is not { } letter || await AskedAsync(context, letter, cancel) is not { } asked)
                return false;
            // A second copy of a complaint must not undo what its writer has agreed to since.
            if (act == letter.Reason)
                return true;
            context.Act = act;
            try
            {
                var ended = await asked.Refuse(cancel);
                if (act == Letter.Complaint)
                    Complain(context, letter, ended);
                await context.SaveChangesAsync(cancel);
                return true;
            }
            catch (DbUpdateException e) when (tried < MostTries && e is DbUpdateConcurrencyException or { InnerException: System.Data.Common.DbException })
            {
                // Somebody saved the same card, passport or settings at this moment: read anew.
            }
        }
    }

    /// <summary>People press "spam" by mistake: who has an account reads of it there.</summary>
    private void Complain(RegistryContext context, Letter letter, bool ended)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        letter.Complain(now);
        if (ended && letter.RecipientKind == RecipientKind.User)
        {
            context.Add(new Notice(letter.RecipientId, NoticeKind.AccessChanged, now, "Письма с уведомлениями выключены",
                "Почта сообщила, что вы отметили письмо реестра как спам. Уведомления по-прежнему видны в программе. Если это вышло случайно, включите письма снова.", "notices/settings"));
        }
    }

    /// <summary>Null for letters that nobody may end, and where nobody is left to.</summary>
    private static async Task<Asked?> AskedAsync(RegistryContext context, Letter letter, CancellationToken cancel)
    {
        var (id, channel) = (letter.RecipientId, letter.Channel);
        if (letter.Kind is not (LetterKind.Mailing or LetterKind.Notice))
            return null;
        return letter.RecipientKind switch
        {
            RecipientKind.User when await context.Users.AnyAsync(u => u.Id == id, cancel) => new Asked(c => AreNoticesOffAsync(context, id, c), c => NoticeWishes.EndLettersAsync(context, id, c)),
            RecipientKind.Chairperson when await AddressMarks.RowAsync<Chairperson>(context, id, cancel) is { } c => Asked.Of(c, channel, c.Fill),
            RecipientKind.Activist when await AddressMarks.RowAsync<Activist>(context, id, cancel) is { } a => Asked.Of(a, channel, a.Fill),
            RecipientKind.Member when await context.Members.WithCard().SingleOrDefaultAsync(m => m.Id == id, cancel) is { IsErased: false } m => Asked.Of(m, channel, m.Fill),
            _ => null,
        };
    }

    private static async Task<bool> AreNoticesOffAsync(RegistryContext context, int userId, CancellationToken cancel) =>
        await context.NoticeSettings.Where(s => s.UserId == userId && !s.ByEmail).Select(s => s.Kind).ToListAsync(cancel) is var off && NoticeKinds.All.All(k => !k.MayBeOff || off.Contains(k.Kind));

    /// <summary>Where it is kept whether letters may come: settings of an account, or a field of somebody of the registry.</summary>
    /// <param name="Refuse">Saved by the caller; returns whether they might come before.</param>
    private sealed record Asked(Func<CancellationToken, Task<bool>> IsOff, Func<CancellationToken, Task<bool>> Refuse)
    {
        public static Asked? Of(object entity, LetterChannel channel, Action<Field, object?> fill) => Ways.ConsentTo(entity, channel) is not { } consent ? null : new Asked(
            _ => Task.FromResult(consent.Read(entity) is false),
            _ =>
            {
                var were = consent.Read(entity) is not false;
                fill(consent, false);
                return Task.FromResult(were);
            });
    }
}
