using Eseur.Domain.Fields;
using Eseur.Domain.Members;
using Eseur.Domain.Organizations;
using Eseur.Domain.Passports;

namespace Eseur.Domain.Letters;

/// <summary>Where letters to a recipient of the registry go, and what stands in the way, as its entity says now.</summary>
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

    public static (string? Address, Obstacle Obstacle) To(object entity, LetterChannel channel) => entity switch
    {
        Chairperson { LeftOn: not null } or Member { OffRecordOn: not null } => (null, Obstacle.NoPerson),
        Chairperson c => channel == LetterChannel.Email ? ByEmail(c.Email, c.EmailFailedOn, c.ConsentEmail) : ByPhone(c.Phone, channel == LetterChannel.Sms ? c.ConsentSms : c.ConsentPush),
        // Before there is a consent to processing at all, the other consents say nothing.
        Member m => channel == LetterChannel.Email ? ByEmail(m.Email, m.EmailFailedOn, Consent(m, m.ConsentEmail)) : ByPhone(m.Phone, Consent(m, channel == LetterChannel.Sms ? m.ConsentSms : m.ConsentPush)),
        Activist a when channel == LetterChannel.Email => ByEmail(a.Email, a.EmailFailedOn, a.ConsentEmail),
        // Its mailbox is nobody's personal address.
        Organization o when channel == LetterChannel.Email => ByEmail(o.Email, o.EmailFailedOn, consent: true),
        _ => (null, Obstacle.NoAddress),
    };

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

    private static bool? Consent(Member member, bool? consent) => member.ConsentOn is null ? null : consent;

    private static (string?, Obstacle) ByEmail(string? email, DateOnly? failedOn, bool? consent) => (email, Obstacles.Of(email, ContactsTab.Email.Kind, failedOn, consent));

    private static (string?, Obstacle) ByPhone(string? phone, bool? consent) => (phone, Obstacles.Of(phone, ContactsTab.Phone.Kind, null, consent));
}
