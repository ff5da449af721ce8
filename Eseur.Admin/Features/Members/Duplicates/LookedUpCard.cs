using System.Linq.Expressions;
using Eseur.Domain.Members;

namespace Eseur.Admin.Features.Members.Duplicates;

/// <summary>A card as the search reads it: what persons are compared by, and where it is kept. Flat: several lookups become one query.</summary>
internal sealed class LookedUpCard
{
    public static readonly Expression<Func<Member, LookedUpCard>> Read = m => new LookedUpCard
    {
        Id = m.Id, Surname = m.Surname, Name = m.Name, Patronymic = m.Patronymic, BirthDate = m.BirthDate, Phone = m.Phone, Email = m.Email,
        OrganizationId = m.OrganizationId, OffRecordOn = m.OffRecordOn,
    };

    public required int Id { get; init; }

    public required string Surname { get; init; }

    public required string Name { get; init; }

    public required string? Patronymic { get; init; }

    public required DateOnly? BirthDate { get; init; }

    public required string? Phone { get; init; }

    public required string? Email { get; init; }

    public required int OrganizationId { get; init; }

    public required DateOnly? OffRecordOn { get; init; }

    public PersonTraits Traits => new(Surname, Name, Patronymic, BirthDate, Phone, Email);
}
