using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Eseur.Admin.Features.Account;

/// <summary>Puts the person's name, role and organisation into the sign-in cookie.</summary>
internal sealed class RegistryClaimsFactory(UserManager<RegistryUser> users, IOptions<IdentityOptions> options)
    : UserClaimsPrincipalFactory<RegistryUser>(users, options)
{
    protected override async Task<ClaimsIdentity> GenerateClaimsAsync(RegistryUser user)
    {
        var identity = await base.GenerateClaimsAsync(user);
        identity.AddClaim(new Claim(RegistryClaims.DisplayNameType, user.DisplayName));
        identity.AddClaim(new Claim(RegistryClaims.RoleType, user.Role.ToString()));
        identity.AddClaim(new Claim(RegistryClaims.OrganizationType, user.OrganizationId.ToString(CultureInfo.InvariantCulture)));
        return identity;
    }
}
