using Eseur.Domain.Access;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Endpoints;

namespace Eseur.Admin.Features.Access;

public static class AccessServices
{
    public static void AddAccess(this IServiceCollection services)
    {
        services.AddScoped<IAuthorizationHandler, PowerHandler>();
        services.AddAccessPages();
        services.AddAuthorizationBuilder()
            .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().AddRequirements(new RequiresPowerAttribute(Powers.Read)).Build());
    }

    /// <summary>What pages of access, and the passport's offer, ask.</summary>
    public static void AddAccessPages(this IServiceCollection services)
    {
        services.AddScoped<AccessActs>();
        services.AddScoped<AccountActs>();
        services.AddScoped<AccessList>();
        services.AddScoped<PeopleOfAccess>();
        services.AddScoped<ChairpersonAccess>();
    }

    /// <summary>Pages that say nothing fall under the fallback policy; the circuit itself is for anybody who is signed in.</summary>
    public static RazorComponentsEndpointConventionBuilder WithAccess(this RazorComponentsEndpointConventionBuilder pages)
    {
        pages.Add(endpoint =>
        {
            if (!endpoint.Metadata.Any(m => m is IAuthorizeData or IAllowAnonymous or ComponentTypeMetadata))
                endpoint.Metadata.Add(new AuthorizeAttribute());
        });
        return pages;
    }
}
