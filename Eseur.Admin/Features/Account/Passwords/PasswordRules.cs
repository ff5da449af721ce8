using Microsoft.AspNetCore.Identity;

namespace Eseur.Admin.Features.Account;

/// <summary>What, besides its length, makes a password too easy to guess.</summary>
internal sealed class PasswordRules(CommonPasswords common) : IPasswordValidator<RegistryUser>
{
    public const int Shortest = 10;
    public const int Longest = 128;

    /// <summary>Shorter names of e-mails are found in any words.</summary>
    private const int NameCounts = 4;

    private const int FewLetters = 3;

    public Task<IdentityResult> ValidateAsync(UserManager<RegistryUser> manager, RegistryUser user, string? password)
    {
        var problems = Problems(user, password ?? "").Select(p => new IdentityError { Code = "Password", Description = p }).ToArray();
        return Task.FromResult(problems.Length == 0 ? IdentityResult.Success : IdentityResult.Failed(problems));
    }

    private IEnumerable<string> Problems(RegistryUser user, string password)
    {
        if (password.Length > Longest)
            yield return $"Пароль длиннее {Longest} знаков. Сократите его.";
        // Short ones are refused for that already.
        else if (password.Length >= Shortest && (common.Contains(password) || password.ToLowerInvariant().Distinct().Count() <= FewLetters))
            yield return "Такой пароль подбирают первым. Возьмите, например, три-четыре слова, которые вместе никто не ждёт.";
        if (user.Email?.Split('@')[0] is { Length: >= NameCounts } name && password.Contains(name, StringComparison.OrdinalIgnoreCase))
            yield return "В пароле есть имя из вашей почты. Возьмите другие слова.";
    }
}
