using Eseur.Domain.Completeness;
using Eseur.Domain.Fields;
using Eseur.Domain.Organizations;
using Eseur.Domain.Passports;

namespace Eseur.Admin.Features.Demo;

/// <summary>
/// Which gaps each organisation has: for what the slides print, their number exactly (or its share, at a smaller scale);
/// for the rest a likely share. Regions and territories differ in care, and what lacks one field of a tab often lacks the next.
/// </summary>
internal static class GapPlan
{
    /// <summary>Shares for what is counted but on no slide, by the key of the gap.</summary>
    private static readonly Dictionary<string, double> LikelyShares = new(StringComparer.Ordinal)
    {
        ["activists"] = 0.31,
        ["staff"] = 0.22,
        ["addresses"] = 0.11,
        ["phones"] = 0.19,
        ["email"] = 0.36,
        ["chair-email"] = 0.27,
        ["email-works"] = 0.05,
        ["chair-consent-email"] = 0.44,
        ["chair-email-works"] = 0.04,
        ["events"] = 0.58,
    };

    // For a counted field that joins the catalogue later.
    private const double OtherShare = 0.25;

    /// <summary>Missing bits of each planned organisation.</summary>
    public static long[] Build(PlannedOrganization[] plan, DemoScale scale, int seed)
    {
        var missing = new long[plan.Length];
        var care = Care(plan, seed);
        var exact = NationalFigures.Published.PassportGaps.ToDictionary(g => g.Gap, g => g.Missing);
        foreach (var tab in Catalogue.Passport.Tabs)
        {
            var random = DemoRandom.For(seed, "tab " + tab.Key);
            var tabCare = Array.ConvertAll(care, c => c + (0.9 * random.Normal()));
            foreach (var gap in tab.Gaps)
                Mark(gap, tabCare);
        }
        return missing;

        void Mark(Gap gap, double[] tabCare)
        {
            var random = DemoRandom.For(seed, "gap " + gap.Key);
            var regions = plan.Select(o => o.Region.Code).Distinct(StringComparer.Ordinal).ToDictionary(code => code, _ => 0.45 * random.Normal(), StringComparer.Ordinal);
            var concerned = Enumerable.Range(0, plan.Length).Where(i => Concerns(gap.Audience, plan[i], missing[i])).ToArray();
            var weights = Array.ConvertAll(concerned, i => Math.Exp(-tabCare[i] - regions[plan[i].Region.Code]));
            var count = exact.TryGetValue(gap, out var national)
                ? scale.Of(national)
                : (int)(concerned.Length * LikelyShares.GetValueOrDefault(gap.Key, OtherShare));
            foreach (var chosen in Choose(weights, count, random))
                missing[concerned[chosen]] |= gap.Mask;
        }
    }

    /// <summary>Whose chairperson agreed to letters: as many as the slides say, among those who answered at all.</summary>
    public static bool[] Consents(long[] missing, DemoScale scale, int seed)
    {
        var unanswered = Catalogue.Passport.Gap(ChairpersonTab.Chairpersons.Key)!.Mask | Catalogue.Passport.Gap(ChairpersonTab.ConsentEmail.Key)!.Mask;
        var answered = Enumerable.Range(0, missing.Length).Where(i => (missing[i] & unanswered) == 0).ToArray();
        var consents = new bool[missing.Length];
        var count = scale.Of(NationalFigures.Published.ChairpersonsWithNotificationConsent);
        foreach (var chosen in Choose(Array.ConvertAll(answered, _ => 1.0), count, DemoRandom.For(seed, "consents")))
            consents[answered[chosen]] = true;
        return consents;
    }

    /// <summary>
    /// Draws exactly <paramref name="count"/> different indices, the heavier the likelier: everyone waits for a time
    /// exponential in its weight, and the first to come are taken (Efraimidis and Spirakis, 2006).
    /// </summary>
    public static IEnumerable<int> Choose(IReadOnlyList<double> weights, int count, DemoRandom random)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, weights.Count);
        var waits = new double[weights.Count];
        var indices = new int[weights.Count];
        for (var i = 0; i < waits.Length; i++)
            (waits[i], indices[i]) = (-Math.Log(random.Unit()) / weights[i], i);
        Array.Sort(waits, indices);
        return indices.Take(count);
    }

    /// <summary>The audience's rule before there is an organisation to ask it of.</summary>
    private static bool Concerns(Audience audience, PlannedOrganization organization, long missing)
    {
        return audience.Code switch
        {
            "all" => true,
            "primary" => organization.Level.IsPrimary(),
            "legal" => organization.IsLegalEntity,
            "chaired" => Has(ChairpersonTab.Chairpersons.Key),
            "chair-email" => Has(ChairpersonTab.Chairpersons.Key) && Has(ChairpersonTab.Email.Key),
            "email" => Has(AddressesTab.Email.Key),
            _ => throw new InvalidOperationException($"The demo does not know whom the audience {audience.Code} includes."),
        };

        bool Has(string gap) => (missing & Catalogue.Passport.Gap(gap)!.Mask) == 0;
    }

    /// <summary>How well each keeps its passport: of its region, its territory and its own; a larger number lacks less.</summary>
    internal static double[] Care(PlannedOrganization[] plan, int seed)
    {
        var random = DemoRandom.For(seed, "care");
        var care = new double[plan.Length];
        for (var i = 0; i < plan.Length; i++)
        {
            var above = plan[i].Superior is { } superior ? care[superior] : 0;
            var spread = plan[i].Level.Group() switch
            {
                LevelGroup.Primary => 0.55,
                LevelGroup.Territorial => 0.6,
                _ => 0.75,
            };
            care[i] = above + (spread * random.Normal());
        }
        return care;
    }
}
