namespace Eseur.Domain.Organizations;

/// <summary>Place of an organisation in the union's structure. Source: seed 003, "Актуальный реестр".</summary>
public enum OrganizationLevel
{
    /// <summary>The union itself: the root of the tree, counted in no figure.</summary>
    Nation = 0,
    Regional = 1,
    Interregional = 2,
    Okrug = 3,
    Territorial = 4,
    Primary = 5,

    /// <summary>A large primary organisation that works as a territorial one; counted among the primary.</summary>
    PrimaryAsTerritorial = 6,
}

/// <summary>The four levels that figures are given by; the okrug's stand apart as on the union's slides.</summary>
public enum LevelGroup { None, Regional, Okrug, Territorial, Primary }

public static class OrganizationLevels
{
    public static LevelGroup Group(this OrganizationLevel level) => level switch
    {
        OrganizationLevel.Regional or OrganizationLevel.Interregional => LevelGroup.Regional,
        OrganizationLevel.Okrug => LevelGroup.Okrug,
        OrganizationLevel.Territorial => LevelGroup.Territorial,
        OrganizationLevel.Primary or OrganizationLevel.PrimaryAsTerritorial => LevelGroup.Primary,
        _ => LevelGroup.None,
    };

    public static bool IsPrimary(this OrganizationLevel level) => level.Group() == LevelGroup.Primary;

    public static string Label(this OrganizationLevel level) => level switch
    {
        OrganizationLevel.Nation => "Общероссийский Профсоюз",
        OrganizationLevel.Regional => "Региональная",
        OrganizationLevel.Interregional => "Межрегиональная",
        OrganizationLevel.Okrug => "Окружная",
        OrganizationLevel.Territorial => "Территориальная",
        OrganizationLevel.Primary => "Первичная",
        OrganizationLevel.PrimaryAsTerritorial => "Первичная с правами территориальной",
        _ => throw new ArgumentOutOfRangeException(nameof(level), level, null),
    };

    /// <summary>Whether <paramref name="level"/> may stand directly under <paramref name="superior"/>.</summary>
    public static bool MayStandUnder(this OrganizationLevel level, OrganizationLevel superior) => level.Group() switch
    {
        LevelGroup.Regional or LevelGroup.Okrug => superior == OrganizationLevel.Nation,
        LevelGroup.Territorial => superior.Group() is LevelGroup.Regional or LevelGroup.Okrug,
        LevelGroup.Primary => superior.Group() is LevelGroup.Regional or LevelGroup.Okrug or LevelGroup.Territorial
            || (superior == OrganizationLevel.PrimaryAsTerritorial && level == OrganizationLevel.Primary),
        _ => false,
    };
}
