using System.Runtime.InteropServices;
using Eseur.Domain.Completeness;

namespace Eseur.Admin.Features.Demo;

/// <summary>
/// How many cards each primary organisation holds, of whom, and how many of them lack what: whole numbers that add up to the
/// slides'. A cell is one group of people in one organisation. Which cards these are, <see cref="Specs"/> draws for one
/// organisation at a time: no card is kept.
/// </summary>
internal sealed class CardPlan
{
    public const int Groups = 5;

    // Off record and yet in the registry: beyond the members that the slides count.
    private const double FormerShare = 0.003;

    private readonly int seed;
    private readonly int[] heads;
    private readonly Dictionary<CardMarks, ushort[]> marks;
    private readonly int[] firstCards;

    private CardPlan(int seed, Headcount count, Dictionary<CardMarks, ushort[]> marks, ReportedMembers[] reported)
    {
        this.seed = seed;
        this.marks = marks;
        heads = count.Heads;
        Staff = count.Staff;
        Reported = reported;
        firstCards = new int[Staff.Length + 1];
        var random = DemoRandom.For(seed, "former members");
        for (var o = 0; o < Staff.Length; o++)
            firstCards[o + 1] = firstCards[o] + OnRecord(o) + (OnRecord(o) == 0 ? 0 : (int)((FormerShare * OnRecord(o)) + random.Unit()));
    }

    /// <summary>Workers of the institution, members or not, by organisation.</summary>
    public int[] Staff { get; }

    public ReportedMembers[] Reported { get; }

    public int Cards => firstCards[^1];

    public static CardPlan Build(PlannedOrganization[] organizations, DemoScale scale, int seed)
    {
        var count = Headcount.Build(organizations, scale, seed);
        return new CardPlan(seed, count, MarkPlan.Build(organizations, count, scale, seed), Statistics(count, scale, seed));
    }

    /// <summary>Card numbers begin with 1 and follow the organisations; those off record are an organisation's last.</summary>
    public int FirstCard(int organization) => firstCards[organization] + 1;

    public int OnRecord(int organization) => heads.AsSpan(organization * Groups, Groups) is var of ? of[0] + of[1] + of[2] + of[3] + of[4] : 0;

    public int Former(int organization) => firstCards[organization + 1] - firstCards[organization] - OnRecord(organization);

    public int Heads(int organization, CardGroup group) => heads[(organization * Groups) + (int)group];

    /// <summary>Draws the organisation's cards on record, in the order of their numbers.</summary>
    public void Specs(int organization, List<CardSpec> specs)
    {
        CollectionsMarshal.SetCount(specs, OnRecord(organization));
        var into = CollectionsMarshal.AsSpan(specs);
        var random = DemoRandom.For(seed, "cards", organization);
        for (var group = 0; group < Groups; group++)
        {
            var cell = (organization * Groups) + group;
            new CellDraw((CardGroup)group, heads[cell], mark => marks[mark][cell]).Fill(into[..heads[cell]], random);
            into = into[heads[cell]..];
        }
    }

    /// <summary>What the last statistical reports say: more than there are cards, and off in each organisation by its own.</summary>
    private static ReportedMembers[] Statistics(Headcount count, DemoScale scale, int seed)
    {
        var figures = NationalFigures.Published.Members;
        var random = DemoRandom.For(seed, "statistical reports");
        var noise = Array.ConvertAll(count.Staff, _ => Math.Exp(0.25 * random.Normal()));
        var workers = Parts([CardGroup.Worker, CardGroup.UnstatedWorker], figures.ByEmployment[0].StatisticalTotal);
        var students = Parts([CardGroup.Student, CardGroup.UnstatedStudent], figures.ByEmployment[1].StatisticalTotal);
        var pensioners = Parts([CardGroup.Pensioner], figures.ByEmployment[2].StatisticalTotal);
        var totals = Parts(Enum.GetValues<CardGroup>(), figures.StatisticalTotal);
        return [.. totals.Select((total, o) => new ReportedMembers(total, workers[o], students[o], pensioners[o]))];

        int[] Parts(CardGroup[] groups, int published) =>
            Apportion.By([.. noise.Select((factor, o) => (long)(1000 * factor * groups.Sum(g => count.Heads[(o * Groups) + (int)g])))], scale.Of(published));
    }
}
