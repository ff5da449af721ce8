using Eseur.Domain.Completeness;
using Eseur.Domain.Fields;
using Eseur.Domain.Members;
using Eseur.Domain.Passports;

namespace Eseur.Domain.Letters;

/// <summary>What somebody fills so that the next letter arrives.</summary>
/// <param name="Tab">Of the passport or the card.</param>
/// <param name="Key">Of the field or the list, as links name it.</param>
/// <param name="Title">How a person finds it there.</param>
/// <param name="Gap">By which lists find all who lack it; null where it is filled wrongly or is not counted.</param>
public sealed record Remedy(CatalogueTab Tab, string Key, string Title, Gap? Gap)
{
    /// <returns>Null where nothing is to be filled: somebody said no, or the mailing was stopped.</returns>
    public static Remedy? Of(RecipientKind kind, LetterChannel channel, Obstacle obstacle) => (kind, obstacle) switch
    {
        (_, Obstacle.None or Obstacle.Refused or Obstacle.Cancelled) => null,
        (RecipientKind.Chairperson, Obstacle.NoPerson) => For(ChairpersonTab.Tab, ChairpersonTab.Chairpersons),
        (RecipientKind.Chairperson, Obstacle.NoConsent) => For(ChairpersonTab.Tab, channel switch { LetterChannel.Email => ChairpersonTab.ConsentEmail, LetterChannel.Sms => ChairpersonTab.ConsentSms, _ => ChairpersonTab.ConsentPush }, obstacle),
        (RecipientKind.Chairperson, _) => For(ChairpersonTab.Tab, channel switch { LetterChannel.Email => ChairpersonTab.Email, LetterChannel.Sms => ChairpersonTab.Phone, _ => ChairpersonTab.Member }, obstacle),
        (RecipientKind.Organization, _) when channel == LetterChannel.Email => For(AddressesTab.Tab, AddressesTab.Email, obstacle),
        // A list has no place for one person's field: the list itself opens.
        (RecipientKind.Activist, _) when channel == LetterChannel.Email => new Remedy(ActivistsTab.Tab, ActivistsTab.Activists.Key, obstacle == Obstacle.NoConsent ? ActivistsTab.ConsentEmail.Label : $"{ActivistsTab.Email.Label} профактива", null),
        (RecipientKind.Member, Obstacle.NoConsent) => For(ContactsTab.Tab, channel switch { LetterChannel.Email => ContactsTab.ConsentEmail, LetterChannel.Sms => ContactsTab.ConsentSms, _ => ContactsTab.ConsentPush }, obstacle),
        (RecipientKind.Member, _) when channel != LetterChannel.Push => For(ContactsTab.Tab, channel == LetterChannel.Email ? ContactsTab.Email : ContactsTab.Phone, obstacle),
        _ => null,
    };

    private static Remedy For(CatalogueTab tab, RowSet rows) => new(tab, rows.Key, rows.Title, tab.Gaps.FirstOrDefault(g => g.Rows == rows));

    private static Remedy For(CatalogueTab tab, Field field, Obstacle obstacle) => new(tab, field.Key, field.Label, obstacle == Obstacle.BadAddress ? null
        : tab.Gaps.FirstOrDefault(g => g.Field == field && g.IsOfFailed == (obstacle == Obstacle.Returned)));
}
