using Eseur.Domain.Completeness;
using Eseur.Domain.Fields;
using Eseur.Domain.References;

namespace Eseur.Domain.Members;

/// <summary>Общие: who the person is, and whether the union may keep that (seed 003).</summary>
public static class PersonTab
{
    public static readonly Field Surname = Field.Of<Member>("surname", m => m.Surname, "Фамилия", new NamePartKind("Иванова"), required: true, personal: true);

    public static readonly Field Name = Field.Of<Member>("name", m => m.Name, "Имя", new NamePartKind("Мария"), required: true, personal: true);

    public static readonly Field Patronymic = Field.Of<Member>("patronymic", m => m.Patronymic, "Отчество", new NamePartKind("Петровна"), personal: true);

    public static readonly Field NoPatronymic = Field.Of<Member>("no-patronymic", m => m.NoPatronymic, "Отчества нет", new FlagKind(), "«Да» — если отчества нет в паспорте.");

    public static readonly Field Employment = Field.Of<Member>("employment", m => m.Employment, "Занятость", MemberKinds.Employment);

    public static readonly Field Sex = Field.Of<Member>("sex", m => m.Sex, "Пол", MemberKinds.Sex);

    public static readonly Field BirthDate = Field.Of<Member>("birth", m => m.BirthDate, "Дата рождения", new DateKind(1900, 2020), personal: true);

    public static readonly Field Consent = Field.Of<Member>("consent", m => m.ConsentOn, "Согласие на обработку персональных данных Профсоюзу", new DateKind(1990),
        "День, когда человек согласился.", byAct: true, personal: true);

    public static readonly Field ConsentText = Field.Of<Member>("consent-text", m => m.ConsentText, "Версия текста согласия", new TextKind(Members.ConsentText.VersionLength), byAct: true, personal: true);

    public static readonly Field ConsentChannel = Field.Of<Member>("consent-channel", m => m.ConsentChannel, "Как дано согласие", new ChoiceKind(ReferenceLists.ConsentChannel), byAct: true, personal: true);

    public static readonly CatalogueTab Tab = new()
    {
        Key = "person",
        Title = "Общие",
        Fields = [Surname, Name, Patronymic, NoPatronymic, Employment, Sex, BirthDate, Consent, ConsentText, ConsentChannel],
        Gaps =
        [
            Gap.Of(0, Employment, "Занятость не указана", "По занятости члена Профсоюза относят к строке отчёта.", Unlocks.Form),
            Gap.Of(1, Sex, "Пол не указан", "В отчётах отдельно считают женщин.", Unlocks.Form),
            Gap.Of(2, BirthDate, "Дата рождения не указана", "По ней отличают однофамильцев и считают молодёжь.", Unlocks.Form | Unlocks.Ticket),
            Gap.Of(3, Consent, "Согласия на обработку данных нет", "Без согласия нельзя ни выдать билет, ни послать письмо.", Unlocks.Letter | Unlocks.Ticket),
        ],
    };
}
