using System.Reflection;
using Eseur.Admin.Data;
using Eseur.Domain.Access;
using Microsoft.AspNetCore.Authorization;

namespace Eseur.Admin.Features.Access;

/// <summary>
/// What a person needs, somewhere at least, to open a page or an endpoint. A page that says nothing needs
/// <see cref="Powers.Read"/>; [Authorize] alone says that anybody who is signed in may come.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class RequiresPowerAttribute(Powers power) : AuthorizeAttribute, IAuthorizationRequirement, IAuthorizationRequirementData
{
    public Powers Power => power;

    public IEnumerable<IAuthorizationRequirement> GetRequirements() => [this];

    /// <summary>Null for a page that is open to everybody; none for one that anybody who is signed in may open.</summary>
    public static Powers? Of(Type page)
    {
        if (page.GetCustomAttribute<AllowAnonymousAttribute>(inherit: true) is not null)
            return null;
        var said = page.GetCustomAttributes<AuthorizeAttribute>(inherit: true).ToList();
        return said.Count == 0 ? Powers.Read : said.OfType<RequiresPowerAttribute>().Aggregate(Powers.None, (all, r) => all | r.Power);
    }
}

/// <summary>Asks what the person may do now, not what the sign-in said.</summary>
internal sealed class PowerHandler(ICurrentActor current) : AuthorizationHandler<RequiresPowerAttribute>
{
    protected override async Task HandleRequirementAsync(AuthorizationHandlerContext context, RequiresPowerAttribute requirement)
    {
        if ((await current.GetAsync())?.Scope.MayAnywhere(requirement.Power) == true)
            context.Succeed(requirement);
    }
}
