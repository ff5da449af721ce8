using System.Globalization;
using Eseur.Domain.Fields;
using Eseur.Domain.Members;
using Eseur.Domain.Passports;
using Eseur.Domain.References;

namespace Eseur.Domain.Letters;

/// <summary>Where one channel leads to somebody, and what they said of it. What of a record is asked for a channel is said here alone.</summary>
/// <param name="Address">As it stands in the registry.</param>
/// <param name="Kind">Of the field that holds it: what its form would accept; null where the channel leads nowhere.</param>
/// <param name="FailedOn">Since when letters to it come back.</param>
/// <param name="Consent">To this channel; null while nobody has answered.</param>
public readonly record struct Contact(string? Address, FieldKind? Kind, DateOnly? FailedOn, bool? Consent)
{
    private static readonly ReferenceBook NoLists = new([]);

    /// <summary>What stands in the way, where there is somebody; the first thing to mend first.</summary>
    public Obstacle Obstacle
    {
        get
        {
            if (Kind is null || string.IsNullOrWhiteSpace(Address))
                return Obstacle.NoAddress;
            if (!Kind.Parse(Address, NoLists).IsValid)
                return Obstacle.BadAddress;
            if (FailedOn is not null)
                return Obstacle.Returned;
            return Consent switch { true => Obstacle.None, null => Obstacle.NoConsent, false => Obstacle.Refused };
        }
    }

    /// <summary>Push messages find the person by the number of their own card.</summary>
    public static Contact OfChairperson(LetterChannel channel, string? email, DateOnly? failedOn, bool? agreesEmail, string? phone, bool? agreesSms, int? card, bool? agreesPush) => channel switch
    {
        LetterChannel.Email => new(email, ChairpersonTab.Email.Kind, failedOn, agreesEmail),
        LetterChannel.Sms => new(phone, ChairpersonTab.Phone.Kind, null, agreesSms),
        _ => new(Number(card), ChairpersonTab.Member.Kind, null, agreesPush),
    };

    /// <summary>An organisation's own mailbox is nobody's personal address: there is nobody whose consent it could need.</summary>
    public static Contact OfOrganization(LetterChannel channel, string? email, DateOnly? failedOn) =>
        channel == LetterChannel.Email ? new(email, AddressesTab.Email.Kind, failedOn, Consent: true) : default;

    public static Contact OfActivist(LetterChannel channel, string? email, DateOnly? failedOn, bool? agrees) =>
        channel == LetterChannel.Email ? new(email, ActivistsTab.Email.Kind, failedOn, agrees) : default;

    /// <param name="processing">The day of the consent to processing: without one nothing is sent, whatever was said of the channel.</param>
    public static Contact OfMember(LetterChannel channel, int card, DateOnly? processing, string? email, DateOnly? failedOn, bool? agreesEmail, string? phone, bool? agreesSms, bool? agreesPush)
    {
        return channel switch
        {
            LetterChannel.Email => new(email, ContactsTab.Email.Kind, failedOn, Said(agreesEmail)),
            LetterChannel.Sms => new(phone, ContactsTab.Phone.Kind, null, Said(agreesSms)),
            _ => new(Number(card), ChairpersonTab.Member.Kind, null, Said(agreesPush)),
        };

        // A no is a no; a yes counts only on the ground of the other consent.
        bool? Said(bool? agrees) => agrees == false || processing is not null ? agrees : null;
    }

    private static string? Number(int? card) => card?.ToString(CultureInfo.InvariantCulture);
}
