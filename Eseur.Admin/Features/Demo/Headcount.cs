using Eseur.Domain.Organizations;

namespace Eseur.Admin.Features.Demo;

/// <summary>How many people of each group are on record where; sizes are as uneven as in life.</summary>
internal sealed record Headcount(int[] Staff, int[] Heads)
{
    // Of those whose employment the card does not say, so many study.
    private const double UnstatedStudents = 0.12;

    // Of all students who are members, so many are in colleges.
    private const double CollegeShare = 0.45;

    /// <summary>By cell: the organisation's index times the number of groups, plus the group.</summary>
    public int this[int organization, CardGroup group] => Heads[(organization * CardPlan.Groups) + (int)group];

    public static Headcount Build(PlannedOrganization[] plan, DemoScale scale, int seed)
    {
        var figures = NationalFigures.Published.Members;
        var (workers, students, pensioners) = (scale.Of(figures.ByEmployment[0].Count), scale.Of(figures.ByEmployment[1].Count), scale.Of(figures.ByEmployment[2].Count));
        var unstated = (int)(figures.Total * scale.Share) - workers - students - pensioners;
        var studying = (int)(unstated * UnstatedStudents);

        var care = GapPlan.Care(plan, seed);
        var random = DemoRandom.For(seed, "headcount");
        var staff = Array.ConvertAll(plan, o => StaffOf(o, random));
        var members = Apportion.By([.. plan.Select((o, i) => (long)(1000 * staff[i] * Coverage(o, care[i], random)))], workers + unstated - studying);
        var inColleges = (int)((students + studying) * CollegeShare);
        var atCollege = Apportion.By(Colleges(plan, random), inColleges);
        var atUniversity = Apportion.By(Universities(plan, staff, random), students + studying - inColleges);
        var retired = Apportion.By([.. plan.Select((o, i) => o.Level.IsPrimary() && random.Chance(0.34) ? (long)(1000 * Math.Sqrt(staff[i]) * random.Unit()) : 0)], pensioners);

        var studentHeads = atCollege.Zip(atUniversity, (a, b) => a + b).ToArray();
        var odds = Array.ConvertAll(care, c => Math.Exp((-1.1 * c) + (1.5 * random.Normal())));
        var unstatedWorkers = Spread.Over(members, odds, unstated - studying, random);
        var unstatedStudents = Spread.Over(studentHeads, odds, studying, random);
        var heads = new int[plan.Length * CardPlan.Groups];
        for (var i = 0; i < plan.Length; i++)
        {
            var cell = i * CardPlan.Groups;
            heads[cell + (int)CardGroup.Worker] = members[i] - unstatedWorkers[i];
            heads[cell + (int)CardGroup.Student] = studentHeads[i] - unstatedStudents[i];
            heads[cell + (int)CardGroup.Pensioner] = retired[i];
            heads[cell + (int)CardGroup.UnstatedWorker] = unstatedWorkers[i];
            heads[cell + (int)CardGroup.UnstatedStudent] = unstatedStudents[i];
            // An institution has at least the workers who are members.
            staff[i] = Math.Max(staff[i], (int)(members[i] * 1.02));
        }
        return new Headcount(staff, heads);
    }

    private static int StaffOf(PlannedOrganization planned, DemoRandom random)
    {
        var usual = planned.Institution.Type switch
        {
            "preschool" => 28,
            "school" => planned.Place?.Kind == PlaceKind.District ? 30 : 55,
            "college" => 95,
            "university" => 620,
            "authority" => 32,
            _ => 26,
        };
        return Math.Max(3, (int)(usual * Math.Exp(0.55 * random.Normal())));
    }

    /// <summary>What part of the staff has joined; an organisation that has died out, or is not yet alive, has nobody or one.</summary>
    private static double Coverage(PlannedOrganization planned, double care, DemoRandom random)
    {
        var joined = 1 / (1 + Math.Exp(-1.1 - (0.4 * care) - (0.9 * random.Normal())));
        var fate = random.Unit();
        if (!planned.Level.IsPrimary() || IsOf(planned, "обучающихся"))
            return 0;
        return fate switch { < 0.004 => 0, < 0.012 => 0.02 * joined, _ => joined };
    }

    private static long[] Colleges(PlannedOrganization[] plan, DemoRandom random) =>
        Array.ConvertAll(plan, o => o.Institution.Type == "college" && random.Chance(0.5) ? (long)(1000 * Math.Exp(0.65 * random.Normal())) : 0);

    /// <summary>The largest has some twenty times what a usual one has: by rank rather than by luck, so that every seed has its giants.</summary>
    private static long[] Universities(PlannedOrganization[] plan, int[] staff, DemoRandom random)
    {
        var ranked = plan.Index().Where(o => o.Item.Level.IsPrimary() && o.Item.Institution.Type == "university" && !IsOf(o.Item, "работников"))
            .Select(o => (o.Index, Size: staff[o.Index] * Math.Exp(0.5 * random.Normal()))).OrderByDescending(o => o.Size).ToArray();
        var weights = new long[plan.Length];
        foreach (var (rank, (index, _)) in ranked.Index())
            weights[index] = (long)(100_000 / Math.Pow(rank + 3, 0.75));
        return weights;
    }

    private static bool IsOf(PlannedOrganization planned, string people) => planned.Institution.NameInOrganization.StartsWith(people, StringComparison.Ordinal);
}
