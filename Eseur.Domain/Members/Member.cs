using Eseur.Domain.Fields;
using Eseur.Domain.Organizations;

namespace Eseur.Domain.Members;

/// <summary>
/// A member of the union with the record card. A person is on record in one primary organisation at a time, and the card
/// itself names it: there is nowhere to write a second. What was before stands in <see cref="Memberships"/>.
/// </summary>
public sealed partial class Member
{
    private readonly List<Membership> memberships = [];

    private Member() { }

    /// <summary>The number of the card.</summary>
    public int Id { get; private set; }

    /// <summary>Where the person is on record, or was last.</summary>
    public int OrganizationId { get; private set; }

    /// <summary>On record in this organisation since; not known of some imported cards.</summary>
    public DateOnly? OnRecordSince { get; private set; }

    /// <summary>Null while on record.</summary>
    public DateOnly? OffRecordOn { get; private set; }

    /// <summary>By code of the reference list.</summary>
    public string? OffReason { get; private set; }

    public CardSource Source { get; private set; }

    /// <summary>The day whatever tells who this was was erased; null for a card of a known person.</summary>
    public DateOnly? ErasedOn { get; private set; }

    /// <summary>Grows by one with every saved change of the card; guards against lost edits.</summary>
    public int Version { get; private set; }

    /// <summary>Memberships that have ended, oldest first. A line is added when one ends and is never taken away.</summary>
    public IReadOnlyList<Membership> Memberships => memberships;

    public bool IsOnRecord => OffRecordOn is null;

    public string FullName => Patronymic is null ? $"{Surname} {Name}" : $"{Surname} {Name} {Patronymic}";

    /// <summary>Opens a card for a person the registry has not known.</summary>
    public static Member PutOnRecord(Organization primary, string surname, string name, string? patronymic, DateOnly on, CardSource source)
    {
        RequireMayHold(primary);
        var member = new Member { OrganizationId = primary.Id, OnRecordSince = on, JoinedOn = on, Source = source };
        PersonTab.Surname.Write(member, surname);
        PersonTab.Name.Write(member, name);
        member.Fill(PersonTab.Patronymic, patronymic);
        return member;
    }

    /// <param name="reason">Code of the reference list of reasons.</param>
    /// <param name="on">The day of the decision.</param>
    public void TakeOff(string reason, DateOnly on)
    {
        RequireOnRecord();
        RequireNotBefore(on);
        (OffRecordOn, OffReason) = (on, reason);
        memberships.Add(new Membership(OrganizationId, OnRecordSince, on, reason));
    }

    /// <summary>Moves the record to another primary organisation; the person stays a member without a break.</summary>
    public void Transfer(Organization to, DateOnly on)
    {
        RequireOnRecord();
        RequireNotBefore(on);
        RequireMayHold(to);
        if (to.Id == OrganizationId)
            throw new RuleBrokenException("Человек и так состоит на учёте в этой организации.");
        memberships.Add(new Membership(OrganizationId, OnRecordSince, on, ReasonOfTransfer));
        (OrganizationId, OnRecordSince) = (to.Id, on);
    }

    /// <summary>Puts on record again someone who was taken off, here or elsewhere.</summary>
    public void Rejoin(Organization to, DateOnly on)
    {
        if (IsOnRecord)
            throw new RuleBrokenException($"{FullName} уже состоит на учёте. Чтобы перевести к себе, запросите перевод.");
        if (IsErased)
            throw new RuleBrokenException("Персональные данные этой карточки стёрты: чья она, больше не известно. Заведите новую карточку.");
        RequireMayHold(to);
        if (on < OffRecordOn)
            throw new RuleBrokenException($"Поставить на учёт можно не раньше снятия с учёта ({OffRecordOn:dd.MM.yyyy}).");
        (OrganizationId, OnRecordSince, OffRecordOn, OffReason) = (to.Id, on, null, null);
    }

    /// <summary>Called by the context on every save that touched this card.</summary>
    public void CountVersion() => Version++;

    /// <summary>Code of the reason that every registry has: <see cref="References.ReferenceLists.OffReason"/>.</summary>
    public const string ReasonOfTransfer = "transfer";

    /// <summary>The reason of those whose organisation is closed.</summary>
    public const string ReasonOfClosing = "liquidation";

    internal static bool Owns(System.Reflection.MemberInfo property) => property.DeclaringType == typeof(Member);

    internal static void RequireMayHold(Organization organization)
    {
        if (!organization.Level.IsPrimary())
            throw new RuleBrokenException($"«{organization.ShortName}» — не первичная организация. На учёте состоят только в первичной.");
        if (!organization.IsActive)
            throw new RuleBrokenException($"«{organization.ShortName}» не действует ({organization.Status.Label().ToLowerInvariant()}). Выберите действующую первичную организацию.");
    }

    private void RequireOnRecord()
    {
        if (!IsOnRecord)
            throw new RuleBrokenException($"{FullName} уже снят с учёта {OffRecordOn:dd.MM.yyyy}.");
    }

    private void RequireNotBefore(DateOnly on)
    {
        if (on < OnRecordSince)
            throw new RuleBrokenException($"Дата раньше постановки на учёт ({OnRecordSince:dd.MM.yyyy}).");
    }
}
