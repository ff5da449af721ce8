using Eseur.Domain.Fields;

namespace Eseur.Admin.Shared.Editing;

/// <summary>Whose fields are edited and whose history is read: an organisation's passport, or a member's card.</summary>
public readonly record struct RecordRef
{
    private RecordRef(int id, bool isCard) => (Id, IsCard) = (id, isCard);

    public int Id { get; }

    public bool IsCard { get; }

    public Catalogue Catalogue => IsCard ? Catalogue.Card : Catalogue.Passport;

    public static RecordRef Passport(int organizationId) => new(organizationId, false);

    public static RecordRef Card(int memberId) => new(memberId, true);
}
