using Eseur.Domain.Completeness;
using Eseur.Domain.Fields;
using Eseur.Domain.References;

namespace Eseur.Domain.Passports;

/// <summary>Профактив: required for all organisations (seed 003).</summary>
public static class ActivistsTab
{
    public static readonly Field Name = Field.Of<Activist>("activist-name", a => a.Name, "Фамилия, имя, отчество", new PersonNameKind(), required: true, personal: true);
    public static readonly Field Role = Field.Of<Activist>("activist-role", a => a.Role, "Роль", new ChoiceKind(ReferenceLists.ActivistRole));
    public static readonly Field Commission = Field.Of<Activist>("activist-commission", a => a.Commission, "Комиссия", new TextKind(200), "Для членов и председателей комиссий.");
    public static readonly Field EmailFailedOn = Field.Of<Activist>("activist-email-failed", a => a.EmailFailedOn, "Письмо вернулось", new DateKind(2000), "День, когда почта ответила, что такого адреса нет.", byAct: true);
    public static readonly Field Email = Field.Of<Activist>("activist-email", a => a.Email, "E-mail", new EmailKind(), "Для писем профактиву.", personal: true, failedOn: EmailFailedOn);
    public static readonly Field ConsentEmail = Field.Of<Activist>("activist-consent-email", a => a.ConsentEmail, "Согласие на письма по e-mail", new FlagKind(), "«Нет» — тоже ответ: писем не будет.");
    public static readonly Field Since = Field.Of<Activist>("activist-since", a => a.Since, "С", new DateKind(1940));
    public static readonly Field Until = Field.Of<Activist>("activist-until", a => a.Until, "По", new DateKind(1940));

    public static readonly RowSet Activists = RowSet.Of("activists", "activists", o => o.Activists, "Профактив", "Добавить человека",
        "Профактив не указан. Добавьте заместителя, членов профкома, уполномоченных: заполнение обязательно для всех организаций.", a => a.Name,
        [Name, Role, Commission, Email, EmailFailedOn, ConsentEmail, Since, Until],
        a => a.Until < a.Since ? (Until.Key, "Конец не может быть раньше начала.") : null);

    public static readonly CatalogueTab Tab = new()
    {
        Key = "activists",
        Title = "Профактив",
        RowSets = [Activists],
        Gaps = [Gap.Of(8, Activists, "Профактив не указан", "Заполнение обязательно для всех: актив видят, учат и награждают по этому списку.")],
    };
}

/// <summary>Штат: required for organisations that are legal entities (seed 003).</summary>
public static class StaffTab
{
    public static readonly Field Name = Field.Of<StaffMember>("staff-name", s => s.Name, "Фамилия, имя, отчество", new PersonNameKind(), required: true, personal: true);
    public static readonly Field Position = Field.Of<StaffMember>("staff-position", s => s.Position, "Должность в штате", new TextKind(200));
    public static readonly Field Rate = Field.Of<StaffMember>("staff-rate", s => s.Rate, "Ставка", new DecimalKind(0, 2, 2), "От 0 до 2, например 0,5.");
    public static readonly Field Employment = Field.Of<StaffMember>("staff-employment", s => s.Employment, "Вид работы", new ChoiceKind(ReferenceLists.StaffEmployment));
    public static readonly Field HiredOn = Field.Of<StaffMember>("staff-hired", s => s.HiredOn, "Принят", new DateKind(1940));
    public static readonly Field LeftOn = Field.Of<StaffMember>("staff-left", s => s.LeftOn, "Уволен", new DateKind(1940));

    public static readonly RowSet Staff = RowSet.Of("staff", "staff", o => o.Staff, "Штат", "Добавить работника",
        "Штат не указан. Организация с правами юридического лица называет всех своих работников, начиная с председателя и бухгалтера.", s => s.Name,
        [Name, Position, Rate, Employment, HiredOn, LeftOn],
        s => s.LeftOn < s.HiredOn ? (LeftOn.Key, "Уволить раньше, чем принять, нельзя.") : null);

    public static readonly CatalogueTab Tab = new()
    {
        Key = "staff",
        Title = "Штат",
        RowSets = [Staff],
        Gaps = [Gap.Of(9, Staff, "Штат не заполнен", "Заполнение обязательно для юридических лиц.", audience: Audience.LegalEntities)],
    };
}
