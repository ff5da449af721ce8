using System.Numerics;

namespace Eseur.Admin.Live.Cards;

/// <summary>Looks through a segment; the answer has a bit for each row that meets all conditions.</summary>
internal static class CardSearch
{
    /// <summary>Where the asked organisations hold no more than one card of so many, only theirs are looked at.</summary>
    private const int SmallPart = 24;

    private interface ITest
    {
        bool Fits(int row);
    }

    public static ulong[] Find(CardSegment segment, CardConditions conditions, IReadOnlyList<string> duesForms)
    {
        var found = new ulong[segment.Words];
        var marks = new ByMarks(segment.Marks, CardMarks.Answers(conditions, duesForms), CardMarks.Lacks(conditions.Lacks));
        var slots = conditions.Organizations?.Select(o => Array.BinarySearch(segment.OrganizationIds, o)).Where(s => s >= 0).ToArray();
        var few = slots is not null && slots.Sum(s => segment.OrganizationStarts[s + 1] - segment.OrganizationStarts[s]) <= segment.Count / SmallPart;
        if (conditions.Ids is { } ids)
            Set(found, ids.Select(segment.RowOf).Where(row => row >= 0), marks);
        else if (few)
            Set(found, slots!.SelectMany(s => new ArraySegment<int>(segment.ByOrganization, segment.OrganizationStarts[s], segment.OrganizationStarts[s + 1] - segment.OrganizationStarts[s])), marks);
        else
            SetAll(found, marks);
        if (slots is not null && (conditions.Ids is not null || !few))
            Keep(found, new ByOrganization(segment, slots));
        if (conditions.BornFrom is not null || conditions.BornTo is not null)
            Keep(found, new ByBirth(segment.Births, conditions.BornFrom, conditions.BornTo));
        if (conditions.Words.Count > 0)
            Keep(found, new ByName(segment, new NameMatch(conditions.Words, segment.SurnameList, segment.NameList, segment.PatronymicList)));
        return found;
    }

    private static void Set(ulong[] found, IEnumerable<int> rows, ByMarks marks)
    {
        foreach (var row in rows)
        {
            if (marks.Fits(row))
                found[row >> 6] |= 1UL << row;
        }
    }

    /// <summary>The hot loop over all cards: no branch depends on a card.</summary>
    private static void SetAll(ulong[] found, ByMarks marks)
    {
        for (var word = 0; word < found.Length; word++)
            found[word] = marks.Bits(word << 6);
    }

    private static void Keep<TTest>(ulong[] found, TTest test)
        where TTest : struct, ITest
    {
        for (var word = 0; word < found.Length; word++)
        {
            var kept = found[word];
            for (var left = kept; left != 0; left &= left - 1)
            {
                if (!test.Fits((word << 6) + BitOperations.TrailingZeroCount(left)))
                    kept &= ~(left & (~left + 1));
            }
            found[word] = kept;
        }
    }

    private readonly struct ByMarks(int[] marks, byte[] answers, int lacks) : ITest
    {
        private const int Answered = CardMarks.Combinations - 1;

        public bool Fits(int row) => answers[marks[row] & Answered] != 0 && (marks[row] & lacks) == lacks;

        public ulong Bits(int from)
        {
            var bits = 0UL;
            var rows = marks.AsSpan(from, Math.Min(64, marks.Length - from));
            for (var i = 0; i < rows.Length; i++)
            {
                // Nothing asked for is filled: a number less one has the highest bit only if it was nought.
                var lacksAll = ((ulong)(uint)(~rows[i] & lacks) - 1) >> 63;
                bits |= (answers[rows[i] & Answered] & lacksAll) << i;
            }
            return bits;
        }
    }

    private readonly struct ByOrganization : ITest
    {
        private readonly int[] organizations;
        private readonly bool[] asked;

        public ByOrganization(CardSegment segment, int[] slots)
        {
            organizations = segment.Organizations;
            asked = new bool[segment.OrganizationIds.Length];
            foreach (var slot in slots)
                asked[slot] = true;
        }

        public bool Fits(int row) => asked[organizations[row]];
    }

    private readonly struct ByBirth(ushort[] births, DateOnly? from, DateOnly? to) : ITest
    {
        private readonly int first = Math.Max((ushort)1, CardEntry.Day(from));
        private readonly int last = to is null ? ushort.MaxValue : CardEntry.Day(to);

        public bool Fits(int row) => births[row] >= first && births[row] <= last;
    }

    private readonly struct ByName(CardSegment segment, NameMatch name) : ITest
    {
        private readonly int[] surnames = segment.Surnames, names = segment.Names, patronymics = segment.Patronymics;

        public bool Fits(int row) => name.Fits(surnames[row], names[row], patronymics[row]);
    }
}
