namespace Eseur.Domain.Members;

/// <summary>
/// How many members of one primary organisation each measure counts. A save moves it by what it changed, relative to what
/// stands there, so that two people's saves never overwrite each other's counts. Sums over a subtree are never stored.
/// </summary>
public sealed class MemberCounter
{
    private readonly int[] counts = new int[Measures.All.Count];

    public int OrganizationId { get; private set; }

    /// <summary>Set by the database on every write of the row; grows in the order of commits.</summary>
    public long Sequence { get; private set; }

    /// <summary>By <see cref="Measure.Index"/>.</summary>
    public ReadOnlySpan<int> Counts => counts;

    /// <summary>One column, by the measure's name: the table's columns come from <see cref="Measures.All"/>.</summary>
    public object this[string column]
    {
        get => counts[Measures.ByColumn(column).Index];
        private set => counts[Measures.ByColumn(column).Index] = (int)value;
    }

    public void Count(Member member) => Measures.Count(member, counts, 1);
}
