using System.Globalization;
using System.Text;

namespace Eseur.Admin.Features.Demo;

/// <summary>The given part is first name and patronymic; the initials are of both.</summary>
internal sealed record Person(string Surname, string Given, string Initials, bool IsWoman)
{
    public string FullName => $"{Surname} {Given}";
}

/// <summary>The parts of a name; the Latin surname is for addresses. A few people have no patronymic.</summary>
internal readonly record struct NameParts(string Surname, string LatinSurname, string Name, string? Patronymic);

/// <summary>People of education and how to reach them; four out of five are women.</summary>
internal sealed class RussianNames
{
    // Surnames of the region itself, where a second set is usual there.
    private const double LocalShare = 0.62;

    private const double NoPatronymicShare = 0.004;

    // Codes that no operator had been given when this was written: a text message from a demo reaches nobody.
    private static readonly string[] MobileCodes = ["942", "943", "945", "946", "947", "948"];

    // Reserved by RFC 2606: a letter from a demo reaches nobody.
    private static readonly string[] MailHosts = ["mail.example", "pochta.example", "post.example", "inbox.example"];

    private readonly NameSet common;
    private readonly List<(HashSet<string> Subjects, NameSet Names)> local = [];

    public RussianNames()
    {
        var lists = DemoText.Lists("names.txt");
        common = new NameSet(lists, "");
        foreach (var people in (string[])["тюркские", "кавказские"])
            local.Add((lists["субъекты " + people].ToHashSet(StringComparer.Ordinal), new NameSet(lists, " " + people)));
    }

    public Person Person(string subject, DemoRandom random, double womenShare = 0.8)
    {
        var names = Usual(subject, random);
        var isWoman = random.Chance(womenShare);
        var surname = names.Surname(isWoman, random).Russian;
        var own = names.Own(isWoman, isYoung: false, random);
        var patronymic = names.Patronymic(isWoman, random);
        return new Person(surname, $"{own} {patronymic}", $"{own[0]}{patronymic[0]}", isWoman);
    }

    /// <summary>Allocates nothing: millions of cards draw their names here.</summary>
    public NameParts Parts(string subject, bool isWoman, bool isYoung, DemoRandom random)
    {
        var names = Usual(subject, random);
        var surname = names.Surname(isWoman, random);
        return new NameParts(surname.Russian, surname.Latin, names.Own(isWoman, isYoung, random), random.Chance(NoPatronymicShare) ? null : names.Patronymic(isWoman, random));
    }

    public string AnotherSurname(string subject, string than, DemoRandom random)
    {
        var names = Usual(subject, random);
        for (;;)
        {
            if (names.Surname(isWoman: true, random).Russian is var drawn && drawn != than)
                return drawn;
        }
    }

    public static string Mobile(DemoRandom random) => $"+7{random.Pick(MobileCodes)}{Digits(random, 7)}";

    /// <summary>A work phone, by a code that no town has.</summary>
    public static string Landline(DemoRandom random) => $"+72{Digits(random, 9)}";

    public static string Email(Person person, DemoRandom random)
    {
        var year = random.Chance(0.4) ? random.Between(60, 99).ToString(CultureInfo.InvariantCulture) : "";
        return $"{Latin(person.Surname)}.{Latin(person.Initials)}{year}@{random.Pick(MailHosts)}";
    }

    /// <summary>No two numbers below ten million have the same.</summary>
    public static string Mobile(int number) => $"+7{MobileCodes[number % MobileCodes.Length]}{number:D7}";

    /// <summary>No two numbers have the same.</summary>
    public static string Email(NameParts name, int number) =>
        $"{name.LatinSurname}.{Latin(name.Name[0])}{(name.Patronymic is { } patronymic ? Latin(patronymic[0]) : "")}{number}@{MailHosts[number % MailHosts.Length]}";

    public static string FeminineSurname(string masculine) => masculine[^2..] switch
    {
        "ов" or "ев" or "ёв" or "ин" or "ын" => masculine + "а",
        "ий" or "ый" or "ой" => masculine[..^2] + "ая",
        _ => masculine,
    };

