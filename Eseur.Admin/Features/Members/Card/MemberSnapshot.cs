using Eseur.Admin.Shared.Editing;
using Eseur.Admin.Shared.Fields;
using Eseur.Domain.Completeness;
using Eseur.Domain.Members;

namespace Eseur.Admin.Features.Members.Card;

/// <summary>A card as it was read at one version.</summary>
public sealed record MemberSnapshot : RecordSnapshot
{
    public MemberSnapshot(Member member, PersonView view)
        : base(RecordRef.Card(member.Id), member.Version, member, Gaps.Of(member), view)
    {
        FullName = view.CardName(member.Id, member.FullName);
        Initials = view.Hides ? "№" : $"{member.Surname[..1]}{member.Name[..1]}";
        OrganizationId = member.OrganizationId;
        OffRecordOn = member.OffRecordOn;
        BirthDate = view.Value(member.BirthDate);
        ErasedOn = member.ErasedOn;
        HasConsent = member.ConsentOn is not null;
        ConsentOn = view.Value(member.ConsentOn);
        PastConsents = view.Hides ? [] : [.. member.PastConsents.OrderByDescending(c => c.Until).ThenByDescending(c => c.Id).Select(c => new ConsentLine(c.Given, c.Text, c.Channel, c.Until, c.Withdrawn))];
        Tickets = view.Hides ? [] : [.. member.Tickets];
        Memberships = [.. member.Memberships.OrderByDescending(m => m.Until).ThenByDescending(m => m.Id).Select(m => new MembershipLine(m.OrganizationId, m.Since, m.Until, m.Reason))];
    }

    public string FullName { get; }

    /// <summary>Two letters, where there is no photograph.</summary>
    public string Initials { get; }

    public override int OrganizationId { get; }

    /// <summary>Null while on record.</summary>
    public DateOnly? OffRecordOn { get; }

    public DateOnly? BirthDate { get; }

    /// <summary>The day whatever tells who this was was erased.</summary>
    public DateOnly? ErasedOn { get; }

    /// <summary>One is in force; the day itself may be hidden.</summary>
    public bool HasConsent { get; }

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
