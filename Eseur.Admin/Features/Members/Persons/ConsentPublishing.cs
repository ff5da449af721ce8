using Eseur.Admin.Data;
using Eseur.Admin.Shared;
using Eseur.Domain;
using Eseur.Domain.Members;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Admin.Features.Members.Persons;

/// <summary>The texts of the consent to processing. One text for the whole union, so only its own apparatus adds a version; none is ever edited.</summary>
public sealed class ConsentPublishing(RegistryDatabase database, TimeProvider clock)
{
    /// <summary>Newest first.</summary>
    public async Task<IReadOnlyList<ConsentText>> TextsAsync()
    {
        await using var context = await database.OpenAsync();
        return await context.ConsentTexts.AsNoTracking().OrderByDescending(t => t.Since).ThenByDescending(t => t.Id).ToListAsync();
    }

    public async Task<bool> MayPublishAsync()
    {
        await using var context = await database.OpenAsync();
        return await MayPublishAsync(context);
    }

    /// <exception cref="RuleBrokenException">Why it was not published, for the person.</exception>
    public async Task PublishAsync(string version, DateOnly since, string body)
    {
        await using var context = await database.OpenAsync();
        if (!await MayPublishAsync(context))
            throw new RuleBrokenException("Текст согласия публикует аппарат Профсоюза. Напишите туда, что изменить.");
        var text = new ConsentText(version, since, body.ReplaceLineEndings("\n"));
        var last = await context.ConsentTexts.OrderByDescending(t => t.Since).ThenByDescending(t => t.Id).FirstOrDefaultAsync();
        if (await context.ConsentTexts.AnyAsync(t => t.Version == text.Version))
            throw new RuleBrokenException($"Версия {text.Version} уже опубликована. Дайте новому тексту другое обозначение.");
        if (last is not null && since <= last.Since)
            throw new RuleBrokenException($"Версия {last.Version} действует с {Ru.Date(last.Since)}. Новый текст может действовать только с более позднего дня.");
        if (since < clock.MoscowToday())
            throw new RuleBrokenException("Задним числом текст не публикуют: люди соглашались с прежним. Укажите сегодняшний день или более поздний.");
        if (text.Version.Any(c => !char.IsAsciiLetterOrDigit(c) && c is not ('-' or '.')))
            throw new RuleBrokenException("Обозначение версии — латинские буквы, цифры, точка и дефис, например: 2026-1.");
        context.Add(text);
        context.Act = $"Опубликован текст согласия {text.Version}";
        try
        {
            await context.SaveChangesAsync();
        }
        catch (DbUpdateException)
        {
            throw new RuleBrokenException("В эту же минуту такую версию опубликовал кто-то ещё. Посмотрите на список и повторите.");
        }
    }

    private static async Task<bool> MayPublishAsync(RegistryContext context) =>
        await context.Organizations.Where(o => o.SuperiorId == null).Select(o => o.Path).SingleOrDefaultAsync() is { } root && context.Actor?.MayWrite(root) == true;
}