    /// <summary>As people spell themselves in addresses.</summary>
    public static string Latin(string russian)
    {
        var result = new StringBuilder(russian.Length + 4);
        foreach (var c in russian)
            result.Append(Latin(c));
        return result.ToString();
    }

    private static string Latin(char russian) => char.ToLowerInvariant(russian) switch
    {
        'а' => "a", 'б' => "b", 'в' => "v", 'г' => "g", 'д' => "d", 'е' or 'ё' or 'э' => "e", 'ж' => "zh", 'з' => "z", 'и' => "i",
        'й' or 'ы' => "y", 'к' => "k", 'л' => "l", 'м' => "m", 'н' => "n", 'о' => "o", 'п' => "p", 'р' => "r", 'с' => "s", 'т' => "t",
        'у' => "u", 'ф' => "f", 'х' => "kh", 'ц' => "ts", 'ч' => "ch", 'ш' => "sh", 'щ' => "sch", 'ю' => "yu", 'я' => "ya",
        'ь' or 'ъ' => "",
        _ => char.IsAsciiLetterOrDigit(russian) || russian == '-' ? char.ToLowerInvariant(russian).ToString() : "",
    };

    private NameSet Usual(string subject, DemoRandom random)
    {
        foreach (var (subjects, names) in local)
        {
            if (subjects.Contains(subject))
                return random.Chance(LocalShare) ? names : common;
        }
        return common;
    }

    private static string Digits(DemoRandom random, int count) =>
        string.Create(count, random, static (span, random) =>
        {
            foreach (ref var digit in span)
                digit = (char)('0' + random.Below(10));
        });

    private sealed class NameSet
    {
        // A list of eight hundred surnames has 2 % of people in its first, as the country has.
        private const double Unevenness = 1.6;

        private readonly (string Russian, string Latin)[] surnames;
        private readonly (string Russian, string Latin)[] womensSurnames;
        private readonly string[] women;
        private readonly string[] youngWomen;
        private readonly string[] men;
        private readonly string[] youngMen;
        private readonly string[] daughters;
        private readonly string[] sons;

        public NameSet(Dictionary<string, string[]> lists, string suffix)
        {
            var masculine = lists["фамилии" + suffix].Concat(lists.GetValueOrDefault("редкие фамилии" + suffix, [])).ToArray();
            surnames = Array.ConvertAll(masculine, s => (s, Latin(s)));
            womensSurnames = Array.ConvertAll(masculine, s => FeminineSurname(s) is var feminine ? (feminine, Latin(feminine)) : default);
            women = lists["женские имена" + suffix];
            youngWomen = lists.GetValueOrDefault("женские имена молодых" + suffix, women);
            var fathers = Array.ConvertAll(lists["мужские имена" + suffix], m => m.Split('/') is [var name, var stem] ? (Name: name, Stem: stem) : throw new FormatException($"names.txt: {m} needs its patronymic."));
            men = Array.ConvertAll(fathers, f => f.Name);
            youngMen = lists.GetValueOrDefault("мужские имена молодых" + suffix, men);
            daughters = Array.ConvertAll(fathers, f => f.Stem + "на");
            sons = Array.ConvertAll(fathers, f => f.Stem + "ич");
        }

        public (string Russian, string Latin) Surname(bool isWoman, DemoRandom random) => Pick(isWoman ? womensSurnames : surnames, random);

        public string Own(bool isWoman, bool isYoung, DemoRandom random) => Pick((isWoman, isYoung) switch { (true, false) => women, (true, true) => youngWomen, (false, false) => men, _ => youngMen }, random);

        public string Patronymic(bool isWoman, DemoRandom random) => Pick(isWoman ? daughters : sons, random);

        // Not the square of PickFrequent: a first name would be one in seven.
        private static T Pick<T>(T[] from, DemoRandom random) => from[(int)(Math.Pow(random.Unit(), Unevenness) * from.Length)];
    }
}
