using Eseur.Domain.Completeness;
using Eseur.Domain.Members;

namespace Eseur.Admin.Live;

/// <summary>Members on record in one organisation and all below it at one moment. Immutable: readers share it without locks.</summary>
public sealed class MemberFigures(int[] counts, ReportedMembers reported)
{
    public static readonly MemberFigures None = new(new int[Measures.All.Count], default);

    public int Total => Count(Measures.Total);

    /// <summary>What the statistical reports say, for coverage.</summary>
    public ReportedMembers Reported => reported;

    /// <summary>Cards against the statistical total.</summary>
    public Share Coverage => new(Total, reported.Total);

    public int Count(Measure measure) => counts[measure.Index];

    /// <summary>Members of one employment; null counts those of whom it is not stated.</summary>
    public int Count(Employment? employment) => Sum(Measures.Of(employment));

    /// <summary>How many members lack the counted place, of how many it concerns.</summary>
    public Share Of(Gap gap) => new(Count(Measures.Of(gap)), Measures.Concerned(gap, counts));

    /// <summary>How many members lack at least one of the places that stand in the way, each counted once.</summary>
    public Share Of(Unlocks unlocks) => Among(Measures.Of(unlocks));

    public Share Among(Measure measure) => new(Count(measure), Total);

    /// <summary>Members of one sex, whatever their employment; null counts those of whom it is not stated.</summary>
    public int CountBySex(Sex? sex) => Measures.Employments.Sum(e => Count(Measures.Of(e, sex)));

    public int[] ByMeasure() => [.. counts];

    private int Sum(IEnumerable<Measure> measures) => measures.Sum(Count);
}
