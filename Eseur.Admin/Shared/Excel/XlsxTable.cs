namespace Eseur.Admin.Shared.Excel;

/// <param name="Heading">Empty in every column: the sheet has no header row, filter or frozen pane.</param>
/// <param name="Width">In characters of the normal font, as Excel counts it.</param>
/// <param name="Group">Heading above the heading; neighbours of one group share one merged cell.</param>
public sealed record XlsxColumn(string Heading, double Width, string Group = "")
{
    /// <summary>Shares of this column are coloured from white at 0 % to amber at 100 %.</summary>
    public bool Heat { get; init; }
}

/// <summary>What a sheet is before its rows come.</summary>
/// <param name="Name">Any text; what Excel forbids in a sheet's name is replaced.</param>
public sealed record XlsxTable(string Name, IReadOnlyList<XlsxColumn> Columns)
{
    public string Title { get; init; } = "";

    /// <summary>Lines between the title and the header: the date, the rule of percentages.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Columns on the left that stay in sight when the sheet is scrolled to the right.</summary>
    public int FrozenColumns { get; init; }

    internal bool HasHeader => Columns.Any(column => column.Heading.Length > 0);

    internal bool HasGroups => Columns.Any(column => column.Group.Length > 0);

    /// <summary>Runs of neighbours with one group; the columns are counted from 1.</summary>
    internal IEnumerable<(int First, int Last, string Group)> GroupSpans()
    {
        for (int first = 1, last; first <= Columns.Count; first = last + 1)
        {
            var group = Columns[first - 1].Group;
            for (last = first; last < Columns.Count && Columns[last].Group == group;) last++;
            yield return (first, last, group);
        }
    }

    /// <summary>The row with headings and filter buttons, or the last row before the first row of data.</summary>
    internal int HeaderRow => (Title.Length > 0 ? 1 : 0) + Notes.Count + (HasGroups ? 1 : 0) + (HasHeader ? 1 : 0);
}
