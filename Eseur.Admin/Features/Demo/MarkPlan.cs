namespace Eseur.Admin.Features.Demo;

/// <summary>
/// How many cards of each cell lack what: for what the slides print, their number exactly (or its share, at a smaller
/// scale); for the rest a likely share. An organisation that lacks care lacks many things, and each thing in its own way.
/// </summary>
internal static class MarkPlan
{
    private const double PhoneGaps = 0.34;
    private const double EmailGaps = 0.57;

    private static readonly (CardMarks Mark, string Field, double[] ByGroup)[] Printed =
    [
        // The slides' unfilled positions are about as many as students and pensioners: it is they who have none.
        (CardMarks.NoBirthDate, "Дата рождения", [1, 1, 2, 3, 3]),
        (CardMarks.NoDuesForm, "Форма уплаты взносов", [1, 1.6, 2.5, 2, 2]),
        (CardMarks.NoConsent, "Согласие на обработку персональных данных Профсоюзу", [1, 1.3, 1.6, 2.5, 2.5]),
        (CardMarks.NoWorkplace, "Место работы (учебы)", [1, 0.8, 12, 3, 3]),
        (CardMarks.NoPosition, "Должность", [1, 60, 60, 3, 60]),
        (CardMarks.NoCourse, "Курс обучения", [0, 1, 0, 0, 0]),
    ];

    public static Dictionary<CardMarks, ushort[]> Build(PlannedOrganization[] plan, Headcount count, DemoScale scale, int seed)
    {
        var figures = NationalFigures.Published;
        var care = GapPlan.Care(plan, seed);
        var marks = new Dictionary<CardMarks, ushort[]>();
        foreach (var (mark, field, byGroup) in Printed)
            marks[mark] = Mark(mark, Where(g => byGroup[(int)g] > 0), scale.Of(figures.CardGaps.Single(g => g.Field == field).Missing), byGroup, -0.8, 1.3);
        var all = Where(_ => true);
        marks[CardMarks.NoPhone] = Mark(CardMarks.NoPhone, all, (int)(all.Sum() * PhoneGaps), [1, 0.6, 1.5, 2, 1], -0.7, 1.4);
        marks[CardMarks.NoEmail] = Mark(CardMarks.NoEmail, all, (int)(all.Sum() * EmailGaps), [1, 0.4, 4, 2, 0.6], -0.7, 1.4);

        var mayHoldTicket = all.Select((n, cell) => n - Math.Max(marks[CardMarks.NoConsent][cell], marks[CardMarks.NoBirthDate][cell])).ToArray();
        marks[CardMarks.Plastic] = Mark(CardMarks.Plastic, mayHoldTicket, scale.Of(figures.Tickets.Plastic), [1, 0.5, 0.4, 0.7, 0.4], 0.5, 2.2);
        marks[CardMarks.Virtual] = Mark(CardMarks.Virtual, mayHoldTicket, scale.Of(figures.Tickets.Virtual), [1, 3, 0.1, 0.5, 2], 0.3, 2);
        marks[CardMarks.Bonus] = Mark(CardMarks.Bonus, all, scale.Of(figures.Bonus.Participants), [1, 1.2, 0.4, 0.5, 0.6], 0.4, 1.6);
        (marks[CardMarks.NoSex], marks[CardMarks.Man]) = Sexes(plan, count, scale, seed);
        return marks;

        int[] Where(Func<CardGroup, bool> among) => [.. count.Heads.Select((n, cell) => among((CardGroup)(cell % CardPlan.Groups)) ? n : 0)];

        ushort[] Mark(CardMarks mark, int[] available, int total, double[] byGroup, double ofCare, double ownWay)
        {
            var random = DemoRandom.For(seed, "mark " + mark);
            var odds = new double[available.Length];
            for (var o = 0; o < plan.Length; o++)
            {
                var ofOrganization = Math.Exp((ofCare * care[o]) + (ownWay * random.Normal()));
                for (var g = 0; g < CardPlan.Groups; g++)
                    odds[(o * CardPlan.Groups) + g] = ofOrganization * byGroup[g];
            }
            return Spread.Over(available, odds, total, random);
        }
    }

    /// <summary>Sex is printed for each employment; those who state none are taken as the rest of the country.</summary>
    private static (ushort[] Unstated, ushort[] Men) Sexes(PlannedOrganization[] plan, Headcount count, DemoScale scale, int seed)
    {
        var figures = NationalFigures.Published;
        var rows = figures.Members.ByEmployment;
        var random = DemoRandom.For(seed, "sexes");
        var (unstated, men) = (new ushort[count.Heads.Length], new ushort[count.Heads.Length]);
        var menOdds = Array.ConvertAll(plan, o => MenOf(o.Institution.Type) * Math.Exp(0.4 * random.Normal()));
        var gapOdds = Array.ConvertAll(plan, _ => Math.Exp(2 * random.Normal()));
        var without = scale.Of(figures.CardGaps.Single(g => g.Field == "Пол").Missing);
        foreach (var (i, row) in rows.Index())
        {
            var gap = scale.Of(row.GenderMissing);
            Draw([(CardGroup)i], gap, scale.Of(row.Men));
            without -= gap;
        }
        CardGroup[] rest = [CardGroup.UnstatedWorker, CardGroup.UnstatedStudent];
        var heads = plan.Index().Sum(o => rest.Sum(g => count[o.Index, g]));
        Draw(rest, without, (int)((heads - without) * (double)rows.Sum(r => r.Men) / rows.Sum(r => r.Men + r.Women)));
        return (unstated, men);

        void Draw(CardGroup[] groups, int gaps, int ofMen)
        {
            var cells = count.Heads.Select((n, cell) => groups.Contains((CardGroup)(cell % CardPlan.Groups)) ? n : 0).ToArray();
            var noSex = Spread.Over(cells, Odds(gapOdds), gaps, random);
            var drawn = Spread.Over([.. cells.Select((n, cell) => n - noSex[cell])], Odds(menOdds), ofMen, random);
            for (var cell = 0; cell < cells.Length; cell++)
                (unstated[cell], men[cell]) = ((ushort)(unstated[cell] + noSex[cell]), (ushort)(men[cell] + drawn[cell]));
        }

        static double[] Odds(double[] byOrganization)
        {
            var odds = new double[byOrganization.Length * CardPlan.Groups];
            for (var cell = 0; cell < odds.Length; cell++)
                odds[cell] = byOrganization[cell / CardPlan.Groups];
            return odds;
        }
    }

    private static double MenOf(string institution) => institution switch
    {
        "preschool" => 0.12,
        "school" => 1,
        "additional" => 1.8,
        "college" => 2.6,
        "university" or "science" => 3,
        _ => 1.2,
    };
}
