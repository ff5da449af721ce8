using Eseur.Domain.Completeness;
using Eseur.Domain.Fields;

namespace Eseur.Domain.Passports;

/// <summary>Председатель: the tab is unfilled while there is no current chairperson (seed 003).</summary>
public static class ChairpersonTab
{
    public static readonly Field Name = Field.Of<Chairperson>("chair-name", c => c.Name, "Фамилия, имя, отчество", new PersonNameKind(), required: true, personal: true);

    public static readonly Field Member = Field.Of<Chairperson>("chair-member", c => c.MemberId, "Карточка члена Профсоюза", new CardNumberKind(),
        "Номер карточки председателя; он стоит в ней рядом с фамилией.", personal: true);

    public static readonly Field ElectedOn = Field.Of<Chairperson>("chair-elected", c => c.ElectedOn, "Избран", new DateKind(1940));

    public static readonly Field MandateUntil = Field.Of<Chairperson>("chair-mandate", c => c.MandateUntil, "Полномочия до", new DateKind(1940));

    public static readonly Field FullTime = Field.Of<Chairperson>("chair-full-time", c => c.FullTime, "Освобождённый", new FlagKind());

    public static readonly Field Phone = Field.Of<Chairperson>("chair-phone", c => c.Phone, "Телефон председателя", new PhoneKind(), personal: true);

    public static readonly Field EmailFailedOn = Field.Of<Chairperson>("chair-email-failed", c => c.EmailFailedOn, "Письмо председателю вернулось", new DateKind(2000),
        "День, когда почта ответила, что такого адреса нет. Исчезает, когда указан другой адрес.", audience: Audience.WithChairperson, byAct: true);

    public static readonly Field Email = Field.Of<Chairperson>("chair-email", c => c.Email, "E-mail председателя", new EmailKind(),
        "Сюда приходят письма из реестра.", audience: Audience.WithChairperson, personal: true, failedOn: EmailFailedOn);

    public static readonly Field ConsentEmail = Field.Of<Chairperson>("chair-consent-email", c => c.ConsentEmail, "Согласие на e-mail-уведомления",
        new FlagKind(), "«Нет» — тоже ответ: писем не будет.", audience: Audience.WithChairperson);

    public static readonly Field ConsentSms = Field.Of<Chairperson>("chair-consent-sms", c => c.ConsentSms, "Согласие на SMS", new FlagKind());

    public static readonly Field ConsentPush = Field.Of<Chairperson>("chair-consent-push", c => c.ConsentPush, "Согласие на PUSH", new FlagKind());

    public static readonly Field LeftOn = Field.Of<Chairperson>("chair-left", c => c.LeftOn, "Полномочия прекращены", new DateKind(1900),
        "Заполните, когда человек больше не председатель: он останется в истории.");

    public static readonly RowSet Chairpersons = RowSet.Of("chairperson", "chairperson", o => o.Chairpersons, "Председатель", "Указать председателя",
        "Председатель не указан: писать и звонить некому. Укажите, кто сейчас возглавляет организацию.", c => c.Name,
        [Name, Member, Phone, Email, EmailFailedOn, ConsentEmail, ConsentSms, ConsentPush, ElectedOn, MandateUntil, FullTime, LeftOn],
        c => c.MandateUntil < c.ElectedOn ? (MandateUntil.Key, "Полномочия не могут кончиться раньше избрания.")
            : c.LeftOn < c.ElectedOn ? (LeftOn.Key, "Полномочия не могут прекратиться раньше избрания.") : null);

    public static readonly CatalogueTab Tab = new()
    {
        Key = "chairperson",
        Title = "Председатель",
        RowSets = [Chairpersons],
        Gaps =
        [
            Gap.Of(3, Chairpersons, "Председателя нет", "Без председателя организации некому ни написать, ни позвонить.", missing: o => o.CurrentChairperson is null, unlocks: Unlocks.Letter),
            Gap.Of(13, Email, "E-mail председателя не указан", "Половина писем не доходит: адреса нет или он неверен.", Unlocks.Letter),
            Gap.OfFailed(16, "chair-email-works", Email, Audience.WithChairpersonEmail, "E-mail председателя: письма возвращаются", "E-mail председателя не работает", "Письмо на этот адрес вернулось: такого ящика нет. Укажите другой.", Unlocks.Letter),
            Gap.Of(14, ConsentEmail, "Согласие на e-mail-уведомления не указано", "Без ответа на этот вопрос письма посылать нельзя.", Unlocks.Letter),
        ],
    };
}
