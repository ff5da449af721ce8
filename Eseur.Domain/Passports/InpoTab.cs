using Eseur.Domain.Completeness;
using Eseur.Domain.Fields;
using Eseur.Domain.Organizations;

namespace Eseur.Domain.Passports;

/// <summary>ИНПО: the abbreviation is not spelled out in the source (seed 003), so it is not spelled out here.</summary>
public static class InpoTab
{
    public static readonly Field DuesRate = Field.Of<Organization>("dues", o => o.DuesRate, "Членский профсоюзный взнос",
        new DecimalKind(0, 100, 2, "%"), "Доля заработка, обычно 1 %.", audience: Audience.Primary);

    public static readonly Field IsSmall = Field.Of<Organization>("small", o => o.IsSmall, "Малочисленная ПО",
        new FlagKind(), audience: Audience.Primary);

    public static readonly Field HasProfkom = Field.Of<Organization>("profkom", o => o.HasProfkom, "Наличие профкома",
        new FlagKind(), audience: Audience.Primary);

    public static readonly Field Inn = Field.Of<Organization>("own-inn", o => o.Inn, "ИНН организации Профсоюза",
        new CodeKind("ИНН", [10], TaxCodes.IsInn, "7707083893"), audience: Audience.LegalEntities);

    public static readonly Field Kpp = Field.Of<Organization>("own-kpp", o => o.Kpp, "КПП организации Профсоюза",
        new CodeKind("КПП", [9], null, "770701001"), audience: Audience.LegalEntities);

    public static readonly Field Ogrn = Field.Of<Organization>("own-ogrn", o => o.Ogrn, "ОГРН организации Профсоюза",
        new CodeKind("ОГРН", [13], TaxCodes.IsOgrn, "1027700132195"), audience: Audience.LegalEntities);

    public static readonly Field FoundedOn = Field.Of<Organization>("founded", o => o.FoundedOn, "Дата создания",
        new DateKind(1860), "День решения о создании организации Профсоюза.");

    public static readonly CatalogueTab Tab = new()
    {
        Key = "inpo",
        Title = "ИНПО",
        Fields = [DuesRate, IsSmall, HasProfkom, FoundedOn, Inn, Kpp, Ogrn],
        Gaps =
        [
            Gap.Of(0, DuesRate, "Взнос не указан", "Без него не посчитать поступления и не увидеть, где взнос не собирают.", Unlocks.Form),
            Gap.Of(1, IsSmall, "Малочисленность не указана", "Малочисленным полагаются упрощённые отчёты.", Unlocks.Form),
            Gap.Of(2, HasProfkom, "Наличие профкома не указано", "Показывает, есть ли кому решать вместе с председателем.", Unlocks.Form),
        ],
    };
}
