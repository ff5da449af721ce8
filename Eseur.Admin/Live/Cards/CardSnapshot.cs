using System.Numerics;

namespace Eseur.Admin.Live.Cards;

/// <summary>
/// All cards at one moment: many in the main segment, and those written lately in a small one. Nothing in it ever changes,
/// so readers need no lock.
/// </summary>
internal sealed class CardSnapshot
{
    private CardSnapshot(CardSegment main, ulong[] gone, CardSegment recent, IReadOnlyList<string> duesForms)
    {
        (Main, Gone, Recent, DuesForms) = (main, gone, recent, duesForms);
        Before = new int[recent.Count];
        for (var row = 0; row < Before.Length; row++)
            Before[row] = main.LowerBound(recent.Entry(row));
    }

    public CardSegment Main { get; }

    /// <summary>Rows of the main segment that hold no longer.</summary>
    public ulong[] Gone { get; }

    public CardSegment Recent { get; }

    /// <summary>For each recent row, how many rows of the main segment come before it.</summary>
    public int[] Before { get; }

    /// <summary>Codes of dues forms by the number, less one, that stands in the marks.</summary>
    public IReadOnlyList<string> DuesForms { get; }

    public static CardSnapshot Of(CardSegment main, IReadOnlyList<string> duesForms) => new(main, new ulong[main.Words], new SegmentBuilder().Build(), duesForms);

    public FoundCards Find(CardConditions conditions)
    {
        var main = CardSearch.Find(Main, conditions, DuesForms);
        for (var word = 0; word < main.Length; word++)
            main[word] &= ~Gone[word];
        return new FoundCards(this, main, CardSearch.Find(Recent, conditions, DuesForms));
    }

    /// <summary>The same with all cards of <paramref name="organizations"/> replaced by <paramref name="cards"/>.</summary>
    public CardSnapshot With(IReadOnlySet<int> organizations, IEnumerable<CardEntry> cards, IReadOnlyList<string> duesForms)
    {
        var coming = cards.ToDictionary(c => c.Id);
        var gone = (ulong[])Gone.Clone();
        foreach (var organization in organizations)
        {
            foreach (var row in Main.RowsOf(organization))
            {
                // Most of an organisation's cards are as they were.
                if (!IsSet(gone, row) && !(coming.TryGetValue(Main.Ids[row], out var now) && now == Main.Entry(row) && coming.Remove(now.Id)))
                    gone[row >> 6] |= 1UL << row;
            }
        }
        var recent = new SegmentBuilder();
        for (var row = 0; row < Recent.Count; row++)
        {
            var entry = Recent.Entry(row);
            if (!organizations.Contains(entry.OrganizationId) && !coming.ContainsKey(entry.Id))
                recent.Add(entry);
        }
        foreach (var entry in coming.Values)
        {
            // It may have come from an organisation whose own news is still on the way.
            if (Main.RowOf(entry.Id) is var row and >= 0)
                gone[row >> 6] |= 1UL << row;
            recent.Add(entry);
        }
        return new CardSnapshot(Main, gone, recent.Build(), duesForms);
    }

    /// <summary>The same in one segment.</summary>
    public CardSnapshot Merged()
    {
        var builder = new SegmentBuilder(Main.Count + Recent.Count);
        builder.AddRange(Main, Gone);
        builder.AddRange(Recent, new ulong[Recent.Words]);
        return Of(builder.Build(), DuesForms);
    }

    /// <summary>The cards of one organisation.</summary>
    public IEnumerable<CardEntry> CardsOf(int organization) =>
        Main.RowsOf(organization).ToArray().Where(row => !IsSet(Gone, row)).Select(Main.Entry).Concat(Recent.RowsOf(organization).ToArray().Select(Recent.Entry));

    /// <summary>How far it has grown from one segment.</summary>
    public int Drift => Recent.Count + Gone.Sum(word => BitOperations.PopCount(word));

    private static bool IsSet(ulong[] bits, int row) => (bits[row >> 6] >> row & 1) != 0;
}
