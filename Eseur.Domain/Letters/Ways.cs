using Eseur.Domain.Fields;
using Eseur.Domain.Members;
using Eseur.Domain.Organizations;
using Eseur.Domain.Passports;

namespace Eseur.Domain.Letters;

/// <summary>Recipients of letters by their entities: where letters go now, and what stands in the way.</summary>
public static class Ways
{
    public static RecipientKind? KindOf(object entity) => entity switch
    {
        Chairperson => RecipientKind.Chairperson,
        Activist => RecipientKind.Activist,
        Organization => RecipientKind.Organization,
        Member => RecipientKind.Member,
        _ => null,
    };

    public static (string? Address, Obstacle Obstacle) To(object entity, LetterChannel channel)
    {
        if (entity is Chairperson { LeftOn: not null } or Member { OffRecordOn: not null })
            return (null, Obstacle.NoPerson);
        var contact = entity switch
        {
            Chairperson c => Contact.OfChairperson(channel, c.Email, c.EmailFailedOn, c.ConsentEmail, c.Phone, c.ConsentSms, c.MemberId, c.ConsentPush),
            Activist a => Contact.OfActivist(channel, a.Email, a.EmailFailedOn, a.ConsentEmail),
            Organization o => Contact.OfOrganization(channel, o.Email, o.EmailFailedOn),
            Member m => Contact.OfMember(channel, m.Id, m.ConsentOn, m.Email, m.EmailFailedOn, m.ConsentEmail, m.Phone, m.ConsentSms, m.ConsentPush),
            _ => default,
        };
        return (contact.Address, contact.Obstacle);
    }

    /// <summary>The field in which the person answers whether letters may come by <paramref name="channel"/>; null where nobody is asked.</summary>
    public static Field? ConsentTo(object entity, LetterChannel channel) => (entity, channel) switch
    {
        (Chairperson, LetterChannel.Email) => ChairpersonTab.ConsentEmail,
        (Chairperson, LetterChannel.Sms) => ChairpersonTab.ConsentSms,
        (Chairperson, LetterChannel.Push) => ChairpersonTab.ConsentPush,
        (Member, LetterChannel.Email) => ContactsTab.ConsentEmail,
        (Member, LetterChannel.Sms) => ContactsTab.ConsentSms,
        (Member, LetterChannel.Push) => ContactsTab.ConsentPush,
        (Activist, LetterChannel.Email) => ActivistsTab.ConsentEmail,
        _ => null,
    };
}
