namespace Eseur.Admin.Features.Demo;

/// <summary>A registry to be built, whole and exact, before anything of it is written; gap bits and consents stand by the index of their organisation.</summary>
internal sealed record DemoPlan(DemoScale Scale, int Seed, PlannedOrganization[] Organizations, long[] Missing, bool[] Consents, CardPlan Cards, DuplicatePlan Duplicates)
{
    public static DemoPlan Build(DemoScale scale, int seed)
    {
        var organizations = TreePlan.Build(scale, seed);
        var missing = GapPlan.Build(organizations, scale, seed);
        var cards = CardPlan.Build(organizations, scale, seed);
        return new DemoPlan(scale, seed, organizations, missing, GapPlan.Consents(missing, scale, seed), cards, DuplicatePlan.Build(organizations, cards, seed));
    }
}
