using Eseur.Admin.Data;
using Eseur.Domain;
using Eseur.Domain.Notices;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Admin.Features.Notices;

/// <summary>How a person wants to be told of one kind.</summary>
public sealed record NoticeWish(NoticeKindInfo Kind, bool ByEmail, bool InProgram);

/// <summary>The acting person's own wishes.</summary>
public sealed class NoticeWishes(RegistryDatabase database)
{
    private const int Tries = 2;

    public async Task<IReadOnlyList<NoticeWish>> ReadAsync()
    {
        await using var context = await database.OpenAsync();
        var user = context.Actor?.UserId ?? 0;
        var said = await context.NoticeSettings.AsNoTracking().Where(s => s.UserId == user).ToDictionaryAsync(s => s.Kind);
        return [.. NoticeKinds.All.Select(k => k.MayBeOff && said.TryGetValue(k.Kind, out var wish) ? new NoticeWish(k, wish.ByEmail, wish.InProgram) : new NoticeWish(k, k.ByEmail, k.InProgram))];
    }

    /// <summary>A click in a letter: whoever has the letter ends letters, and goes on reading in the program.</summary>
    /// <param name="context">Whose actor may save for anybody; saved by the caller.</param>
    /// <returns>False when they had ended before.</returns>
    internal static async Task<bool> EndLettersAsync(RegistryContext context, int userId, CancellationToken cancel)
    {
        var said = await context.NoticeSettings.Where(s => s.UserId == userId).ToDictionaryAsync(s => s.Kind, cancel);
        var ended = false;
        foreach (var kind in NoticeKinds.All.Where(k => k.MayBeOff))
        {
            if (!said.TryGetValue(kind.Kind, out var setting))
            {
                setting = new NoticeSetting(userId, kind.Kind);
                setting.Set(byEmail: true, kind.InProgram);
                context.Add(setting);
            }
            ended |= setting.ByEmail;
            setting.Set(byEmail: false, setting.InProgram);
        }
        return ended;
    }

    /// <exception cref="RuleBrokenException">It is told whatever one wishes.</exception>
    public async Task SetAsync(NoticeKind kind, bool byEmail, bool inProgram)
    {
        if (NoticeKinds.Of(kind).IsFixed is { } why)
            throw new RuleBrokenException(why);
        for (var attempt = 1; ; attempt++)
        {
            await using var context = await database.OpenAsync();
            if (context.Actor?.UserId is not { } user)
                return;
            var setting = await context.NoticeSettings.SingleOrDefaultAsync(s => s.UserId == user && s.Kind == kind);
            if (setting is null)
                context.Add(setting = new NoticeSetting(user, kind));
            setting.Set(byEmail, inProgram);
            try
            {
                await context.SaveChangesAsync();
                return;
            }
            catch (DbUpdateException) when (attempt < Tries)
            {
                // Two windows said it first at the same moment; now the row is there.
            }
        }
    }
}
