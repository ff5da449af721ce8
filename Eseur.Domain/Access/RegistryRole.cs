namespace Eseur.Domain.Access;

/// <summary>What a grant makes of a person. The numbers are stored.</summary>
public enum RegistryRole : byte
{
    /// <summary>Reads and exports figures and passports of the subtree; whoever they are about stays hidden.</summary>
    Analyst = 0,

    /// <summary>Fills the passport of the one organisation led and the cards of its members.</summary>
    Chairperson = 1,

    /// <summary>Works with every organisation and card of the subtree.</summary>
    Apparatus = 2,

    /// <summary>Whatever the apparatus may; gives every role and reads the change record as well.</summary>
    Administrator = 3,

    /// <summary>Reads the change record and nothing else.</summary>
    Auditor = 4,

    /// <summary>An analyst who sees whom the figures are about.</summary>
    PersonalAnalyst = 5,
}

/// <summary>What one role allows. A grant allows it in its organisation and all below, but see <see cref="RegistryRoles.OfOneOrganization"/>.</summary>
[Flags]
public enum Powers : byte
{
    None = 0,

    /// <summary>Organisations, figures, cards without what tells whose they are.</summary>
    Read = 1,

    /// <summary>Names, contacts and the rest of what a person is known by.</summary>
    ReadPersons = 2,

    Write = 4,

    /// <summary>Invite people and give them roles.</summary>
    Give = 8,

    /// <summary>The change record and who read what.</summary>
    Audit = 16,
}

public static class RegistryRoles
{
    /// <summary>A chairperson fills the one organisation that elected them; what is below it, they only read.</summary>
    public const Powers OfOneOrganization = Powers.ReadPersons | Powers.Write;

    public static string Label(this RegistryRole role) => role switch
    {
        RegistryRole.Analyst => "Аналитик",
        RegistryRole.Chairperson => "Председатель",
        RegistryRole.Apparatus => "Аппарат",
        RegistryRole.Administrator => "Администратор",
        RegistryRole.Auditor => "Аудитор",
        RegistryRole.PersonalAnalyst => "Аналитик с персональными данными",
        _ => throw new ArgumentOutOfRangeException(nameof(role), role, null),
    };

    /// <summary>One line for whoever chooses a role for somebody.</summary>
    public static string Means(this RegistryRole role) => role switch
    {
        RegistryRole.Analyst => "Смотрит и выгружает показатели и паспорта. Имена и контакты людей скрыты.",
        RegistryRole.Chairperson => "Заполняет паспорт своей организации и карточки её членов.",
        RegistryRole.Apparatus => "Работает со всеми организациями и карточками ниже, приглашает людей.",
        RegistryRole.Administrator => "Всё, что может аппарат, даёт любые роли и читает журнал изменений.",
        RegistryRole.Auditor => "Читает журнал изменений и больше ничего.",
        RegistryRole.PersonalAnalyst => "Смотрит и выгружает показатели, паспорта и карточки с именами и контактами.",
        _ => throw new ArgumentOutOfRangeException(nameof(role), role, null),
    };

    public static Powers Allows(this RegistryRole role) => role switch
    {
        RegistryRole.Analyst => Powers.Read,
        RegistryRole.PersonalAnalyst => Powers.Read | Powers.ReadPersons,
        RegistryRole.Chairperson => Powers.Read | Powers.ReadPersons | Powers.Write,
        RegistryRole.Apparatus => Powers.Read | Powers.ReadPersons | Powers.Write | Powers.Give,
        RegistryRole.Administrator => Powers.Read | Powers.ReadPersons | Powers.Write | Powers.Give | Powers.Audit,
        RegistryRole.Auditor => Powers.Audit,
        _ => Powers.None,
    };

    /// <summary>Nobody gives more than they have: a role may be given by those who have all its powers.</summary>
    public static bool MayGive(this RegistryRole giver, RegistryRole given) =>
        giver.Allows().HasFlag(Powers.Give) && (given.Allows() & ~giver.Allows()) == Powers.None;
}
