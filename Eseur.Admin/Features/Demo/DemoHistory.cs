using System.Numerics;
using Eseur.Domain.Changes;
using Eseur.Domain.Completeness;
using Eseur.Domain.Fields;
using Eseur.Domain.Members;
using Eseur.Domain.Organizations;
using Eseur.Domain.Passports;

namespace Eseur.Admin.Features.Demo;

/// <summary>
/// The last days of the registry told backwards from its present: which gaps were closed when. Change records and the
/// daily figures of superiors come from the same telling, so a trend and the histories under it agree.
/// </summary>
internal sealed class DemoHistory(DemoPlan plan, DateOnly today)
{
    public const int Days = 60;

    // So many of today's gaps again were closed in these days, and no more of what is filled than this.
    private const double ClosedToOpen = 0.09;
    private const double MostRecent = 0.05;

    // The same of members' cards, which nobody's history tells.
    private const double CardsClosedToOpen = 0.04;

    private static readonly Gap ChairpersonGap = Catalogue.Passport.Gap(ChairpersonTab.Chairpersons.Key)!;

    private static readonly long OfChairperson = Catalogue.Passport.Gaps.Where(g => g.Field?.Owner == typeof(Chairperson)).Aggregate(0L, (mask, g) => mask | g.Mask);

    private static readonly List<Gap> Failing = [.. Catalogue.Passport.Gaps.Where(g => g.IsOfFailed)];

    private static readonly long OfFailed = Failing.Aggregate(0L, (mask, g) => mask | g.Mask);

    private readonly int seed = plan.Seed;
    private readonly double[] recentShares = [.. Enumerable.Range(0, Catalogue.Passport.BitCount).Select(bit => RecentShare(plan, bit))];

    /// <summary>By day, 0 for the first of the kept days: the gaps closed on it. Nothing is closed on the first day.</summary>
    public SortedDictionary<int, long> Closures(int index, GapBits now)
    {
        var random = DemoRandom.For(seed, "history", index);
        var closures = new SortedDictionary<int, long>();
        var filled = now.Applicable & ~now.Missing;
        // Who is chairperson and what is said of the person are filled in together.
        if (random.Chance(recentShares[ChairpersonGap.Bit]) && (filled & ChairpersonGap.Mask) != 0)
            closures[Day(random)] = ChairpersonGap.Mask | (filled & OfChairperson);
        // Of addresses that failed nothing is kept once there are others.
        var rest = filled & ~OfFailed & ~(closures.Count > 0 ? ChairpersonGap.Mask | OfChairperson : ChairpersonGap.Mask);
        for (; rest != 0; rest &= rest - 1)
        {
            if (random.Chance(recentShares[BitOperations.TrailingZeroCount(rest)]))
            {
                var day = Day(random);
                closures[day] = closures.GetValueOrDefault(day) | (rest & -rest);
            }
        }
        return closures;
    }

    /// <summary>What the passport's bits were before the days' first closure.</summary>
    public static GapBits Before(GapBits now, SortedDictionary<int, long> closures)
    {
        var closed = closures.Values.Aggregate(0L, (mask, bits) => mask | bits);
        var brought = Brought(closed);
        return new GapBits(now.Applicable & ~brought, (now.Missing | closed) & ~brought);
    }

    /// <summary>What the bits became with the closures of one day.</summary>
    public static GapBits After(GapBits before, long closed, GapBits now)
    {
        var brought = Brought(closed);
        return new GapBits(before.Applicable | (now.Applicable & brought), (before.Missing & ~closed) | (now.Missing & brought));
    }

    /// <summary>What begins to concern an organisation once these are filled: the fields of its chairperson, an address that may fail.</summary>
    private static long Brought(long closed) => Failing.Where(g => (closed & Catalogue.Passport.Filling(g).Mask) != 0)
        .Aggregate((closed & ChairpersonGap.Mask) == 0 ? 0L : OfChairperson, (mask, g) => mask | g.Mask);

    /// <summary>When the chairperson last said that the passport is true; some never did, some long ago.</summary>
    public DateTime? ConfirmedAt(int index)
    {
        var random = DemoRandom.For(seed, "confirmed", index);
        return random.Chance(0.55) ? Moment(Days - 2 - random.Below(random.Chance(0.8) ? 360 : 900), index) : null;
    }

