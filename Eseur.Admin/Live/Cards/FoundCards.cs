using System.Numerics;

namespace Eseur.Admin.Live.Cards;

/// <summary>The cards that a search found, counted; read page by page in any order. Kept only while it is being read: it holds its snapshot.</summary>
public sealed class FoundCards
{
    private readonly CardSnapshot snapshot;
    private readonly ulong[] main;
    private readonly int[] recent;

    internal FoundCards(CardSnapshot snapshot, ulong[] main, ulong[] recent)
    {
        this.snapshot = snapshot;
        this.main = main;
        this.recent = Rows(recent);
        Count = CountOf(main) + this.recent.Length;
    }

    public int Count { get; }

    /// <summary>Numbers of the cards from <paramref name="skip"/> on. Namesakes, and those of one day or organisation, follow by name and number.</summary>
    /// <param name="organizationRank">The place of an organisation among others; asked of when they order the cards.</param>
    public int[] Page(int skip, int take, CardOrder order = CardOrder.Name, bool descending = false, Func<int, int>? organizationRank = null)
    {
        skip = Math.Clamp(skip, 0, Count);
        take = Math.Clamp(take, 0, Count - skip);
        if (order == CardOrder.Name && !descending)
            return ByName(skip, take);
        if (order == CardOrder.Name)
        {
            var page = ByName(Count - skip - take, take);
            Array.Reverse(page);
            return page;
        }
        return order switch
        {
            CardOrder.Birth => ByKey(new DayKey(snapshot.Main.Births, snapshot.Recent.Births, descending), skip, take),
            CardOrder.Joined => ByKey(new DayKey(snapshot.Main.Joined, snapshot.Recent.Joined, descending), skip, take),
            _ => ByKey(new OrganizationKey(snapshot, organizationRank ?? (id => id), descending), skip, take),
        };
    }

    /// <summary>The same in the order of the cards' numbers.</summary>
    public int[] PageByNumber(int skip, int take)
    {
        skip = Math.Clamp(skip, 0, Count);
        var ids = Array.ConvertAll(Rows(main), row => snapshot.Main.Ids[row]).Concat(recent.Select(row => snapshot.Recent.Ids[row])).ToArray();
        Array.Sort(ids);
        return ids[skip..(skip + Math.Clamp(take, 0, Count - skip))];
    }

    /// <summary>How many of them, in the order of names, come before the first whose surname begins with <paramref name="text"/> or follows it.</summary>
    public int CountBefore(string text)
    {
        var bound = snapshot.Main.LowerBound(text);
        return CountOf(main.AsSpan(0, bound >> 6)) + ((bound & 63) == 0 ? 0 : BitOperations.PopCount(main[bound >> 6] & ((1UL << bound) - 1)))
            + recent.Count(row => string.CompareOrdinal(snapshot.Recent.SurnameList[snapshot.Recent.Surnames[row]], text) < 0);
    }

    private int[] ByName(int skip, int take)
    {
        var page = new int[take];
        var (at, seen) = (0, 0);
        var from = 0;
        foreach (var row in recent)
        {
            TakeMain(snapshot.Before[row]);
            if (seen++ >= skip && at < take)
                page[at++] = snapshot.Recent.Ids[row];
            if (at == take)
                return page;
        }
        TakeMain(snapshot.Main.Count);
        return page;

        // Whole words of bits are passed over until the page begins.
        void TakeMain(int to)
        {
            while (from < to && at < take)
            {
                var end = Math.Min(to, (from | 63) + 1);
                var bits = main[from >> 6] >> from << from;
                if ((end & 63) != 0)
                    bits &= (1UL << end) - 1;
                var ones = BitOperations.PopCount(bits);
                if (seen + ones <= skip)
                    seen += ones;
                else
                {
                    for (; bits != 0 && at < take; bits &= bits - 1)
                    {
                        if (seen++ >= skip)
                            page[at++] = snapshot.Main.Ids[(from & ~63) + BitOperations.TrailingZeroCount(bits)];
                    }
                }
                from = end;
            }
        }
    }

    /// <summary>Sorting by counting: how many have each key, and then the places of the page alone.</summary>
    private int[] ByKey<TKey>(TKey key, int skip, int take)
        where TKey : struct, IKey
    {
        var places = new int[key.Size + 1];
        for (var word = 0; word < main.Length; word++)
        {
            for (var bits = main[word]; bits != 0; bits &= bits - 1)
                places[key.OfMain((word << 6) + BitOperations.TrailingZeroCount(bits)) + 1]++;
        }
        foreach (var row in recent)
            places[key.OfRecent(row) + 1]++;
        for (var i = 1; i < places.Length; i++)
            places[i] += places[i - 1];

        var page = new int[take];
        var next = 0;
        for (var word = 0; word < main.Length; word++)
        {
            for (var bits = main[word]; bits != 0; bits &= bits - 1)
            {
                var row = (word << 6) + BitOperations.TrailingZeroCount(bits);
                for (; next < recent.Length && snapshot.Before[recent[next]] <= row; next++)
                    Put(key.OfRecent(recent[next]), snapshot.Recent.Ids[recent[next]]);
                Put(key.OfMain(row), snapshot.Main.Ids[row]);
            }
        }
        for (; next < recent.Length; next++)
            Put(key.OfRecent(recent[next]), snapshot.Recent.Ids[recent[next]]);
        return page;

        void Put(int at, int id)
        {
            var place = places[at]++ - skip;
            if ((uint)place < (uint)take)
                page[place] = id;
        }
    }

    private static int CountOf(ReadOnlySpan<ulong> bits)
    {
        var count = 0;
        foreach (var word in bits)
            count += BitOperations.PopCount(word);
        return count;
    }

    private static int[] Rows(ulong[] bits)
    {
        var rows = new int[CountOf(bits)];
        var at = 0;
        for (var word = 0; word < bits.Length; word++)
        {
            for (var left = bits[word]; left != 0; left &= left - 1)
                rows[at++] = (word << 6) + BitOperations.TrailingZeroCount(left);
        }
        return rows;
    }

    private interface IKey
    {
        int Size { get; }

        int OfMain(int row);

        int OfRecent(int row);
    }

    /// <summary>Days that are not known come last whichever way the others run.</summary>
    private readonly struct DayKey(ushort[] main, ushort[] recent, bool descending) : IKey
    {
        public int Size => ushort.MaxValue + 1;

        public int OfMain(int row) => Of(main[row]);

        public int OfRecent(int row) => Of(recent[row]);

        private int Of(int day) => day == 0 ? ushort.MaxValue : descending ? ushort.MaxValue - 1 - day : day - 1;
    }

    private readonly struct OrganizationKey : IKey
    {
        private readonly CardSegment main, recent;
        private readonly int[] ofMain, ofRecent;

        public OrganizationKey(CardSnapshot snapshot, Func<int, int> rank, bool descending)
        {
            (main, recent) = (snapshot.Main, snapshot.Recent);
            var ids = main.OrganizationIds.Union(recent.OrganizationIds).ToArray();
            var ranks = Array.ConvertAll(ids, id => rank(id));
            Array.Sort(ranks, ids);
            if (descending)
                Array.Reverse(ids);
            var places = ids.Index().ToDictionary(x => x.Item, x => x.Index);
            ofMain = Array.ConvertAll(main.OrganizationIds, id => places[id]);
            ofRecent = Array.ConvertAll(recent.OrganizationIds, id => places[id]);
            Size = ids.Length;
        }

        public int Size { get; }

        public int OfMain(int row) => ofMain[main.Organizations[row]];

        public int OfRecent(int row) => ofRecent[recent.Organizations[row]];
    }
}
