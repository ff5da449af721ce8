using Eseur.Admin.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;

namespace Eseur.Admin.Features.Account;

/// <summary>What the pages' script asks while a browser makes or shows a key. Forms with antiforgery, answers in JSON: what to do next or a sentence.</summary>
internal static class PasskeyEndpoints
{
    private const string NotTaken = "Ключ доступа не подошёл или время вышло. Попробуйте ещё раз.";

    public static void MapPasskeys(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/account/passkeys/options", AskToCreateAsync).RequireAuthorization().WithMetadata(new OpenBeforeSecondFactorAttribute());
        routes.MapPost("/account/passkeys", CreateAsync).RequireAuthorization().WithMetadata(new OpenBeforeSecondFactorAttribute());
        routes.MapPost("/sign-in/passkey/options", AskToSignInAsync).AllowAnonymous();
        routes.MapPost("/sign-in/passkey", SignInAsync).AllowAnonymous();
    }

    private static async Task<IResult> AskToCreateAsync(HttpContext request, PasskeyCeremony ceremony, Passkeys passkeys, CountedTries tries, UserManager<RegistryUser> users, [FromForm] string? password)
    {
        if (await users.GetUserAsync(request.User) is not { } user)
            return Results.Unauthorized();
        if (await tries.PasswordAsync(user, password) is { } problem)
            return Problem(problem);
        if ((await passkeys.ListAsync(user)).Count >= Passkeys.Most)
            return Problem($"Ключей уже {Passkeys.Most}. Удалите те, которыми не пользуетесь.");
        return Results.Content(await ceremony.AskToCreateAsync(request, user), "application/json");
    }

    private static async Task<IResult> CreateAsync(HttpContext request, PasskeyCeremony ceremony, Passkeys passkeys, ICurrentActor current, UserManager<RegistryUser> users, [FromForm] string? credential, [FromForm] string? name)
    {
        if (await users.GetUserAsync(request.User) is not { } user || await current.GetAsync() is not { } actor)
            return Results.Unauthorized();
        if (await ceremony.CreatedAsync(request, user, credential ?? "") is not { } passkey)
            return Problem(NotTaken);
        var named = (name ?? "").Trim();
        await passkeys.AddAsync(actor, user, passkey, named is "" ? DeviceName.Of(request.Request.Headers.UserAgent.ToString()) : named[..Math.Min(named.Length, Passkeys.NameLength)]);
        return Results.Json(new { to = "/account?done=passkey" });
    }

    private static async Task<IResult> AskToSignInAsync(HttpContext request, PasskeyCeremony ceremony, [FromForm] string? @return) =>
        Results.Content(await ceremony.AskToSignInAsync(request), "application/json");

    /// <summary>Possession of the key and the finger or PIN it asked for are two factors. A pause for wrong passwords does not keep its owner out.</summary>
    private static async Task<IResult> SignInAsync(HttpContext request, PasskeyCeremony ceremony, Passkeys passkeys, SignInManager<RegistryUser> entrance, [FromForm] string? credential, [FromForm] string? @return)
    {
        if (await ceremony.SignedAsync(request, credential ?? "") is not var (user, passkey) || !await entrance.CanSignInAsync(user))
            return Problem(NotTaken);
        await passkeys.UsedAsync(user, passkey);
        await entrance.SignInAsync(user, isPersistent: false, authenticationMethod: "passkey");
        return Results.Json(new { to = SignInPage.Local(@return) });
    }

    private static IResult Problem(string sentence) => Results.Json(new { problem = sentence });
}
