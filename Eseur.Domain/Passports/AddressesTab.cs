using Eseur.Domain.Completeness;
using Eseur.Domain.Fields;
using Eseur.Domain.Organizations;
using Eseur.Domain.References;

namespace Eseur.Domain.Passports;

/// <summary>Адреса, телефоны (seed 003).</summary>
public static class AddressesTab
{
    public static readonly Field EmailFailedOn = Field.Of<Organization>("email-failed", o => o.EmailFailedOn, "Письмо организации вернулось", new DateKind(2000),
        "День, когда почта ответила, что такого адреса нет. Исчезает, когда указан другой адрес.", byAct: true);

    public static readonly Field Email = Field.Of<Organization>("email", o => o.Email, "E-mail организации", new EmailKind(), failedOn: EmailFailedOn);
    public static readonly Field Site = Field.Of<Organization>("site", o => o.Site, "Сайт", new LinkKind());

    public static readonly RowSet Addresses = RowSet.Of("addresses", "addresses", o => o.Addresses, "Адреса", "Добавить адрес",
        "Адреса нет. Добавьте юридический или фактический: по нему придёт почта.",
        a => string.Join(", ", new[] { a.Postcode, a.Region, a.Locality, a.Street, a.House }.Where(part => part is not null)),
        [
            Field.Of<Address>("address-kind", a => a.Kind, "Вид", new ChoiceKind(ReferenceLists.AddressKind)),
            Field.Of<Address>("address-postcode", a => a.Postcode, "Индекс", new CodeKind("Индекс", [6], null, "101000")),
            Field.Of<Address>("address-region", a => a.Region, "Регион", new TextKind(100)),
            Field.Of<Address>("address-locality", a => a.Locality, "Населённый пункт", new TextKind(150), required: true),
            Field.Of<Address>("address-street", a => a.Street, "Улица", new TextKind(150)),
            Field.Of<Address>("address-house", a => a.House, "Дом", new TextKind(40)),
        ]);

    public static readonly RowSet Phones = RowSet.Of("phones", "addresses", o => o.Phones, "Телефоны", "Добавить телефон",
        "Телефона нет. Добавьте тот, по которому ответят.", p => new PhoneKind().Format(p.Number),
        [
            Field.Of<Phone>("phone-number", p => p.Number, "Номер", new PhoneKind(), required: true),
            Field.Of<Phone>("phone-kind", p => p.Kind, "Вид", new ChoiceKind(ReferenceLists.PhoneKind)),
        ]);

    public static readonly RowSet SocialPages = RowSet.Of("social", "addresses", o => o.SocialPages, "Социальные сети", "Добавить страницу",
        "Страниц в социальных сетях нет.", s => s.Link,
        [
            Field.Of<SocialPage>("social-network", s => s.Network, "Сеть", new ChoiceKind(ReferenceLists.SocialNetwork)),
            Field.Of<SocialPage>("social-link", s => s.Link, "Адрес страницы", new LinkKind(), required: true),
        ]);

    public static readonly CatalogueTab Tab = new()
    {
        Key = "addresses",
        Title = "Адреса, телефоны",
        Fields = [Email, EmailFailedOn, Site],
        RowSets = [Addresses, Phones, SocialPages],
        Gaps =
        [
            Gap.Of(10, Addresses, "Адреса нет", "По адресу приходит почта, по нему же организация видна на карте.", "Адрес"),
            Gap.Of(11, Phones, "Телефона нет", "Чтобы можно было позвонить.", "Телефон"),
            Gap.Of(12, Email, "E-mail организации не указан", "Письма дойдут, даже если сменится председатель."),
            Gap.OfFailed(17, "email-works", Email, Audience.WithEmail, "E-mail организации: письма возвращаются", "E-mail организации не работает", "Письмо на этот адрес вернулось: такого ящика нет. Укажите другой."),
        ],
    };
}
