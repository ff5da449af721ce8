using Eseur.Admin.Live;
using Eseur.Admin.Shared;
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
/// <param name="MemberId">For the acts; of an outside card it is never drawn.</param>
/// <param name="Name">The person's; of an outside card only that there is one.</param>
/// <param name="Birth">Null when the card does not say it, or is outside.</param>
/// <param name="OrganizationId">0 for an outside card.</param>
/// <param name="Why">What speaks for one person, a sentence.</param>
/// <param name="IsStrong">A person has to answer whether it is somebody else.</param>
/// <param name="IsOutside">Whose card this is, where and since when is nobody's business here.</param>
public sealed record DuplicateRow(int MemberId, string Name, string? Birth, int OrganizationId, string? Organization, string? Region, DateOnly? OffRecordOn, DuplicateAct Act, string Why, bool IsStrong, bool IsOutside)
{
    internal const string Elsewhere = "Похожая карточка есть в другой организации";
    internal const string OnceElsewhere = "Такой человек состоял на учёте в другой организации";

    /// <summary>
    /// The only place that decides what a person sees of a card, be it their own or a stranger's: the year of birth tells
    /// namesakes apart, and the day, the telephone and the e-mail are nobody's business here. Of a card that the person may
    /// not read nothing is told but what they typed themselves.
    /// </summary>
    /// <param name="mayRead">Whether the person reads whom cards of its organisation are about.</param>
    internal static DuplicateRow Of(LookedUpCard card, Likeness likeness, int organizationId, bool mayRead, CompletenessBoard board)
    {
        var act = card.OffRecordOn is not null ? DuplicateAct.Rejoin : card.OrganizationId == organizationId ? DuplicateAct.None : DuplicateAct.Transfer;
        if (!mayRead)
            return new DuplicateRow(card.Id, act == DuplicateAct.Rejoin ? OnceElsewhere : Elsewhere, null, 0, null, null, null, act, InGeneral(likeness), likeness.IsStrong, IsOutside: true);
        var path = board.PathTo(card.OrganizationId);
        return new DuplicateRow(card.Id, card.Traits.FullName, card.Traits.BirthDate is { } day ? $"{day.Year} г. р." : null,
            card.OrganizationId, path.Count > 0 ? path[^1].Name : null, path.Count > 2 ? path[1].Name : null, card.OffRecordOn, act, InDetail(likeness), likeness.IsStrong, IsOutside: false);
    }

    private static string InDetail(Likeness likeness) =>
        Ru.Sentence(string.Join(", ", likeness.Reasons.Where(r => !r.IsDoubt()).Select(r => r.Label()))) + string.Concat(likeness.Reasons.Where(r => r.IsDoubt()).Select(r => "; но " + r.Label())) + ".";

    /// <summary>How a name differs would tell the name.</summary>
    private static string InGeneral(Likeness likeness)
    {
        var same = likeness.Reasons.Where(r => !r.IsDoubt()).Select(r => r switch
        {
            LikenessReason.SameBirthDate => "день рождения",
            LikenessReason.SamePhone => "телефон",
            LikenessReason.SameEmail => "e-mail",
            _ => "имя",
        }).Distinct().ToList();
        return same.Count > 1 ? $"Совпали {string.Join(", ", same.SkipLast(1))} и {same[^1]}." : $"Совпало: {same.SingleOrDefault()}.";
    }
}
