using Eseur.Admin.Shared.Mail;

namespace Eseur.Admin.Features.Account;

/// <summary>Invites people who have no password yet to set their first one.</summary>
public sealed class Invitations(OutgoingLetters letters)
{
    /// <summary>
    /// Sends the letter in the background; call it after the account is saved. Nobody who has a password already, or whose
    /// account is closed, is written to. An older letter's link stays good until its own end or until one of them is used.
    /// </summary>
    public Task SendAsync(int userId)
    {
        letters.Post((services, _) => services.GetRequiredService<PasswordLetters>().InvitationAsync(userId));
        return Task.CompletedTask;
    }
}
