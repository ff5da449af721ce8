using Eseur.Domain.Members;

namespace Eseur.Domain.Completeness;

/// <summary>Members by the last statistical report: what the number of cards is compared with. The parts need not add up to the whole, as on the slides.</summary>
public readonly record struct ReportedMembers(int Total, int Workers, int Students, int Pensioners)
{
    /// <summary>The reports do not ask for "not stated": nought.</summary>
    public int Of(Employment? employment) => employment switch
    {
        Employment.Worker => Workers,
        Employment.Student => Students,
        Employment.Pensioner => Pensioners,
        _ => 0,
    };

    public static ReportedMembers operator +(ReportedMembers a, ReportedMembers b) =>
        new(a.Total + b.Total, a.Workers + b.Workers, a.Students + b.Students, a.Pensioners + b.Pensioners);

    public static ReportedMembers operator -(ReportedMembers a, ReportedMembers b) =>
        new(a.Total - b.Total, a.Workers - b.Workers, a.Students - b.Students, a.Pensioners - b.Pensioners);
}
