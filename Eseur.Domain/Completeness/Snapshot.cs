namespace Eseur.Domain.Completeness;

/// <summary>A day's figures of the nation, a region or a territory: the trend is read from these.</summary>
public sealed class Snapshot
{
    private Snapshot() { }

    public Snapshot(int organizationId, DateOnly day, int[] missing, int[] applicable, int[] members)
    {
        OrganizationId = organizationId;
        Day = day;
        Missing = missing;
        Applicable = applicable;
        Members = members;
    }

    public int OrganizationId { get; private set; }

    /// <summary>Day in Moscow.</summary>
    public DateOnly Day { get; private set; }

    public int[] Missing { get; private set; } = [];

    public int[] Applicable { get; private set; } = [];

    /// <summary>Members by the index of their measure; empty for days before cards were kept.</summary>
    public int[] Members { get; private set; } = [];

    /// <summary>Today's figures replace what an earlier hour of the day left.</summary>
    public void Replace(int[] missing, int[] applicable, int[] members) => (Missing, Applicable, Members) = (missing, applicable, members);
}
