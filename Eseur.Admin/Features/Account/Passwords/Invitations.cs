namespace Eseur.Admin.Features.Account;

/// <summary>Invites people who have no password yet to set their first one.</summary>
public sealed class Invitations
{
    public Task SendAsync(int userId) => Task.CompletedTask;
}
