using System.Globalization;

namespace Eseur.Domain.Changes;

/// <summary>A set of identifiers as sorted ranges: numbers given out one after another take the room of two.</summary>
public sealed class IdRanges
{
    private readonly List<(long From, long To)> ranges = [];

    public IReadOnlyList<(long From, long To)> All => ranges;

    public long Count => ranges.Sum(r => r.To - r.From + 1);

    /// <summary>The greatest; 0 for none.</summary>
    public long Last => ranges.Count == 0 ? 0 : ranges[^1].To;

    /// <summary>Reads "5-90,92".</summary>
    /// <returns>Null when it is anything else.</returns>
    public static IdRanges? Parse(string text)
    {
        var read = new IdRanges();
        foreach (var part in text.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            var ends = part.Split('-');
            if (ends.Length > 2 || !Read(ends[0], out var from) || !Read(ends[^1], out var to) || from > to)
                return null;
            read.Add(from, to);
        }
        return read;

        static bool Read(string digits, out long id) => long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out id);
    }

    public bool Contains(long id) => IndexBefore(id) is >= 0 and var i && ranges[i].To >= id;

    public void Add(IdRanges others)
    {
        foreach (var (from, to) in others.ranges)
            Add(from, to);
    }

    public void Add(long id) => Add(id, id);

    public void Add(long from, long to)
    {
        var first = IndexBefore(from);
        // A neighbour that touches belongs to it as well.
        if (first < 0 || ranges[first].To < from - 1)
            first++;
        var past = first;
        while (past < ranges.Count && ranges[past].From <= to + 1)
            past++;
        if (past > first)
            (from, to) = (Math.Min(from, ranges[first].From), Math.Max(to, ranges[past - 1].To));
        ranges.RemoveRange(first, past - first);
        ranges.Insert(first, (from, to));
    }

    public override string ToString() => string.Join(',', ranges.Select(r => Text(r.From, r.To)));

    public static string Text(long from, long to) => from == to ? string.Create(CultureInfo.InvariantCulture, $"{from}") : string.Create(CultureInfo.InvariantCulture, $"{from}-{to}");

    /// <summary>Index of the last range that begins at or before <paramref name="id"/>; -1 for none.</summary>
    private int IndexBefore(long id)
    {
        var (low, high) = (0, ranges.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (ranges[middle].From <= id)
                low = middle + 1;
            else
                high = middle - 1;
        }
        return high;
    }
}
