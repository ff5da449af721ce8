using System.Globalization;
using System.Text;

namespace Eseur.Admin.Features.Demo;

/// <summary>The given part is first name and patronymic; the initials are of both.</summary>
internal sealed record Person(string Surname, string Given, string Initials, bool IsWoman)
{
    public string FullName => $"{Surname} {Given}";
}

/// <summary>People of education and how to reach them; four out of five are women.</summary>
internal sealed class RussianNames
{
    // Surnames of the region itself, where a second set is usual there.
    private const double LocalShare = 0.62;

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
        var names = local.Find(l => l.Subjects.Contains(subject)).Names ?? common;
        if (names != common && !random.Chance(LocalShare))
            names = common;
        var isWoman = random.Chance(womenShare);
        var surname = random.PickFrequent(names.Surnames);
        var own = isWoman ? random.PickFrequent(names.Women) : random.PickFrequent(names.Men).Name;
        var father = random.PickFrequent(names.Men);
        return new Person(isWoman ? FeminineSurname(surname) : surname, $"{own} {father.Stem}{(isWoman ? "на" : "ич")}", $"{own[0]}{father.Name[0]}", isWoman);
    }

    public static string Mobile(DemoRandom random) => $"+7{random.Pick(MobileCodes)}{Digits(random, 7)}";

    /// <summary>A work phone, by a code that no town has.</summary>
    public static string Landline(DemoRandom random) => $"+72{Digits(random, 9)}";

    public static string Email(Person person, DemoRandom random)
    {
        var year = random.Chance(0.4) ? random.Between(60, 99).ToString(CultureInfo.InvariantCulture) : "";
        return $"{Latin(person.Surname)}.{Latin(person.Initials)}{year}@{random.Pick(MailHosts)}";
    }

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
        {
            result.Append(char.ToLowerInvariant(c) switch
            {
                'а' => "a", 'б' => "b", 'в' => "v", 'г' => "g", 'д' => "d", 'е' or 'ё' or 'э' => "e", 'ж' => "zh", 'з' => "z", 'и' => "i",
                'й' or 'ы' => "y", 'к' => "k", 'л' => "l", 'м' => "m", 'н' => "n", 'о' => "o", 'п' => "p", 'р' => "r", 'с' => "s", 'т' => "t",
                'у' => "u", 'ф' => "f", 'х' => "kh", 'ц' => "ts", 'ч' => "ch", 'ш' => "sh", 'щ' => "sch", 'ю' => "yu", 'я' => "ya",
                'ь' or 'ъ' => "",
                _ => char.IsAsciiLetterOrDigit(c) || c == '-' ? char.ToLowerInvariant(c).ToString() : "",
            });
        }
        return result.ToString();
    }

    private static string Digits(DemoRandom random, int count) =>
        string.Create(count, random, static (span, random) =>
        {
            foreach (ref var digit in span)
                digit = (char)('0' + random.Below(10));
        });

    private sealed class NameSet(Dictionary<string, string[]> lists, string suffix)
    {
        public string[] Surnames { get; } = lists["фамилии" + suffix];

        public string[] Women { get; } = lists["женские имена" + suffix];

        public (string Name, string Stem)[] Men { get; } = [.. lists["мужские имена" + suffix].Select(m => m.Split('/') is [var name, var stem] ? (name, stem) : throw new FormatException($"names.txt: {m} needs its patronymic."))];
    }
}
