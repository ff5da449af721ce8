using Eseur.Admin.Data;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Identity;

namespace Eseur.Admin.Features.Account;

public static class AccountServices
{
    public static void AddAccounts(this IServiceCollection services, IConfiguration settings)
    {
        services.AddIdentityCore<RegistryUser>(options =>
            {
                PasswordServices.Require(options);
                options.User.RequireUniqueEmail = true;
                // SignInGuards count failures, also of names that nobody has.
                options.Lockout.AllowedForNewUsers = false;
            })
            .AddEntityFrameworkStores<RegistryContext>()
            .AddClaimsPrincipalFactory<RegistryClaimsFactory>()
            .AddPasswords()
            .AddSignInManager<RegistrySignIn>();
        services.AddAuthentication(IdentityConstants.ApplicationScheme).AddIdentityCookies();
        services.ConfigureApplicationCookie(cookie =>
        {
            cookie.LoginPath = "/sign-in";
            cookie.AccessDeniedPath = "/denied";
            cookie.ReturnUrlParameter = "return";
            cookie.Cookie.Name = "eseur";
            cookie.Cookie.SameSite = SameSiteMode.Lax;
            cookie.ExpireTimeSpan = SessionCookie.Remembered;
            cookie.EventsType = typeof(SessionCookie);
        });
        services.AddHttpContextAccessor();
        services.AddSingleton<AccessBook>();
        services.AddSingleton<AccountJournal>();
        services.AddScoped<SessionCookie>();
        services.AddOwnAccount(settings);
        services.AddCircuitWatch(settings);
        services.AddEntry();
        services.AddScoped<ICurrentActor, SignedInActor>();
    }

    public static void MapAccounts(this IEndpointRouteBuilder routes)
    {
        routes.MapPasskeys();
        routes.MapPost("/sign-out", async (HttpContext request, IAntiforgery antiforgery, SignInManager<RegistryUser> signIn) =>
        {
            // A form on another site must not end anyone's work. A form of ours grown old is renewed by the page it leads to.
            if (!await antiforgery.IsRequestValidAsync(request))
                return Results.LocalRedirect("/");
            await signIn.SignOutAsync();
            // Photographs may lie in the browser's store for a day: not past the sign-out.
            request.Response.Headers["Clear-Site-Data"] = "\"cache\"";
            return Results.LocalRedirect("/sign-in");
        }).RequireAuthorization().WithMetadata(new OpenBeforeSecondFactorAttribute());
    }
}
