using Eseur.Admin.Shared;
using Microsoft.AspNetCore.Identity;

namespace Eseur.Admin.Features.Account;

/// <summary>Guesses at what only the owner knows, counted: after five wrong ones there is a pause.</summary>
public sealed class CountedTries(UserManager<RegistryUser> users)
{
    /// <returns>Null when right; else what to tell the person, with how many tries are left.</returns>
    public Task<string?> PasswordAsync(RegistryUser user, string? password) =>
        string.IsNullOrEmpty(password)
            ? Task.FromResult<string?>("Наберите свой пароль.")
            : TryAsync(user, () => users.CheckPasswordAsync(user, password), "Пароль не подходит. Проверьте раскладку и Caps Lock.");

    /// <inheritdoc cref="PasswordAsync"/>
    public async Task<string?> TryAsync(RegistryUser user, Func<Task<bool>> isRight, string wrong)
    {
        if (await users.IsLockedOutAsync(user))
            return Locked(user);
        if (await isRight())
        {
            await users.ResetAccessFailedCountAsync(user);
            return null;
        }
        await users.AccessFailedAsync(user);
        if (await users.IsLockedOutAsync(user))
            return Locked(user);
        var left = users.Options.Lockout.MaxFailedAccessAttempts - user.AccessFailedCount;
        return $"{wrong} {Ru.Plural(left, "Осталась", "Осталось", "Осталось")} {left} {Ru.Plural(left, "попытка", "попытки", "попыток")}.";
    }

    private static string Locked(RegistryUser user) => $"Слишком много неудачных попыток. Следующая — после {Ru.Clock(user.LockoutEnd!.Value.UtcDateTime.AddMinutes(1))} по московскому времени.";
}
