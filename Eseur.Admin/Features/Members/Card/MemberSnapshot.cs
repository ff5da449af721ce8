using Eseur.Admin.Shared.Editing;
using Eseur.Domain.Completeness;
using Eseur.Domain.Members;

namespace Eseur.Admin.Features.Members.Card;

/// <summary>A card as it was read at one version.</summary>
public sealed record MemberSnapshot : RecordSnapshot
{
    public MemberSnapshot(Member member)
        : base(RecordRef.Card(member.Id), member.Version, member, Gaps.Of(member))
    {
        FullName = member.FullName;
        Initials = $"{member.Surname[..1]}{member.Name[..1]}";
        OrganizationId = member.OrganizationId;
        OffRecordOn = member.OffRecordOn;
        BirthDate = member.BirthDate;
        ConsentOn = member.ConsentOn;
        PastConsents = [.. member.PastConsents.OrderByDescending(c => c.Until).ThenByDescending(c => c.Id).Select(c => new ConsentLine(c.Given, c.Text, c.Channel, c.Until, c.Withdrawn))];
        Tickets = [.. member.Tickets];
        Memberships = [.. member.Memberships.OrderByDescending(m => m.Until).ThenByDescending(m => m.Id).Select(m => new MembershipLine(m.OrganizationId, m.Since, m.Until, m.Reason))];
    }

    public string FullName { get; }

    /// <summary>Two letters, where there is no photograph.</summary>
    public string Initials { get; }

    public override int OrganizationId { get; }

    /// <summary>Null while on record.</summary>
    public DateOnly? OffRecordOn { get; }

    public DateOnly? BirthDate { get; }

    public DateOnly? ConsentOn { get; }

    /// <summary>Latest first.</summary>
    public IReadOnlyList<ConsentLine> PastConsents { get; }

    /// <summary>Those that have ended, latest first.</summary>
    public IReadOnlyList<MembershipLine> Memberships { get; }

    public IReadOnlyList<Ticket> Tickets { get; }

    public required bool HasPhoto { get; init; }

    /// <summary>A consent may be withdrawn by those who are off record as well.</summary>
    public required bool MayWithdraw { get; init; }

    /// <summary>Full years on a day; null where the date of birth is not known.</summary>
    public int? Age(DateOnly today) => BirthDate is { } born ? Ages.Full(born, today) : null;
}

/// <param name="Given">The day of the consent.</param>
/// <param name="Text">Version of the text.</param>
/// <param name="Channel">By code.</param>
/// <param name="Until">The last day it was in force.</param>
/// <param name="Withdrawn">By the person; otherwise a newer one followed.</param>
public sealed record ConsentLine(DateOnly Given, string? Text, string? Channel, DateOnly Until, bool Withdrawn);

/// <param name="OrganizationId">Where.</param>
/// <param name="Since">Not known of some imported cards.</param>
/// <param name="Until">The day it ended.</param>
/// <param name="Reason">Why, by code.</param>
public sealed record MembershipLine(int OrganizationId, DateOnly? Since, DateOnly Until, string Reason);
