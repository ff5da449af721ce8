using Microsoft.AspNetCore.Identity;

namespace Eseur.Admin.Features.Account;

/// <summary>Someone who signs in, by e-mail or by the number of the member's ticket. What they may do stands in their grants.</summary>
public sealed class RegistryUser : IdentityUser<int>
{
    public string DisplayName { get; set; } = "";

    /// <summary>The person's own card, which the number of the ticket leads to; null for somebody who is no member.</summary>
    public int? MemberId { get; set; }

    /// <summary>UTC; null while the person may sign in.</summary>
    public DateTime? ClosedAt { get; set; }

    /// <summary>Invited, and no password set yet.</summary>
    public bool IsInvited => PasswordHash is null;
}
