using Microsoft.AspNetCore.Identity;

namespace Eseur.Admin.Features.Account;

/// <summary>Someone who signs in. Until grants come, one role in one organisation and all below it.</summary>
public sealed class RegistryUser : IdentityUser<int>
{
    public string DisplayName { get; set; } = "";

    public RegistryRole Role { get; set; }

    public int OrganizationId { get; set; }
}

public enum RegistryRole
{
    /// <summary>Reads and exports; changes nothing.</summary>
    Analyst = 0,

    /// <summary>Fills the passport of the organisation led.</summary>
    Chairperson = 1,

    /// <summary>Works with every organisation of the subtree.</summary>
    Apparatus = 2,
}

public static class RegistryRoles
{
    public static string Label(this RegistryRole role) => role switch
    {
        RegistryRole.Analyst => "Аналитик",
        RegistryRole.Chairperson => "Председатель",
        RegistryRole.Apparatus => "Аппарат",
        _ => throw new ArgumentOutOfRangeException(nameof(role), role, null),
    };
}
