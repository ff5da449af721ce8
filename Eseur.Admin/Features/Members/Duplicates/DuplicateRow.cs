using Eseur.Admin.Live;
using Eseur.Domain.Members;

namespace Eseur.Admin.Features.Members.Duplicates;

/// <summary>What may be done about a card that is likely of the same person.</summary>
public enum DuplicateAct : byte
{
    /// <summary>On record in the same organisation: nothing but to look.</summary>
    None,

    /// <summary>On record elsewhere: the other side, or the common superior, lets the person go.</summary>
    Transfer,

    /// <summary>Off record: may be put on record again by anybody.</summary>
    Rejoin,
}

/// <summary>A card that is likely of the same person, as it is shown to one who puts a person on record.</summary>
/// <param name="Birth">Null when the card does not say it.</param>
public sealed record DuplicateRow(int MemberId, string Name, string? Birth, int OrganizationId, string Organization, string? Region, DateOnly? OffRecordOn, DuplicateAct Act, Likeness Likeness)
{
    /// <summary>
    /// The only place that decides what a person sees of a card, be it their own or a stranger's: the year of birth tells
    /// namesakes apart, and the day, the telephone and the e-mail are nobody's business here.
    /// </summary>
    internal static DuplicateRow Of(LookedUpCard card, Likeness likeness, int organizationId, CompletenessBoard board)
    {
        var path = board.PathTo(card.OrganizationId);
        return new DuplicateRow(card.Id, card.Traits.FullName, card.Traits.BirthDate is { } day ? $"{day.Year} г. р." : null,
            card.OrganizationId, path.Count > 0 ? path[^1].Name : "", path.Count > 2 ? path[1].Name : null, card.OffRecordOn, ActOf(card, organizationId), likeness);
    }

    private static DuplicateAct ActOf(LookedUpCard card, int organizationId) =>
        card.OffRecordOn is not null ? DuplicateAct.Rejoin : card.OrganizationId == organizationId ? DuplicateAct.None : DuplicateAct.Transfer;
}
