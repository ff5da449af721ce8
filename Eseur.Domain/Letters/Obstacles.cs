using Eseur.Domain.Fields;
using Eseur.Domain.References;

namespace Eseur.Domain.Letters;

public static class Obstacles
{
    private static readonly ReferenceBook NoLists = new([]);

    /// <summary>What stands between a letter and an address of the registry, the first thing to mend first.</summary>
    /// <param name="address">As it stands there.</param>
    /// <param name="kind">Of the field that holds it: what its form would accept.</param>
    /// <param name="failedOn">Since when letters to it come back.</param>
    /// <param name="consent">To this channel; null while nobody has answered.</param>
    public static Obstacle Of(string? address, FieldKind kind, DateOnly? failedOn, bool? consent)
    {
        if (string.IsNullOrWhiteSpace(address))
            return Obstacle.NoAddress;
        if (!kind.Parse(address, NoLists).IsValid)
            return Obstacle.BadAddress;
        if (failedOn is not null)
            return Obstacle.Returned;
        return consent switch { true => Obstacle.None, null => Obstacle.NoConsent, false => Obstacle.Refused };
    }
}
