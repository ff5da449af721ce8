namespace Eseur.Domain.Members;

public enum LikenessReason : byte
{
    SameName,
    SameWords,
    NoPatronymic,
    Abbreviated,
    Slip,
    PartOfSurname,
    OtherSurname,
    SameBirthDate,
    SamePhone,
    SameEmail,
    BirthDateUnknown,
    OtherBirthDate,
}

public static class LikenessLabels
{
    /// <summary>As a person reads it beside the card that was found.</summary>
    public static string Label(this LikenessReason reason) => reason switch
    {
        LikenessReason.SameName => "то же полное имя",
        LikenessReason.SameWords => "те же слова имени в другом порядке",
        LikenessReason.NoPatronymic => "те же фамилия и имя, отчество только в одной карточке",
        LikenessReason.Abbreviated => "та же фамилия, имя или отчество сокращены",
        LikenessReason.Slip => "имя отличается на одну-две буквы",
        LikenessReason.PartOfSurname => "то же имя, фамилия совпадает частично",
        LikenessReason.OtherSurname => "то же имя, другая фамилия",
        LikenessReason.SameBirthDate => "та же дата рождения",
        LikenessReason.SamePhone => "тот же телефон",
        LikenessReason.SameEmail => "тот же e-mail",
        LikenessReason.BirthDateUnknown => "дата рождения известна не у обоих",
        LikenessReason.OtherBirthDate => "дата рождения другая",
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, null),
    };

    /// <summary>Speaks against one person rather than for it.</summary>
    public static bool IsDoubt(this LikenessReason reason) => reason is LikenessReason.BirthDateUnknown or LikenessReason.OtherBirthDate;
}