    public DateOnly Date(int day) => today.AddDays(day - Days + 1);

    /// <summary>In office hours of Moscow, as UTC.</summary>
    public DateTime Moment(int day, int index) =>
        Date(day).ToDateTime(new TimeOnly(5, 0), DateTimeKind.Utc).AddMinutes(DemoRandom.For(seed, "moment " + nameof(Change), (index * Days) + day).Below(11 * 60));

    /// <summary>The lines a person would have saved to close the gaps: was empty, became what it is.</summary>
    public static IEnumerable<ChangeLine> Lines(Organization organization, long closed)
    {
        foreach (var gap in Catalogue.Passport.Gaps.Where(g => (closed & g.Mask) != 0))
        {
            if (gap.Rows is { } rows)
            {
                var row = gap == ChairpersonGap ? organization.CurrentChairperson! : rows.Rows(organization)[0];
                foreach (var field in rows.Fields.Where(f => f.Read(row) is not null))
                    yield return new ChangeLine(field.Key, rows.Name(row), null, field.Text(row), row.Id);
            }
            else if (gap.Field!.Owner == typeof(Organization))
            {
                yield return new ChangeLine(gap.Field.Key, null, null, gap.Field.Text(organization));
            }
            else if ((closed & ChairpersonGap.Mask) == 0)
            {
                var person = organization.CurrentChairperson!;
                yield return new ChangeLine(gap.Field.Key, person.Name, null, gap.Field.Text(person), person.Id);
            }
        }
    }

    private static double RecentShare(DemoPlan plan, int bit)
    {
        var open = plan.Missing.Count(bits => (bits & (1L << bit)) != 0);
        return Math.Min(MostRecent, ClosedToOpen * open / Math.Max(1, plan.Missing.Length - open));
    }

    // Gaps close faster towards the end of the days, as people are asked; none today, whose hours have not all come.
    private static int Day(DemoRandom random) => Days - 2 - (int)((Days - 2) * random.Unit() * (0.4 + (0.6 * random.Unit())));

    /// <summary>The figures of one superior by day, summed from the bits of everyone below.</summary>
    internal sealed class Trend
    {
        private readonly int[][] missing = Columns();
        private readonly int[][] applicable = Columns();
        private readonly int[] members = new int[Measures.All.Count];

        /// <summary>Adds bits that held from a day on; <paramref name="sign"/> -1 takes away what ceased to hold.</summary>
        public void Count(GapBits bits, int day, int sign) => bits.AddTo(missing[day], applicable[day], sign);

        /// <summary>Adds an organisation's cards as they are today.</summary>
        public void Count(MemberCounter counter)
        {
            for (var i = 0; i < members.Length; i++)
                members[i] += counter.Counts[i];
        }

        public IEnumerable<(int Day, int[] Missing, int[] Applicable, int[] Members)> ByDay()
        {
            int[] missingSum = new int[Catalogue.Passport.BitCount], applicableSum = new int[Catalogue.Passport.BitCount];
            for (var day = 0; day < Days; day++)
            {
                for (var bit = 0; bit < missingSum.Length; bit++)
                {
                    missingSum[bit] += missing[day][bit];
                    applicableSum[bit] += applicable[day][bit];
                }
                yield return (day, [.. missingSum], [.. applicableSum], Members(day));
            }
        }

        /// <summary>Cards' gaps are told by their sums alone: each was larger by a small part, less from day to day, and within whom it concerns.</summary>
        private int[] Members(int day)
        {
            int[] then = [.. members];
            foreach (var gap in Catalogue.Card.Gaps)
                Reopen(Measures.Of(gap), Measures.Concerned(gap, then));
            foreach (var unlocks in UnlocksLabels.All)
                Reopen(Measures.Of(unlocks), members[Measures.Total.Index]);
            return then;

            void Reopen(Measure lacking, int concerned) =>
                then[lacking.Index] = Math.Min(concerned, then[lacking.Index] + (int)(then[lacking.Index] * CardsClosedToOpen * (Days - 1 - day) / (Days - 1)));
        }

        private static int[][] Columns() => [.. Enumerable.Range(0, Days).Select(_ => new int[Catalogue.Passport.BitCount])];
    }
}
