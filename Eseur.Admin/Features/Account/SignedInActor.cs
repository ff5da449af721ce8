using System.Security.Claims;
using Eseur.Admin.Data;
using Eseur.Admin.Data.Access;
using Microsoft.AspNetCore.Components.Authorization;

namespace Eseur.Admin.Features.Account;

/// <summary>
/// The signed-in person as the acting one: on a page from the circuit, in an endpoint from the request, in long work
/// whoever asked for it.
/// </summary>
internal sealed class SignedInActor(AuthenticationStateProvider circuit, IHttpContextAccessor request, AccessBook access) : ICurrentActor
{
    private Actor? instead;

    public Actor? Now => instead ?? (Identify(Person()) is var (user, session) ? access.Known(user, session) : null);

    /// <summary>
    /// Who saves through ASP.NET Core Identity's stores. They must reach every account, so only the name is the person's;
    /// before the sign-in, and where no page and no request is about, it is the door itself.
    /// </summary>
    public Actor AtTheDoor => ((instead ?? (request.HttpContext?.User is { } person && Identify(person) is var (user, session) ? access.Known(user, session) : null)) ?? Actor.System(AccountJournal.Door)) with { Scope = Scope.Everything };

    /// <summary>For a scope without a page or a request: everything in it acts for <paramref name="actor"/>.</summary>
    public void ActAs(Actor actor) => instead = actor;

    public async ValueTask<Actor?> GetAsync() => instead ?? (Identify(await PersonAsync()) is var (user, session) ? await access.ReadAsync(user, session) : null);

    private static (int User, Guid Session)? Identify(ClaimsPrincipal? person) =>
        person?.Identity?.IsAuthenticated == true && person.UserId() is { } user && person.Session() is { } session ? (user, session) : null;

    private async ValueTask<ClaimsPrincipal> PersonAsync() => request.HttpContext?.User ?? (await circuit.GetAuthenticationStateAsync()).User;

    private ClaimsPrincipal? Person() =>
        request.HttpContext?.User ?? (circuit.GetAuthenticationStateAsync() is { IsCompletedSuccessfully: true } known ? known.GetAwaiter().GetResult().User : null);
}

public static class ActingScopes
{
    /// <summary>A scope whose services act for <paramref name="actor"/>: for long work and commands.</summary>
    public static AsyncServiceScope CreateScope(this IServiceScopeFactory scopes, Actor actor)
    {
        var scope = scopes.CreateAsyncScope();
        ((SignedInActor)scope.ServiceProvider.GetRequiredService<ICurrentActor>()).ActAs(actor);
        return scope;
    }
}

public static class RegistryClaims
{
    public const string DisplayNameType = "eseur:name";
    public const string SessionType = "eseur:session";

    public static string DisplayName(this ClaimsPrincipal person) => person.FindFirstValue(DisplayNameType) ?? "";

    public static int? UserId(this ClaimsPrincipal person) =>
        int.TryParse(person.FindFirstValue(ClaimTypes.NameIdentifier), out var id) ? id : null;

    public static Guid? Session(this ClaimsPrincipal person) =>
        Guid.TryParse(person.FindFirstValue(SessionType), out var id) ? id : null;
}
