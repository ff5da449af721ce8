using Eseur.Domain.Completeness;
using Eseur.Domain.Fields;

namespace Eseur.Domain.Members;

/// <summary>Контакты. Consents to SMS, PUSH and e-mail stand apart from the consent to processing, and from each other.</summary>
public static class ContactsTab
{
    public static readonly Field EmailFailedOn = Field.Of<Member>("email-own-failed", m => m.EmailFailedOn, "Письмо вернулось", new DateKind(2000), "День, когда почта ответила, что такого адреса нет. Исчезает, когда указан другой адрес.", byAct: true);

    public static readonly Field Email = Field.Of<Member>("email-own", m => m.Email, "E-mail", new EmailKind(), "Сюда приходят письма Профсоюза; с ним входят в личный кабинет.", personal: true, failedOn: EmailFailedOn);

    public static readonly Field Phone = Field.Of<Member>("phone-own", m => m.Phone, "Телефон", new PhoneKind(), personal: true);

    public static readonly Field HomeAddress = Field.Of<Member>("home", m => m.HomeAddress, "Адрес", new TextKind(400), personal: true);

    public static readonly Field ConfirmedOn = Field.Of<Member>("contacts-confirmed", m => m.ContactsConfirmedOn, "Контакты подтверждены", new DateKind(2000), "День, когда человек сказал, что они верны.");

    public static readonly Field ConsentEmail = Field.Of<Member>("agrees-email", m => m.ConsentEmail, "Согласие на письма по e-mail", new FlagKind(), "«Нет» — тоже ответ: писем не будет.");

    public static readonly Field ConsentSms = Field.Of<Member>("agrees-sms", m => m.ConsentSms, "Согласие на SMS", new FlagKind());

    public static readonly Field ConsentPush = Field.Of<Member>("agrees-push", m => m.ConsentPush, "Согласие на PUSH", new FlagKind());

    public static readonly CatalogueTab Tab = new()
    {
        Key = "contacts",
        Title = "Контакты",
        Fields = [Phone, Email, EmailFailedOn, HomeAddress, ConfirmedOn, ConsentEmail, ConsentSms, ConsentPush],
        Gaps =
        [
            Gap.Of(8, Phone, "Телефон не указан", "По телефону человека найдут, когда нужно решить вопрос сегодня."),
            Gap.Of(9, Email, "E-mail не указан", "Без адреса не дойдёт письмо и не открыть личный кабинет.", Unlocks.Letter),
            Gap.OfFailed(10, "email-own-works", Email, Audience.MembersWithEmail, "E-mail: письма возвращаются", "E-mail не работает", "Письмо на этот адрес вернулось: такого ящика нет. Спросите у человека другой.", Unlocks.Letter),
        ],
    };
}
