using Eseur.Domain.Organizations;

namespace Eseur.Domain.Letters;

/// <summary>Whom a letter is for, as the registry knows them at this moment.</summary>
/// <param name="Kind">What <paramref name="Id"/> is the number of.</param>
/// <param name="Id">Of the chairperson's row, the organisation, the activist's row, the card or the account; 0 where the office is empty.</param>
/// <param name="OrganizationId">By whose level the letter is counted; null for letters to accounts.</param>
/// <param name="Name">As a letter addresses them.</param>
/// <param name="Address">E-mail, phone or another address of the channel, as it stands in the registry.</param>
/// <param name="Obstacle">What stands in the way now.</param>
public sealed record Recipient(RecipientKind Kind, int Id, int? OrganizationId, LevelGroup Level, string Name, string? Address, Obstacle Obstacle)
{
    /// <summary>Somebody with an account, who is counted by no organisation's level.</summary>
    /// <param name="address">Where it is known before the letter is written.</param>
    public static Recipient OfAccount(int id, string name, string? address = null) => new(RecipientKind.User, id, null, LevelGroup.None, name, address, Obstacle.None);
}
