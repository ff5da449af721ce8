namespace Eseur.Domain.Members;

/// <summary>How near two cards are kept: a namesake next door is more likely the same person than one a thousand miles off.</summary>
public enum Nearness : byte { Elsewhere, SameRegion, SameOrganization }

/// <summary>
/// Why two cards may be of one person. The database is asked for a few hundred cards that share something; whether that
/// is likeness is decided here.
/// </summary>
/// <param name="Score">Sorts: the more, the likelier.</param>
/// <param name="IsStrong">A person has to answer whether it is somebody else; otherwise it is only shown.</param>
/// <param name="Reasons">Weightiest first.</param>
public sealed record Likeness(int Score, bool IsStrong, IReadOnlyList<LikenessReason> Reasons)
{
    /// <summary>Null when nothing speaks for one person. The order of the two makes no difference.</summary>
    public static Likeness? Of(PersonTraits a, PersonTraits b, Nearness near = Nearness.Elsewhere)
    {
        var name = NameComparison.Of(a, b);
        var birth = a.BirthDate is null || b.BirthDate is null ? LikenessReason.BirthDateUnknown
            : a.BirthDate == b.BirthDate ? LikenessReason.SameBirthDate : LikenessReason.OtherBirthDate;
        var phone = IsSame(a.Phone, b.Phone);
        var email = IsSame(a.Email, b.Email);
        var isLike = phone || email || birth switch
        {
            LikenessReason.SameBirthDate => name.Likeness >= NameLikeness.GivenInFull,
            LikenessReason.BirthDateUnknown => name.Likeness == NameLikeness.Same,
            _ => false,
        };
        return isLike
            ? new Likeness(Weigh(name, birth, phone, email, near), IsAlarming(name, birth, phone || email, near), [.. Why(name, birth, phone, email)])
            : null;
    }

    private static bool IsSame(string? a, string? b) => !string.IsNullOrEmpty(a) && string.Equals(a, b, StringComparison.OrdinalIgnoreCase);

    private static bool IsAlarming(NameComparison name, LikenessReason birth, bool contact, Nearness near) => birth switch
    {
        // In the whole country one in five has a stranger of the same name, patronymic and birth date.
        LikenessReason.SameBirthDate => contact || name.Likeness >= NameLikeness.Close || (name.Likeness == NameLikeness.GivenInFull && near != Nearness.Elsewhere),
        LikenessReason.BirthDateUnknown => contact ? name.Likeness >= NameLikeness.Given : near == Nearness.SameOrganization,
        // A daughter may have her mother's telephone and first name.
        _ => name.Likeness >= NameLikeness.GivenInFull,
    };

    private static int Weigh(NameComparison name, LikenessReason birth, bool phone, bool email, Nearness near) =>
        name.Likeness switch { NameLikeness.Same => 40, NameLikeness.Close => 34, NameLikeness.GivenInFull => 22, NameLikeness.Given => 12, _ => 0 }
        + birth switch { LikenessReason.SameBirthDate => 40, LikenessReason.OtherBirthDate => -10, _ => 0 }
        + (phone ? 25 : 0) + (email ? 25 : 0)
        + near switch { Nearness.SameOrganization => 8, Nearness.SameRegion => 4, _ => 0 };

    private static IEnumerable<LikenessReason> Why(NameComparison name, LikenessReason birth, bool phone, bool email)
    {
        if (name.Why is { } why)
            yield return why;
        if (birth == LikenessReason.SameBirthDate)
            yield return birth;
        if (phone)
            yield return LikenessReason.SamePhone;
        if (email)
            yield return LikenessReason.SameEmail;
        if (birth != LikenessReason.SameBirthDate)
            yield return birth;
    }
}
