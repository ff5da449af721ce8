using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Eseur.Admin.Features.Account;

/// <summary>Knows who must show more than a password. Whoever has only a passkey is asked for it where the role requires a second factor.</summary>
internal sealed class RegistrySignIn(
    UserManager<RegistryUser> users, IHttpContextAccessor request, IUserClaimsPrincipalFactory<RegistryUser> claims, IOptions<IdentityOptions> options,
    ILogger<SignInManager<RegistryUser>> log, IAuthenticationSchemeProvider schemes, IUserConfirmation<RegistryUser> confirmation,
    SecondFactors factors, SecondFactorRule rule, AccessBook access)
    : SignInManager<RegistryUser>(users, request, claims, options, log, schemes, confirmation)
{
    public override async Task<bool> IsTwoFactorEnabledAsync(RegistryUser user) =>
        user.TwoFactorEnabled || (rule.RequiredFor.Count > 0 && rule.Requires(await access.ScopeOfAsync(user.Id)) && (await factors.ReadAsync(user.Id)).HasPasskey);

    public override async Task<bool> CanSignInAsync(RegistryUser user) => user.ClosedAt is null && await base.CanSignInAsync(user);
}
