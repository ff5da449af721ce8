using System.Security.Claims;
using Eseur.Admin.Data;
using Eseur.Admin.Live;
using Microsoft.AspNetCore.Components.Authorization;

namespace Eseur.Admin.Features.Account;

/// <summary>The signed-in person as the acting one: on a page from the circuit, in an endpoint from the request.</summary>
internal sealed class SignedInActor(AuthenticationStateProvider circuit, IHttpContextAccessor request, CompletenessBoard board) : ICurrentActor
{
    public async ValueTask<Actor?> GetAsync()
    {
        var person = request.HttpContext?.User ?? (await circuit.GetAuthenticationStateAsync()).User;
        if (person.Identity?.IsAuthenticated != true)
            return null;
        return new Actor(person.DisplayName(), person.UserId(), WritePath(person));
    }

    private string? WritePath(ClaimsPrincipal person) =>
        person.Role() is RegistryRole.Apparatus or RegistryRole.Chairperson ? board.SubtreePath(person.OrganizationId()) : null;
}

public static class RegistryClaims
{
    public const string DisplayNameType = "eseur:name";
    public const string RoleType = "eseur:role";
    public const string OrganizationType = "eseur:organization";

    public static string DisplayName(this ClaimsPrincipal person) => person.FindFirstValue(DisplayNameType) ?? "";

    public static int? UserId(this ClaimsPrincipal person) =>
        int.TryParse(person.FindFirstValue(ClaimTypes.NameIdentifier), out var id) ? id : null;

    public static RegistryRole? Role(this ClaimsPrincipal person) =>
        Enum.TryParse<RegistryRole>(person.FindFirstValue(RoleType), out var role) ? role : null;

    /// <summary>Where the person's grant begins; 0 without one.</summary>
    public static int OrganizationId(this ClaimsPrincipal person) =>
        int.TryParse(person.FindFirstValue(OrganizationType), out var id) ? id : 0;
}
