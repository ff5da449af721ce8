using System.Security.Claims;
using Eseur.Admin.Data;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Eseur.Admin.Features.Account;

/// <summary>Begins a session with each sign-in and asks of every request whether its session still lasts.</summary>
internal sealed class SessionCookie(IDbContextFactory<RegistryContext> contexts, AccessBook access, SeenSessions seen, AccountJournal journal, IOptions<IdentityOptions> identity, TimeProvider clock) : CookieAuthenticationEvents
{
    /// <summary>Of a sign-in that the person asked to remember, while nothing is done.</summary>
    public static readonly TimeSpan Remembered = UserSession.Forgotten;

    /// <summary>Of a sign-in that is not to be remembered, while nothing is done; the browser forgets it sooner, when it is closed.</summary>
    private static readonly TimeSpan WorkingDay = TimeSpan.FromHours(12);

    public override async Task SigningIn(CookieSigningInContext context)
    {
        if (!context.Properties.IsPersistent)
            context.Properties.ExpiresUtc = (context.Properties.IssuedUtc ?? clock.GetUtcNow()) + WorkingDay;
        if (context.Principal?.Identity is not ClaimsIdentity person || context.Principal.UserId() is not { } user || context.Principal.Session() is not null)
            return;
        var now = clock.GetUtcNow().UtcDateTime;
        var session = new UserSession
        {
            Id = Guid.NewGuid(), UserId = user, StartedAt = now, SeenAt = now,
            Address = context.HttpContext.Connection.RemoteIpAddress?.ToString() ?? "",
            Device = DeviceName.Of(context.Request.Headers.UserAgent.ToString()),
        };
        await using var database = await contexts.OpenAsync(Actor.System("Вход"), context.HttpContext.RequestAborted);
        database.Add(session);
        // The same browser signs in anew: its old cookie is gone from there, and must be worth nothing elsewhere.
        if (context.HttpContext.User.Session() is { } before)
            await EndAsync(database, before, now);
        await database.SaveChangesAsync(context.HttpContext.RequestAborted);
        person.AddClaim(new Claim(RegistryClaims.SessionType, session.Id.ToString()));
        access.Forget(user);
        await journal.WriteAsync(user, "Вход", session.Address);
    }

    public override async Task ValidatePrincipal(CookieValidatePrincipalContext context)
    {
        var stamp = context.Principal?.FindFirstValue(identity.Value.ClaimsIdentity.SecurityStampClaimType);
        if (stamp is not null && context.Principal is { } person && person.UserId() is { } user && person.Session() is { } session
            && await access.ReadAsync(user, session, stamp, context.HttpContext.RequestAborted) is not null)
        {
            seen.Note(session);
            return;
        }
        context.RejectPrincipal();
        await context.HttpContext.SignOutAsync(IdentityConstants.ApplicationScheme);
    }

    public override async Task SigningOut(CookieSigningOutContext context)
    {
        if (context.HttpContext.User.Session() is not { } session || context.HttpContext.User.UserId() is not { } user)
            return;
        await using var database = await contexts.OpenAsync(Actor.System("Выход"));
        var now = clock.GetUtcNow().UtcDateTime;
        await EndAsync(database, session, now);
        access.Forget(user);
        await journal.WriteAsync(user, "Выход", context.HttpContext.Connection.RemoteIpAddress?.ToString());
    }

    private static Task<int> EndAsync(RegistryContext database, Guid session, DateTime now) =>
        database.Sessions.Where(s => s.Id == session && s.EndedAt == null).ExecuteUpdateAsync(set => set.SetProperty(s => s.EndedAt, now));
}
