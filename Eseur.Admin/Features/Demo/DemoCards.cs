using Eseur.Domain.Members;
using Eseur.Domain.Organizations;

namespace Eseur.Admin.Features.Demo;

/// <summary>Builds the cards of one organisation after another through the domain, lacking exactly what the plan says.</summary>
internal sealed class DemoCards(DemoPlan plan)
{
    // How many organisations before this one people may have come from.
    private const int Earlier = 40;

    private readonly CardPeople people = new(plan.Organizations, plan.Seed);
    private readonly TicketSeries tickets = new(plan.Seed);
    private readonly Queue<Organization> earlier = [];
    private readonly List<CardSpec> specs = [];

    /// <summary>In the order of their numbers, which the caller gives; those off record come last.</summary>
    public IEnumerable<Member> Of(int index, Organization organization)
    {
        var first = plan.Cards.FirstCard(index);
        var words = new WorkWords(plan.Organizations[index].Institution);
        plan.Cards.Specs(index, specs);
        for (var i = 0; i < specs.Count; i++)
            yield return Build(first + i, index, organization, specs[i], words).Member;
        for (var i = 0; i < plan.Cards.Former(index); i++)
            yield return Former(first + specs.Count + i, index, organization, words);
        earlier.Enqueue(organization);
        if (earlier.Count > Earlier)
            earlier.Dequeue();
    }

    private CardBuilder Build(int card, int index, Organization organization, CardSpec spec, WorkWords words)
    {
        var random = DemoRandom.For(plan.Seed, "card", card);
        var builder = new CardBuilder(spec, Person(card, index, spec, random), words, random);
        builder.PutOnRecord(organization, earlier.Count > 0 && random.Chance(0.03) ? earlier.ElementAt(random.Below(earlier.Count)) : null);
        builder.FillPerson(isRepeated: plan.Duplicates.Of(card) is not null);
        builder.FillRecord();
        builder.FillWork();
        builder.FillContacts(plan.Organizations[index]);
        builder.GiveTickets(tickets);
        builder.Member.CountVersion();
        return builder;
    }

    private Member Former(int card, int index, Organization organization, WorkWords words)
    {
        var random = DemoRandom.For(plan.Seed, "former", card);
        var wasStudent = plan.Cards.Heads(index, CardGroup.Student) > random.Below(plan.Cards.OnRecord(index));
        var spec = new CardSpec(wasStudent ? CardGroup.Student : CardGroup.Worker, random.Chance(0.8), random.Chance(0.4) ? CardMarks.Plastic : CardMarks.NoEmail | CardMarks.NoPosition);
        var builder = Build(card, index, organization, spec, words);
        builder.TakeOff();
        return builder.Member;
    }

    private CardPerson Person(int card, int index, CardSpec spec, DemoRandom random)
    {
        var own = people.Of(card, index, spec);
        if (plan.Duplicates.Of(card) is not { } duplicate)
            return own;
        var repeated = people.Of(duplicate.Of, duplicate.OfOrganization, duplicate.OfSpec);
        return RepeatedPerson.Of(repeated, own with { Email = CardPeople.Email(repeated.Name, card) }, duplicate, people.Names, plan.Organizations[index].Subject, random);
    }
}
