using System.Globalization;
using System.Net;
using Eseur.Admin.Data;
using Eseur.Admin.Shared;
using Eseur.Admin.Shared.Mail;
using Eseur.Domain.Letters;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.WebUtilities;

namespace Eseur.Admin.Features.Account;

/// <summary>
/// Letters about a person's password. Queued along with their cause, and written by the sender when their turn comes: keys of
/// links are made then and stand nowhere but in the letter.
/// </summary>
public sealed class PasswordLetters(UserManager<RegistryUser> users, RegistryContext context, AccountFinder finder, SignInGuards guards, LetterWriter writer, PublicAddress address, TimeProvider clock) : ILetterAuthor
{
    /// <summary>Asks for a new password. The answer is the same whoever's name it is, and comes before anyone is looked for.</summary>
    /// <returns>Until when no letters are asked for from there, UTC; null when the wish was heard.</returns>
    public async Task<DateTime?> AskAsync(SignInName name, IPAddress? from, CancellationToken cancel = default)
    {
        if (await guards.TakeAsync(GuardKey.LetterFrom(from), cancel) is { } until)
            return until;
        // A flooded mailbox is as good as none; whoever asks so often is told what everybody is.
        if (await guards.TakeAsync(GuardKey.LetterTo(name), cancel) is not null)
            return null;
        // The same row whoever's name it is, and whether it is anybody's: the sender finds out, and nobody waits for that.
        context.Add(Letter.To(Recipient.OfAccount(0, ""), LetterKind.NewPassword, clock.GetUtcNow().UtcDateTime, words: name.Text));
        await context.SaveChangesAsync(cancel);
        return null;
    }

    /// <summary>An invitation, or the news of a new password, as it waits in the outbox.</summary>
    public static Letter Queued(RegistryUser user, LetterKind kind, DateTime now) => Letter.To(Recipient.OfAccount(user.Id, user.DisplayName), kind, now);

    /// <summary>Null when there is nobody to write to: nobody has the name, the account is closed, the invitation was accepted meanwhile.</summary>
    public async Task<WrittenLetter?> WriteAsync(Letter letter, LetterLease lease, CancellationToken cancel)
    {
        if (letter.Kind == LetterKind.NewPassword)
            return await ResetAsync(SignInName.Of(letter.Words));
        if (await users.FindByIdAsync(letter.RecipientId.ToString(CultureInfo.InvariantCulture)) is not { ClosedAt: null } user)
            return null;
        return letter.Kind == LetterKind.PasswordChanged ? await ChangedAsync(user, letter.CreatedAt) : user.IsInvited ? await InvitationAsync(user) : null;
    }

    /// <summary>A link to a new password, to whoever has one; to the first password, to whoever was invited.</summary>
    private async Task<WrittenLetter?> ResetAsync(SignInName name)
    {
        if (await finder.FindAsync(name) is not { ClosedAt: null } user)
            return null;
        if (user.IsInvited)
            return await InvitationAsync(user);
        var key = await users.GeneratePasswordResetTokenAsync(user);
        return await WriteAsync(user, new LetterWords(
            "Новый пароль для входа в реестр",
            [$"Здравствуйте, {user.DisplayName}!", "Кто-то — надеемся, вы — попросил новый пароль. Откройте ссылку и задайте его."],
            ("Задать новый пароль", address.Require(Path("sign-in/reset", user, key))),
            ["Ссылка действует один час и открывается один раз.", "Если вы ничего не просили, ничего не делайте: прежний пароль работает. Никому не пересылайте это письмо."]));
    }

    private Task<WrittenLetter> ChangedAsync(RegistryUser user, DateTime at) =>
        WriteAsync(user, new LetterWords(
            "Пароль для входа в реестр сменён",
            [$"Здравствуйте, {user.DisplayName}!", $"{Ru.Time(at)} по московскому времени ваш пароль сменили. На всех других устройствах вход завершён."],
            address.Find("sign-in/forgot") is { } forgot ? ("Это были не вы? Получите новый пароль", forgot) : null,
            ["Если это сделали вы, больше ничего не нужно."]));

    internal Task<string> InvitationKeyAsync(RegistryUser user) => users.GenerateUserTokenAsync(user, users.Options.Tokens.PasswordResetTokenProvider, LetterTokens.Invitation);

    private async Task<WrittenLetter> InvitationAsync(RegistryUser user) => await WriteAsync(user, new LetterWords(
        "Приглашение в реестр Профсоюза",
        [$"Здравствуйте, {user.DisplayName}!", "Вам открыли доступ к единому реестру Общероссийского Профсоюза образования. Откройте ссылку и придумайте пароль — после этого вы сразу войдёте.", $"Потом входите по этому адресу почты: {user.Email}."],
        ("Задать пароль и войти", address.Require(Path("sign-in/invitation", user, await InvitationKeyAsync(user)))),
        ["Ссылка действует семь дней и открывается один раз. Опоздали? На странице входа нажмите «Забыли пароль?» — придёт новая.", "Не ждали приглашения? Не открывайте ссылку и сообщите в свою организацию Профсоюза."]));

    private async Task<WrittenLetter> WriteAsync(RegistryUser user, LetterWords words) => (await writer.WriteAsync(user.Email!, user.DisplayName, words)) with { IsOfSignIn = true };

    internal static string Path(string page, RegistryUser user, string key) =>
        QueryHelpers.AddQueryString(page, new Dictionary<string, string?>(StringComparer.Ordinal) { ["user"] = user.Id.ToString(CultureInfo.InvariantCulture), ["key"] = key });
}
