namespace Eseur.Domain.Completeness;

/// <summary>
/// An organisation's own counter row: narrow, so that all of them are read in a moment, and numbered, so that other
/// processes can ask for what changed. Sums over a subtree are never stored: there is no hot row.
/// </summary>
public sealed class Counter
{
    public int OrganizationId { get; private set; }

    public long Applicable { get; private set; }

    public long Missing { get; private set; }

    public int ReportedMembers { get; private set; }

    public int ReportedWorkers { get; private set; }

    public int ReportedStudents { get; private set; }

    public int ReportedPensioners { get; private set; }

    /// <summary>Set by the database on every write of the row; grows in the order of commits.</summary>
    public long Sequence { get; private set; }

    public GapBits Bits => new(Applicable, Missing);

    public ReportedMembers Reported => new(ReportedMembers, ReportedWorkers, ReportedStudents, ReportedPensioners);

    internal void Set(GapBits bits, ReportedMembers reported)
    {
        (Applicable, Missing) = bits;
        (ReportedMembers, ReportedWorkers, ReportedStudents, ReportedPensioners) = reported;
    }
}
