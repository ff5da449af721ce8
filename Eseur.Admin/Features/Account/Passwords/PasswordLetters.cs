using System.Globalization;
using System.Net;
using Eseur.Admin.Shared;
using Eseur.Admin.Shared.Mail;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.WebUtilities;

namespace Eseur.Admin.Features.Account;

/// <summary>Letters about a person's password. They are written in the background: see <see cref="OutgoingLetters"/>.</summary>
public sealed class PasswordLetters(UserManager<RegistryUser> users, AccountFinder finder, SignInGuards guards, OutgoingLetters queue, LetterWriter writer, PublicAddress address, ILogger<PasswordLetters> log)
{
    /// <summary>Asks for a new password. The answer is the same whoever's name it is, and comes before anyone is looked for.</summary>
    /// <returns>Until when no letters are asked for from there, UTC; null when the wish was heard.</returns>
    public async Task<DateTime?> AskAsync(SignInName name, IPAddress? from, CancellationToken cancel = default)
    {
        if (await guards.TakeAsync(GuardKey.LetterFrom(from), cancel) is { } until)
            return until;
        // A flooded mailbox is as good as none; whoever asks so often is told what everybody is.
        if (await guards.TakeAsync(GuardKey.LetterTo(name), cancel) is null)
            queue.Post((services, _) => services.GetRequiredService<PasswordLetters>().ResetAsync(name));
        return null;
    }

    /// <summary>A link to a new password, to whoever has one; to the first password, to whoever was invited.</summary>
    private async Task<Letter?> ResetAsync(SignInName name)
    {
        if (await finder.FindAsync(name) is not { ClosedAt: null } user)
            return null;
        if (user.IsInvited)
            return await InvitationAsync(user);
        var key = await users.GeneratePasswordResetTokenAsync(user);
        return Link("sign-in/reset", user, key) is not { } link ? null : await WriteAsync(user, new LetterWords(
            "Новый пароль для входа в реестр",
            [$"Здравствуйте, {user.DisplayName}!", "Кто-то — надеемся, вы — попросил новый пароль. Откройте ссылку и задайте его."],
            ("Задать новый пароль", link),
            ["Ссылка действует один час и открывается один раз.", "Если вы ничего не просили, ничего не делайте: прежний пароль работает. Никому не пересылайте это письмо."]));
    }

    public async Task<Letter?> ChangedAsync(int userId, DateTime at)
    {
        if (await users.FindByIdAsync(userId.ToString(CultureInfo.InvariantCulture)) is not { ClosedAt: null } user)
            return null;
        return await WriteAsync(user, new LetterWords(
            "Пароль для входа в реестр сменён",
            [$"Здравствуйте, {user.DisplayName}!", $"{Ru.Time(at)} по московскому времени ваш пароль сменили. На всех других устройствах вход завершён."],
            address.Find("sign-in/forgot") is { } forgot ? ("Это были не вы? Получите новый пароль", forgot) : null,
            ["Если это сделали вы, больше ничего не нужно."]));
    }

    public async Task<Letter?> InvitationAsync(int userId) =>
        await users.FindByIdAsync(userId.ToString(CultureInfo.InvariantCulture)) is { ClosedAt: null, IsInvited: true } user ? await InvitationAsync(user) : null;

    /// <summary>Where an invited person sets the first password; null when the program does not know its own address.</summary>
    public async Task<Uri?> InvitationLinkAsync(RegistryUser user) => Link("sign-in/invitation", user, await InvitationKeyAsync(user));

    internal Task<string> InvitationKeyAsync(RegistryUser user) => users.GenerateUserTokenAsync(user, users.Options.Tokens.PasswordResetTokenProvider, LetterTokens.Invitation);

    private async Task<Letter?> InvitationAsync(RegistryUser user) => await InvitationLinkAsync(user) is not { } link ? null : await WriteAsync(user, new LetterWords(
        "Приглашение в реестр Профсоюза",
        [$"Здравствуйте, {user.DisplayName}!", "Вам открыли доступ к единому реестру Общероссийского Профсоюза образования. Откройте ссылку и придумайте пароль — после этого вы сразу войдёте.", $"Потом входите по этому адресу почты: {user.Email}."],
        ("Задать пароль и войти", link),
        ["Ссылка действует семь дней и открывается один раз. Опоздали? На странице входа нажмите «Забыли пароль?» — придёт новая.", "Не ждали приглашения? Не открывайте ссылку и сообщите в свою организацию Профсоюза."]));

    private Task<Letter> WriteAsync(RegistryUser user, LetterWords words) => writer.WriteAsync(user.Email!, user.DisplayName, words);

    private Uri? Link(string page, RegistryUser user, string key)
    {
        var link = address.Find(Path(page, user, key));
        if (link is null)
            log.LogError("A letter was not sent: the setting {Setting} does not say what its link begins with.", PublicAddress.Setting);
        return link;
    }

    internal static string Path(string page, RegistryUser user, string key) =>
        QueryHelpers.AddQueryString(page, new Dictionary<string, string?>(StringComparer.Ordinal) { ["user"] = user.Id.ToString(CultureInfo.InvariantCulture), ["key"] = key });
}
