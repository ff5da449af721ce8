using Eseur.Admin.Data;
using Eseur.Admin.Features.Notices;
using Eseur.Domain.Letters;
using Eseur.Domain.Members;
using Eseur.Domain.Notices;
using Eseur.Domain.Passports;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Admin.Features.Letters;

/// <summary>Marks addresses whose letters come back: a gap of the passport or card until another is given.</summary>
internal static class AddressMarks
{
    public const string Act = "Письмо вернулось: адрес не работает";

    /// <summary>
    /// Marks the address the letter went to, if the refusal means that it is dead and it still is its recipient's. Saved by the
    /// caller's save, which also takes from the queue what waits for that address.
    /// </summary>
    /// <param name="letter">Its reason holds the words of the refusal.</param>
    /// <param name="status">"5.1.1", or the three digits of SMTP.</param>
    /// <param name="today">In Moscow.</param>
    /// <returns>Whether something was marked.</returns>
    public static async Task<bool> FailAsync(RegistryContext context, Letter letter, string? status, DateOnly today, CancellationToken cancel = default)
    {
        if (letter is not { Channel: LetterChannel.Email, Address: { } address } || Refusal.VerdictOf(status, letter.Reason) != DeliveryVerdict.AddressDead)
            return false;
        var id = letter.RecipientId;
        switch (letter.RecipientKind)
        {
            case RecipientKind.Chairperson:
                return Mark(await RowAsync<Chairperson>(context, id, cancel), c => c.Email, c => c.EmailFailedOn, c => c.MarkFailed(ChairpersonTab.Email, today));
            case RecipientKind.Activist:
                return Mark(await RowAsync<Activist>(context, id, cancel), a => a.Email, a => a.EmailFailedOn, a => a.MarkFailed(ActivistsTab.Email, today));
            case RecipientKind.Organization:
                return Mark(await context.Organizations.WithPassport().SingleOrDefaultAsync(o => o.Id == id, cancel), o => o.Email, o => o.EmailFailedOn, o => o.MarkEmailFailed(today));
            case RecipientKind.Member:
                return Mark(await context.Members.WithCard().SingleOrDefaultAsync(m => m.Id == id, cancel), m => m.Email, m => m.EmailFailedOn, m => m.MarkEmailFailed(today));
            default:
                return await EndNoticesAsync(context, id, address, cancel);
        }

        bool Mark<TEntity>(TEntity? entity, Func<TEntity, string?> email, Func<TEntity, DateOnly?> failedOn, Action<TEntity> fail)
            where TEntity : class
        {
            if (entity is null || failedOn(entity) is not null || !address.Equals(email(entity), StringComparison.OrdinalIgnoreCase))
                return false;
            context.Act = Act;
            fail(entity);
            return true;
        }
    }

    /// <summary>An account's own address: no more notices go there, and its person reads why in the program.</summary>
    private static async Task<bool> EndNoticesAsync(RegistryContext context, int userId, string address, CancellationToken cancel)
    {
        if (!await context.Users.AnyAsync(u => u.Id == userId && u.Email == address, cancel) || !await NoticeWishes.EndLettersAsync(context, userId, cancel))
            return false;
        context.Add(new Notice(userId, NoticeKind.AccessChanged, DateTime.UtcNow, "Письма вам не доходят",
            "Почта ответила, что вашего адреса больше нет, и письма с уведомлениями выключены. Попросите вышестоящую организацию исправить адрес, потом включите их снова.", "notices/settings"));
        return true;
    }

    /// <summary>With the whole passport it stands in: gaps are counted from all of it.</summary>
    internal static async Task<TRow?> RowAsync<TRow>(RegistryContext context, int id, CancellationToken cancel)
        where TRow : PassportRow
    {
        var owner = await context.Set<TRow>().Where(r => r.Id == id).Select(r => (int?)r.OrganizationId).SingleOrDefaultAsync(cancel);
        if (owner is null)
            return null;
        await context.Organizations.WithPassport().SingleAsync(o => o.Id == owner, cancel);
        return context.Set<TRow>().Local.FirstOrDefault(r => r.Id == id);
    }
}
