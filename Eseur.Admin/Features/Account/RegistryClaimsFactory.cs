using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Eseur.Admin.Features.Account;

/// <summary>Puts the person's name into the sign-in cookie. What they may do never stands there: it changes while the cookie lasts.</summary>
internal sealed class RegistryClaimsFactory(UserManager<RegistryUser> users, IOptions<IdentityOptions> options)
    : UserClaimsPrincipalFactory<RegistryUser>(users, options)
{
    protected override async Task<ClaimsIdentity> GenerateClaimsAsync(RegistryUser user)
    {
        var identity = await base.GenerateClaimsAsync(user);
        identity.AddClaim(new Claim(RegistryClaims.DisplayNameType, user.DisplayName));
        return identity;
    }
}
