using Eseur.Domain.Access;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Endpoints;

namespace Eseur.Admin.Features.Access;

public static class AccessServices
{
    public static void AddAccess(this IServiceCollection services)
    {
        services.AddScoped<IAuthorizationHandler, PowerHandler>();
        services.AddAuthorizationBuilder()
            .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().AddRequirements(new RequiresPowerAttribute(Powers.Read)).Build());
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
