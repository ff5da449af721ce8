namespace Eseur.Admin.Features.Demo;

/// <summary>In what way a card repeats another: what a look for duplicates has to see through.</summary>
internal enum DuplicateKind { Words, Yo, Surname, Slip, Phone, Email }

/// <summary>A card of somebody whom the registry has already.</summary>
/// <param name="Card">Number of the repeating card.</param>
/// <param name="Of">Number of the card it repeats.</param>
internal sealed record Duplicate(int Card, int Of, DuplicateKind Kind, int OfOrganization, CardSpec OfSpec);

/// <summary>About one card in five hundred is somebody else's again, within the exact numbers: whose filled places suit both is looked for, never made.</summary>
internal sealed class DuplicatePlan
{
    private const int OneOf = 500;

    // Where the other card is looked for: in the organisation itself, else in one written shortly before.
    private const double SameOrganization = 0.7;
    private const int Neighbours = 60;
    private const int Tries = 40;

    private readonly Dictionary<int, Duplicate> byCard = [];

    public IReadOnlyCollection<Duplicate> All => byCard.Values;

    public Duplicate? Of(int card) => byCard.GetValueOrDefault(card);

    public static DuplicatePlan Build(PlannedOrganization[] organizations, CardPlan cards, int seed) => new Search(organizations, cards, seed).Run();

    private sealed class Search(PlannedOrganization[] organizations, CardPlan cards, int seed)
    {
        private readonly DuplicatePlan found = new();
        private readonly CardPeople people = new(organizations, seed);
        private readonly DemoRandom random = DemoRandom.For(seed, "duplicates");
        private readonly HashSet<int> repeated = [];
        private readonly List<CardSpec> own = [];
        private readonly List<CardSpec> other = [];

        public DuplicatePlan Run()
        {
            var next = random.Between(1, OneOf);
            for (var o = 0; o < organizations.Length; o++)
            {
                var first = cards.FirstCard(o);
                var last = first + cards.OnRecord(o) - 1;
                if (next > last)
                    continue;
                cards.Specs(o, own);
                while (next <= last)
                    next += next >= first && Find(next, o, own[next - first]) ? random.Between(1, (2 * OneOf) - 1) : 1;
            }
            return found;
        }

        private bool Find(int card, int organization, CardSpec spec)
        {
            if (repeated.Contains(card))
                return false;
            var kind = (DuplicateKind)random.Below(6);
            var elsewhere = random.Chance(SameOrganization) ? organization : organization - random.Between(1, Math.Min(Neighbours, Math.Max(1, organization)));
            if (elsewhere < 0 || cards.OnRecord(elsewhere) == 0)
                return false;
            if (elsewhere != organization)
                cards.Specs(elsewhere, other);
            var among = elsewhere == organization ? own : other;
            for (var tries = 0; tries < Tries; tries++)
            {
                var index = random.Below(among.Count);
                var of = cards.FirstCard(elsewhere) + index;
                if (of == card || repeated.Contains(of) || found.byCard.ContainsKey(of) || !Suits(kind, spec, among[index]) || (kind == DuplicateKind.Yo && !HasYo(people.Of(of, elsewhere, among[index]).Name)))
                    continue;
                repeated.Add(of);
                found.byCard.Add(card, new Duplicate(card, of, kind, elsewhere, among[index]));
                return true;
            }
            return false;
        }

        private static bool Suits(DuplicateKind kind, CardSpec a, CardSpec b)
        {
            if (a.IsWoman != b.IsWoman || a.IsStudent != b.IsStudent || a.Group == CardGroup.Pensioner != (b.Group == CardGroup.Pensioner))
                return false;
            return kind switch
            {
                DuplicateKind.Surname => a.IsWoman && Both(CardMarks.NoBirthDate),
                DuplicateKind.Slip => Both(CardMarks.NoBirthDate),
                DuplicateKind.Phone => Both(CardMarks.NoPhone),
                DuplicateKind.Email => Both(CardMarks.NoEmail),
                _ => true,
            };

            bool Both(CardMarks lack) => !a.Has(lack) && !b.Has(lack);
        }

        private static bool HasYo(NameParts name) => $"{name.Surname}{name.Name}{name.Patronymic}".AsSpan().ContainsAny('ё', 'Ё');
    }
}
