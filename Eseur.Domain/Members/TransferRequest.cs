using Eseur.Domain.Organizations;

namespace Eseur.Domain.Members;

public enum TransferState : byte { Asked = 1, Accepted = 2, Refused = 3, Withdrawn = 4 }

/// <summary>One organisation asks another for a member's transfer; the other side decides.</summary>
public sealed class TransferRequest
{
    public const int ReasonLength = 500;

    private TransferRequest() { }

    /// <param name="member">On record in the giving organisation.</param>
    /// <param name="to">The receiving organisation.</param>
    /// <param name="askedByGiver">Whether the giving side asks; otherwise the receiving one does.</param>
    /// <param name="by">The person's name, for the record.</param>
    /// <param name="at">UTC.</param>
    /// <param name="askedName">The person's name as the receiving side wrote it; null where the giving side asks.</param>
    public TransferRequest(Member member, Organization to, bool askedByGiver, string by, DateTime at, string? askedName = null)
    {
        if (!member.IsOnRecord)
            throw new RuleBrokenException($"{member.FullName} не состоит на учёте: поставьте на учёт заново, без перевода.");
        Member.RequireMayHold(to);
        if (member.OrganizationId == to.Id)
            throw new RuleBrokenException("Человек и так состоит на учёте в этой организации.");
        MemberId = member.Id;
        FromId = member.OrganizationId;
        ToId = to.Id;
        AskedByGiver = askedByGiver;
        AskedBy = by;
        AskedAt = at;
        AskedName = askedName;
        State = TransferState.Asked;
    }

    public int Id { get; private set; }

    public int MemberId { get; private set; }

    public int FromId { get; private set; }

    public int ToId { get; private set; }

    public bool AskedByGiver { get; private set; }

    public string AskedBy { get; private set; } = "";

    /// <summary>Who is meant, in the receiving side's own words: all they may read of somebody else's member before the answer.</summary>
    public string? AskedName { get; private set; }

    /// <summary>UTC.</summary>
    public DateTime AskedAt { get; private set; }

    public TransferState State { get; private set; }

    public string? DecidedBy { get; private set; }

    /// <summary>UTC.</summary>
    public DateTime? DecidedAt { get; private set; }

    /// <summary>Why it was refused.</summary>
    public string? Reason { get; private set; }

    /// <summary>Who has to answer.</summary>
    public int DeciderId => AskedByGiver ? ToId : FromId;

    /// <summary>Who may take the request back.</summary>
    public int AskerId => AskedByGiver ? FromId : ToId;

    public void Decide(TransferState state, string by, DateTime at, string? reason = null)
    {
        if (State != TransferState.Asked)
            throw new RuleBrokenException("На этот запрос уже ответили. Обновите страницу.");
        if (state == TransferState.Refused && string.IsNullOrWhiteSpace(reason))
            throw new RuleBrokenException("Напишите, почему вы отказываете: другая сторона увидит причину.");
        if (reason?.Trim().Length > ReasonLength)
            throw new RuleBrokenException($"Слишком длинно: помещается {ReasonLength} знаков.");
        (State, DecidedBy, DecidedAt, Reason) = (state, by, at, reason?.Trim());
    }
}
