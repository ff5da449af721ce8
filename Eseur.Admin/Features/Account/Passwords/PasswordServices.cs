using Eseur.Admin.Shared.Mail;
using Eseur.Domain.Letters;
using Microsoft.AspNetCore.Identity;

namespace Eseur.Admin.Features.Account;

internal static class PasswordServices
{
    private const string Letter = "letter";

    public static void Require(IdentityOptions options)
    {
        // Length alone, as NIST SP 800-63B asks: what is prescribed is guessed first.
        options.Password.RequiredLength = PasswordRules.Shortest;
        options.Password.RequireNonAlphanumeric = false;
        options.Password.RequireUppercase = false;
        options.Password.RequireLowercase = false;
        options.Password.RequireDigit = false;
        options.Tokens.PasswordResetTokenProvider = Letter;
    }

    /// <summary>Of PBKDF2 with HMAC-SHA-512, as OWASP ASVS 5.0 asks; older hashes are made anew when their owner signs in.</summary>
    internal const int HashRounds = 210_000;

    public static IdentityBuilder AddPasswords(this IdentityBuilder identity)
    {
        identity.Services.Configure<PasswordHasherOptions>(hasher => hasher.IterationCount = HashRounds);
        identity.Services.AddSingleton<CommonPasswords>();
        identity.Services.AddScoped<PasswordChanges>();
        identity.Services.AddScoped<PasswordLetters>();
        foreach (var kind in new[] { LetterKind.Invitation, LetterKind.NewPassword, LetterKind.PasswordChanged })
            identity.Services.AddKeyedScoped<ILetterAuthor>(kind, (services, _) => services.GetRequiredService<PasswordLetters>());
        identity.Services.AddScoped<FirstAdministrator>();
        return identity.AddTokenProvider<LetterTokens>(Letter).AddPasswordValidator<PasswordRules>().AddErrorDescriber<RussianIdentityErrors>();
    }
}
