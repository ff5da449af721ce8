namespace Eseur.Admin.Features.Demo;

/// <summary>The person of a card, and how to reach them. Follows from the card's number alone, so that a repeated card can name the person once more.</summary>
internal readonly record struct CardPerson(NameParts Name, DateOnly BirthDate, string Phone, string Email);

internal sealed class CardPeople(PlannedOrganization[] organizations, int seed)
{
    // Born later, people have the names of another generation.
    private const int YoungSince = 1994;

    // Prime to ten million: neighbours do not stand side by side, and no two meet.
    private const int Numbers = 10_000_000;
    private const long Scatter = 7_368_787;
    private const long OtherScatter = 3_141_593;

    public RussianNames Names { get; } = new();

    public CardPerson Of(int card, int organization, CardSpec spec)
    {
        var random = DemoRandom.For(seed, "person", card);
        var planned = organizations[organization];
        var birth = DemoPassports.AsOf.AddDays(-(int)(365.25 * Age(spec, planned.Institution.Type == "university", random)));
        var name = Names.Parts(planned.Subject, spec.IsWoman, birth.Year >= YoungSince, random);
        return new CardPerson(name, birth, RussianNames.Mobile((int)(card * OtherScatter % Numbers)), Email(name, card));
    }

    public static string Email(NameParts name, int card) => RussianNames.Email(name, (int)(card * Scatter % Numbers));

    /// <summary>Teachers are older than the country's workers: most of all around fifty.</summary>
    private static double Age(CardSpec spec, bool isUniversity, DemoRandom random)
    {
        if (spec.IsStudent)
            return Within((isUniversity ? 17.4 : 15.8) + (random.Unit() * 4.6) + (random.Chance(0.1) ? 2 * random.Unit() : 0), 15.1, 25.9, random);
        return spec.Group == CardGroup.Pensioner
            ? Within(68 + (7.5 * random.Normal()), 55, 90, random)
            : Within(random.Chance(0.24) ? 29 + (5 * random.Normal()) : 48.5 + (9.5 * random.Normal()), 20, 70.9, random);
    }

    /// <summary>Who would be too young or too old is spread over the nearest years: thousands born on one day would stand out.</summary>
    private static double Within(double age, double min, double max, DemoRandom random) =>
        age < min ? min + (5 * random.Unit()) : age > max ? max - (5 * random.Unit()) : age;
}
