using System.Globalization;
using System.Net;
using Eseur.Admin.Data;
using Eseur.Admin.Data.Access;
using Eseur.Domain.Letters;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Admin.Features.Account;

/// <summary>
/// Every way to a new password. Whichever it was, all sessions end, the pauses after failed tries are over, and a letter
/// tells the person, who may know nothing of it.
/// </summary>
public sealed class PasswordChanges(UserManager<RegistryUser> users, RegistryContext context, AccountFinder finder, SignInGuards guards, AccessBook access, TimeProvider clock)
{
    /// <summary>The person a link of a letter is for; null when it is outdated, used, cut or made up.</summary>
    /// <param name="purpose">UserManager.ResetPasswordTokenPurpose or <see cref="LetterTokens.Invitation"/>.</param>
    public async Task<RegistryUser?> OpenAsync(string purpose, string? userId, string? key)
    {
        // The store would throw at what is no number.
        var user = int.TryParse(userId, NumberStyles.None, CultureInfo.InvariantCulture, out _) ? await users.FindByIdAsync(userId) : null;
        return user is { ClosedAt: null } && (purpose != LetterTokens.Invitation || user.IsInvited)
            && key is not null && await users.VerifyUserTokenAsync(user, users.Options.Tokens.PasswordResetTokenProvider, purpose, key) ? user : null;
    }

    public async Task<IdentityResult> ResetAsync(RegistryUser user, string key, string password, IPAddress? address)
    {
        Record(user, "Новый пароль по ссылке из письма", address);
        return await FollowAsync(user, () => users.ResetPasswordAsync(user, key, password));
    }

    /// <summary>The first password, by the link of an invitation that <see cref="OpenAsync"/> has found good.</summary>
    public async Task<IdentityResult> AcceptAsync(RegistryUser user, string password, IPAddress? address)
    {
        Record(user, "Приглашение принято, задан пароль", address);
        user.EmailConfirmed = true;
        return await users.AddPasswordAsync(user, password);
    }

    /// <summary>By the person, who knows the old one. Wrong tries are counted with those of signing in.</summary>
    public async Task<IdentityResult> ChangeAsync(RegistryUser user, string old, string password, IPAddress? address)
    {
        var key = GuardKey.Name(SignInName.Of(user.Email));
        if (await guards.TakeAsync(GuardKey.Address(address)) is { } addressUntil)
            return Wait(addressUntil);
        if (await guards.TakeAsync(key) is { } until)
            return Wait(until);
        Record(user, "Сменён пароль", address);
        var result = await FollowAsync(user, () => users.ChangePasswordAsync(user, old, password));
        if (result.Errors.Any(e => e.Code == nameof(IdentityErrorDescriber.PasswordMismatch)))
            return result;
        await guards.GiveBackAsync(GuardKey.Address(address));
        await guards.GiveBackAsync(key);
        return result;
    }

    /// <summary>Whoever holds the link or the old password is taken for the person.</summary>
    private void Record(RegistryUser user, string act, IPAddress? address)
    {
        context.Actor = new Actor(user.DisplayName, user.Id, Scope.Everything, address?.ToString());
        context.Act = act;
    }

    private IdentityResult Wait(DateTime until) =>
        IdentityResult.Failed(new IdentityError { Code = "Wait", Description = $"Слишком много неудачных попыток подряд. Попробуйте после {Waits.Until(until, clock)}." });

    private async Task<IdentityResult> FollowAsync(RegistryUser user, Func<Task<IdentityResult>> change)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        // Saved by the store together with the password.
        var news = context.Add(PasswordLetters.Queued(user, LetterKind.PasswordChanged, now));
        var result = await change();
        if (!result.Succeeded)
        {
            news.State = EntityState.Detached;
            return result;
        }
        await context.Sessions.Where(s => s.UserId == user.Id && s.EndedAt == null).ExecuteUpdateAsync(set => set.SetProperty(s => s.EndedAt, now));
        access.Forget(user.Id);
        await guards.ClearAsync((await finder.NamesAsync(user)).Select(GuardKey.Name));
        return result;
    }
}
