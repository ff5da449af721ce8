namespace Eseur.Admin.Live.Cards;

/// <summary>Collects cards in any order and sorts them into a segment.</summary>
internal sealed class SegmentBuilder(int expected = 0)
{
    private readonly Words surnames = new(), names = new(), patronymics = new();
    private readonly List<int> ids = new(expected), organizations = new(expected), marks = new(expected);
    private readonly List<ushort> births = new(expected), joined = new(expected);
    private readonly List<int> surnameOf = new(expected), nameOf = new(expected), patronymicOf = new(expected);

    /// <param name="entry">Its words are as <see cref="Eseur.Domain.SearchText"/> makes them.</param>
    public void Add(in CardEntry entry) =>
        Add(entry.Id, entry.OrganizationId, entry.Marks, entry.Birth, entry.Joined, surnames.Number(entry.Surname), names.Number(entry.Name), patronymics.Number(entry.Patronymic));

    /// <summary>Takes the rows of a segment but those whose bits are set in <paramref name="gone"/>.</summary>
    public void AddRange(CardSegment segment, ulong[] gone)
    {
        var (s, n, p) = (surnames.Numbers(segment.SurnameList), names.Numbers(segment.NameList), patronymics.Numbers(segment.PatronymicList));
        for (var row = 0; row < segment.Count; row++)
        {
            if ((gone[row >> 6] >> row & 1) == 0)
                Add(segment.Ids[row], segment.OrganizationIds[segment.Organizations[row]], segment.Marks[row], segment.Births[row], segment.Joined[row], s[segment.Surnames[row]], n[segment.Names[row]], p[segment.Patronymics[row]]);
        }
    }

    private void Add(int id, int organization, int mark, ushort birth, ushort join, int surname, int name, int patronymic)
    {
        ids.Add(id);
        organizations.Add(organization);
        marks.Add(mark);
        births.Add(birth);
        joined.Add(join);
        surnameOf.Add(surname);
        nameOf.Add(name);
        patronymicOf.Add(patronymic);
    }

    public CardSegment Build()
    {
        var (surnameList, s) = surnames.Sort();
        var (nameList, n) = names.Sort();
        var (patronymicList, p) = patronymics.Sort();
        var order = Order(s, n, p, nameList.Count, patronymicList.Count);
        var cardIds = Take(ids, order);
        var (organizationIds, slots) = Slots(order);
        var (byOrganization, starts) = Group(slots, organizationIds.Length);
        return new CardSegment
        {
            Ids = cardIds,
            Organizations = slots,
            Marks = Take(marks, order),
            Births = Take(births, order),
            Joined = Take(joined, order),
            Surnames = Array.ConvertAll(Take(surnameOf, order), i => s[i]),
            Names = Array.ConvertAll(Take(nameOf, order), i => n[i]),
            Patronymics = Array.ConvertAll(Take(patronymicOf, order), i => p[i]),
            SurnameList = surnameList,
            NameList = nameList,
            PatronymicList = patronymicList,
            OrganizationIds = organizationIds,
            ByOrganization = byOrganization,
            OrganizationStarts = starts,
            ById = Ranked(cardIds),
        };
    }

    /// <summary>Sorted by surname, name, patronymic, and then by the card's number.</summary>
    private int[] Order(int[] s, int[] n, int[] p, int nameCount, int patronymicCount)
    {
        var keys = new ulong[ids.Count];
        var order = new int[keys.Length];
        for (var i = 0; i < keys.Length; i++)
        {
            keys[i] = ((((ulong)s[surnameOf[i]] * (ulong)nameCount) + (ulong)n[nameOf[i]]) * (ulong)patronymicCount) + (ulong)p[patronymicOf[i]];
            order[i] = i;
        }
        Array.Sort(keys, order);
        for (var (from, to) = (0, 0); from < keys.Length; from = to)
        {
            for (to = from + 1; to < keys.Length && keys[to] == keys[from];)
                to++;
            if (to - from > 1)
                order.AsSpan(from..to).Sort((a, b) => ids[a].CompareTo(ids[b]));
        }
        return order;
    }

    private (int[] Ids, int[] Slots) Slots(int[] order)
    {
        var known = organizations.Distinct().Order().ToArray();
        var slotOf = known.Index().ToDictionary(x => x.Item, x => x.Index);
        return (known, Array.ConvertAll(order, i => slotOf[organizations[i]]));
    }

    private static (int[] Rows, int[] Starts) Group(int[] slots, int count)
    {
        var starts = new int[count + 1];
        foreach (var slot in slots)
            starts[slot + 1]++;
        for (var i = 0; i < count; i++)
            starts[i + 1] += starts[i];
        var next = starts.AsSpan().ToArray();
        var rows = new int[slots.Length];
        for (var row = 0; row < slots.Length; row++)
            rows[next[slots[row]]++] = row;
        return (rows, starts);
    }

    private static int[] Ranked(int[] ids)
    {
        var keys = ids.AsSpan().ToArray();
        var rows = new int[ids.Length];
        for (var i = 0; i < rows.Length; i++)
            rows[i] = i;
        Array.Sort(keys, rows);
        return rows;
    }

    private static T[] Take<T>(List<T> column, int[] order) => Array.ConvertAll(order, i => column[i]);

    private sealed class Words
    {
        private readonly Dictionary<string, int> numbers = new(StringComparer.Ordinal);

        public int Number(string text)
        {
            if (!numbers.TryGetValue(text, out var number))
                numbers[text] = number = numbers.Count;
            return number;
        }

        public int[] Numbers(WordList list)
        {
            var result = new int[list.Count];
            for (var i = 0; i < result.Length; i++)
                result[i] = Number(list[i]);
            return result;
        }

        /// <summary>The sorted list, and the place in it of each number given out so far.</summary>
        public (WordList List, int[] Places) Sort()
        {
            var texts = numbers.Keys.ToArray();
            Array.Sort(texts, StringComparer.Ordinal);
            var places = new int[texts.Length];
            foreach (var (place, text) in texts.Index())
                places[numbers[text]] = place;
            return (new WordList(texts), places);
        }
    }
}
