namespace Eseur.Domain.Members;

/// <summary>A time on record in one primary organisation that has ended.</summary>
public sealed class Membership
{
    private Membership() { }

    internal Membership(int organizationId, DateOnly? since, DateOnly until, string reason)
    {
        OrganizationId = organizationId;
        Since = since;
        Until = until;
        Reason = reason;
    }

    public int Id { get; private set; }

    public int MemberId { get; private set; }

    public int OrganizationId { get; private set; }

    public DateOnly? Since { get; private set; }

    public DateOnly Until { get; private set; }

    /// <summary>Why it ended, by code of the reference list; a transfer is one of the reasons.</summary>
    public string Reason { get; private set; } = "";
}
