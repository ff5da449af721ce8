using Eseur.Admin.Shared;
using Microsoft.AspNetCore.Identity;

namespace Eseur.Admin.Features.Account;

/// <summary>Guesses at what only the owner knows, counted before they are looked at: after five wrong ones there is a pause, and it grows.</summary>
public sealed class CountedTries(UserManager<RegistryUser> users, SecondFactors factors, SignInGuards guards, PasswordCounter counter, TimeProvider clock)
{
    /// <summary>The password asked again before something grave; wrong ones are counted with those of signing in.</summary>
    /// <returns>Null when right; else what to tell the person, with how many tries are left.</returns>
    public async Task<string?> PasswordAsync(RegistryUser user, string? password)
    {
        if (string.IsNullOrEmpty(password))
            return "Наберите свой пароль.";
        var key = GuardKey.Name(SignInName.Of(user.Email));
        if (await guards.TakeAsync(key) is { } until)
            return Wait(until);
        using var turn = await counter.TakeTurnAsync(CancellationToken.None);
        if (!turn.IsAcquired || !await users.CheckPasswordAsync(user, password))
            return await WrongAsync(key, "Пароль не подходит. Проверьте раскладку и Caps Lock.");
        await guards.GiveBackAsync(key);
        return null;
    }

    /// <summary>A code of the application or a recovery code.</summary>
    /// <inheritdoc cref="PasswordAsync"/>
    public async Task<string?> CodeAsync(RegistryUser user, string? code)
    {
        if (string.IsNullOrWhiteSpace(code))
            return "Наберите код.";
        var key = GuardKey.SecondStep(user.Id);
        if (await guards.TakeAsync(key) is { } until)
            return Wait(until);
        if (!await factors.AcceptAsync(user.Id, code))
            return await WrongAsync(key, "Код не подходит. Наберите тот, что приложение показывает сейчас: каждый годится один раз.");
        await guards.ClearAsync([key]);
        return null;
    }

    private async Task<string> WrongAsync(GuardKey key, string wrong)
    {
        var (left, until) = await guards.LeftAsync(key);
        return until is not null ? Wait(until.Value) : $"{wrong} {Ru.Plural(left, "Осталась", "Осталось", "Осталось")} {left} {Ru.Plural(left, "попытка", "попытки", "попыток")}.";
    }

    private string Wait(DateTime until) => $"Слишком много неудачных попыток подряд. Попробуйте после {Waits.Until(until, clock)}.";
}
