using System.Globalization;
using System.Security.Cryptography;
using Eseur.Admin.Edge;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;

namespace Eseur.Admin.Features.Account;

/// <summary>
/// Asks a browser for a key and checks its answer. What was asked waits in a cookie of its own, good once and for ten
/// minutes: Identity's would put out the one that carries somebody between the two steps of signing in.
/// </summary>
internal sealed class PasskeyCeremony(IPasskeyHandler<RegistryUser> handler, IDataProtectionProvider protection, EdgeSettings edge)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private readonly ITimeLimitedDataProtector protector = protection.CreateProtector("Eseur.Passkey").ToTimeLimitedDataProtector();

    private string Cookie => (edge.HttpsRequired ? "__Host-" : "") + "eseur-passkey";

    public async Task<string> AskToCreateAsync(HttpContext request, RegistryUser user)
    {
        var name = user.Email ?? user.DisplayName;
        var asked = await handler.MakeCreationOptionsAsync(new PasskeyUserEntity { Id = Text(user.Id), Name = name, DisplayName = user.DisplayName }, request);
        Keep(request, asked.AttestationState);
        return asked.CreationOptionsJson;
    }

    /// <summary>Anybody's key: whose it is, the answer says.</summary>
    public async Task<string> AskToSignInAsync(HttpContext request)
    {
        var asked = await handler.MakeRequestOptionsAsync(null, request);
        Keep(request, asked.AssertionState);
        return asked.RequestOptionsJson;
    }

    /// <returns>Null when the answer is not to what was asked of this person.</returns>
    public async Task<UserPasskeyInfo?> CreatedAsync(HttpContext request, RegistryUser user, string credential)
    {
        var answer = await handler.PerformAttestationAsync(new PasskeyAttestationContext { HttpContext = request, CredentialJson = credential, AttestationState = Take(request) });
        return answer.Succeeded && answer.UserEntity.Id == Text(user.Id) ? answer.Passkey : null;
    }

    /// <returns>Null when the answer is not to what was asked, or nobody has such a key.</returns>
    public async Task<(RegistryUser User, UserPasskeyInfo Passkey)?> SignedAsync(HttpContext request, string credential)
    {
        var answer = await handler.PerformAssertionAsync(new PasskeyAssertionContext { HttpContext = request, CredentialJson = credential, AssertionState = Take(request) });
        return answer.Succeeded ? (answer.User, answer.Passkey) : null;
    }

    private static string Text(int userId) => userId.ToString(CultureInfo.InvariantCulture);

    private void Keep(HttpContext request, string? state) => request.Response.Cookies.Append(Cookie, protector.Protect(state ?? "", Patience), Options(Patience));

    private string? Take(HttpContext request)
    {
        if (request.Request.Cookies[Cookie] is not { } kept)
            return null;
        request.Response.Cookies.Delete(Cookie, Options(null));
        try
        {
            return protector.Unprotect(kept);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private CookieOptions Options(TimeSpan? age) => new() { HttpOnly = true, SameSite = SameSiteMode.Strict, Secure = edge.HttpsRequired, IsEssential = true, MaxAge = age };
}
