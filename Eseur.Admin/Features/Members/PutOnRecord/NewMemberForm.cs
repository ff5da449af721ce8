using Eseur.Domain.Fields;
using Eseur.Domain.Members;

namespace Eseur.Admin.Features.Members.PutOnRecord;

/// <summary>Which fields of the card are asked for at once, in the order a person knows the answers. The rest wait on the card.</summary>
public static class NewMemberForm
{
    public static readonly IReadOnlyList<Field> Person = [PersonTab.Surname, PersonTab.Name, PersonTab.Patronymic, PersonTab.NoPatronymic, PersonTab.BirthDate, PersonTab.Sex];

    public static readonly IReadOnlyList<Field> Contacts = [ContactsTab.Phone, ContactsTab.Email];

    public static readonly IReadOnlyList<Field> Work = [PersonTab.Employment, WorkTab.Workplace, WorkTab.Position, WorkTab.Course, RecordTab.DuesForm];

    public static readonly IReadOnlyList<Field> Fields = [.. Person, .. Contacts, .. Work];

    /// <summary>A change of one of these asks anew who else it may be.</summary>
    public static bool Identifies(Field field) =>
        field == PersonTab.Surname || field == PersonTab.Name || field == PersonTab.Patronymic || field == PersonTab.BirthDate || Contacts.Contains(field);
}
