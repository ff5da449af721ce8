using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;

namespace Eseur.Admin.Features.Account;

/// <summary>
/// Keys of the links in letters. Each is for one person and one purpose, until a moment, and for the security stamp the
/// person has now: a new password makes a new stamp, so a key opens once.
/// </summary>
internal sealed class LetterTokens(IDataProtectionProvider protection, TimeProvider clock) : IUserTwoFactorTokenProvider<RegistryUser>
{
    public const string Invitation = "Invitation";

    public static readonly TimeSpan ResetLasts = TimeSpan.FromHours(1);
    public static readonly TimeSpan InvitationLasts = TimeSpan.FromDays(7);

    private readonly IDataProtector protector = protection.CreateProtector("Eseur.Admin.Letters");

    public Task<string> GenerateAsync(string purpose, UserManager<RegistryUser> manager, RegistryUser user)
    {
        var until = clock.GetUtcNow() + (purpose == Invitation ? InvitationLasts : ResetLasts);
        return Task.FromResult(protector.Protect(string.Create(CultureInfo.InvariantCulture, $"{until.UtcTicks}|{About(purpose, user)}")));
    }

    public Task<bool> ValidateAsync(string purpose, string token, UserManager<RegistryUser> manager, RegistryUser user)
    {
        try
        {
            var parts = protector.Unprotect(token).Split('|', 2);
            return Task.FromResult(parts[1] == About(purpose, user) && clock.GetUtcNow().UtcTicks <= long.Parse(parts[0], CultureInfo.InvariantCulture));
        }
        catch (CryptographicException)
        {
            // Cut by a mail program, or made up.
            return Task.FromResult(false);
        }
    }

    public Task<bool> CanGenerateTwoFactorTokenAsync(UserManager<RegistryUser> manager, RegistryUser user) => Task.FromResult(false);

    private static string About(string purpose, RegistryUser user) => $"{purpose}|{user.Id}|{user.SecurityStamp}";
}
