using Eseur.Admin.Data;
using Eseur.Domain.Letters;
using Eseur.Domain.Members;
using Eseur.Domain.Organizations;
using Eseur.Domain.Passports;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Admin.Features.Letters.Mailings;

/// <summary>What the registry says of somebody that letters go to: these columns and no more of their record.</summary>
internal sealed record KnownPerson
{
    /// <summary>0 where the office is empty.</summary>
    public int Id { get; init; }

    public int OrganizationId { get; init; }

    public OrganizationLevel Level { get; init; }

    public string? RegionCode { get; init; }

    public string Name { get; init; } = "";

    public string? Email { get; init; }

    public DateOnly? EmailFailedOn { get; init; }

    public string? Phone { get; init; }

    /// <summary>The number of the person's own card.</summary>
    public int? Card { get; init; }

    public bool? ConsentEmail { get; init; }

    public bool? ConsentSms { get; init; }

    public bool? ConsentPush { get; init; }

    /// <summary>To processing; of members only.</summary>
    public DateOnly? ConsentOn { get; init; }

    public DateOnly? ElectedOn { get; init; }

    public Recipient By(RecipientKind kind, LetterChannel channel)
    {
        if (Id == 0)
            return new Recipient(kind, 0, OrganizationId, Level.Group(), "", null, Obstacle.NoPerson);
        var contact = ContactOf(kind, channel);
        return new Recipient(kind, Id, OrganizationId, Level.Group(), Name, contact.Address, contact.Obstacle);
    }

    private Contact ContactOf(RecipientKind kind, LetterChannel channel) => kind switch
    {
        RecipientKind.Chairperson => Contact.OfChairperson(channel, Email, EmailFailedOn, ConsentEmail, Phone, ConsentSms, Card, ConsentPush),
        RecipientKind.Organization => Contact.OfOrganization(channel, Email, EmailFailedOn),
        RecipientKind.Activist => Contact.OfActivist(channel, Email, EmailFailedOn, ConsentEmail),
        RecipientKind.Member => Contact.OfMember(channel, Id, ConsentOn, Email, EmailFailedOn, ConsentEmail, Phone, ConsentSms, ConsentPush),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Letters to accounts are written by those who know the account."),
    };

    /// <summary>Whoever holds the office, a line for each; of an empty one a line without a person.</summary>
    public static IQueryable<KnownPerson> Chairpersons(IQueryable<Organization> organizations) => Of(
        from o in organizations
        from c in o.Chairpersons.Where(c => c.LeftOn == null).DefaultIfEmpty()
        select new Office { Organization = o, Chairperson = c });

    /// <summary>Those of the lines that still hold the office.</summary>
    public static IQueryable<KnownPerson> Chairpersons(RegistryContext context, IReadOnlyCollection<int> ids) => Of(
        from c in context.Set<Chairperson>().AsNoTracking()
        where ids.Contains(c.Id) && c.LeftOn == null
        join o in context.Organizations.Where(o => o.Status == OrganizationStatus.Active) on c.OrganizationId equals o.Id
        select new Office { Organization = o, Chairperson = c });

    public static IQueryable<KnownPerson> Mailboxes(IQueryable<Organization> organizations) => organizations.Select(o => new KnownPerson
    {
        Id = o.Id, OrganizationId = o.Id, Level = o.Level, RegionCode = o.RegionCode, Name = o.ShortName, Email = o.Email, EmailFailedOn = o.EmailFailedOn,
    });

    /// <param name="today">In Moscow: whose term is over is no activist any more.</param>
    public static IQueryable<KnownPerson> Activists(IQueryable<Organization> organizations, IQueryable<Activist> activists, DateOnly today) =>
        from a in activists
        where a.Until == null || a.Until >= today
        join o in organizations on a.OrganizationId equals o.Id
        select new KnownPerson
        {
            Id = a.Id, OrganizationId = o.Id, Level = o.Level, RegionCode = o.RegionCode, Name = a.Name, Email = a.Email, EmailFailedOn = a.EmailFailedOn, ConsentEmail = a.ConsentEmail,
        };

    /// <summary>Those of the cards that are on record.</summary>
    public static IQueryable<KnownPerson> Members(RegistryContext context, IReadOnlyCollection<int> ids) =>
        from m in context.Members.AsNoTracking()
        where ids.Contains(m.Id) && m.OffRecordOn == null
        join o in context.Organizations on m.OrganizationId equals o.Id
        select new KnownPerson
        {
            Id = m.Id, OrganizationId = o.Id, Level = o.Level, RegionCode = o.RegionCode, Name = m.Surname + " " + m.Name + (m.Patronymic == null ? "" : " " + m.Patronymic),
            Email = m.Email, EmailFailedOn = m.EmailFailedOn, Phone = m.Phone, ConsentEmail = m.ConsentEmail, ConsentSms = m.ConsentSms, ConsentPush = m.ConsentPush, ConsentOn = m.ConsentOn,
        };

    private static IQueryable<KnownPerson> Of(IQueryable<Office> offices) => offices.Select(x => new KnownPerson
    {
        Id = x.Chairperson == null ? 0 : x.Chairperson.Id, OrganizationId = x.Organization.Id, Level = x.Organization.Level, RegionCode = x.Organization.RegionCode,
        Name = x.Chairperson == null ? "" : x.Chairperson.Name, Email = x.Chairperson!.Email, EmailFailedOn = x.Chairperson.EmailFailedOn, Phone = x.Chairperson.Phone, Card = x.Chairperson.MemberId,
        ConsentEmail = x.Chairperson.ConsentEmail, ConsentSms = x.Chairperson.ConsentSms, ConsentPush = x.Chairperson.ConsentPush, ElectedOn = x.Chairperson.ElectedOn,
    });

    private sealed class Office
    {
        public required Organization Organization { get; init; }

        public required Chairperson? Chairperson { get; init; }
    }
}
