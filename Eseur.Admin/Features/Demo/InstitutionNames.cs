using System.Globalization;
using Eseur.Domain.References;

namespace Eseur.Admin.Features.Demo;

/// <summary>
/// Names the institutions of one region. Labels never repeat within a place, nor numbers of schools within a town,
/// so one instance serves the whole region.
/// </summary>
internal sealed class InstitutionNames(Region region, DemoRandom random)
{
    // A primary organisation is named after the charter's full wording about this often; elsewhere after the usual short one.
    private const double SpelledOutShare = 0.14;

    private static readonly Dictionary<string, string[]> Words = DemoText.Lists("institutions.txt");

    // Federal cities keep their schools as institutions of the city, not of a municipality.
    private static readonly string[] FederalCities = ["77", "78", "92"];

    private readonly Dictionary<(string Town, string Kind), int> numbers = [];
    private HashSet<string> taken = new(StringComparer.Ordinal);

    /// <summary>Schools, kindergartens and the rest of one place; no two have the same label.</summary>
    public IEnumerable<Institution> In(Place place, int count)
    {
        taken = new HashSet<string>(StringComparer.Ordinal);
        var villages = new Villages(Seat(place), Words["сёла"], random);
        for (var i = 0; i < count; i++)
        {
            if (i == 0 && count > 12)
                yield return Offices(place);
            else if (place.Kind == PlaceKind.District)
                yield return InVillage(place, villages);
            else
                yield return Ordinary(place, $"г. {place.Town}", place.Town!, place.Genitive, school: 0.44, preschool: 0.43);
        }
    }

    /// <summary>Colleges, universities and other institutions that answer to the regional organisation itself.</summary>
    public IEnumerable<Institution> OfRegion(int count)
    {
        taken = new HashSet<string>(StringComparer.Ordinal);
        var profiles = new Queue<string>(random.Shuffled(Words["профили вузов"]));
        var towns = region.Places.Where(p => p.Kind == PlaceKind.Town || p == region.Seat).ToArray();
        for (var i = 0; i < count; i++)
        {
            var fate = random.Unit();
            if ((i == 0 || fate < 0.16) && profiles.Count > 0)
                yield return University(profiles);
            else if (fate < 0.22)
                yield return Retraining();
            else if (fate < 0.25)
                yield return Science();
            else
                yield return College(random.Pick(towns));
        }
    }

    /// <summary>The body that runs education in the region or place: what the passport of an organisation above primary names.</summary>
    public Institution Authority(Place? place)
    {
        if (place is not null)
        {
            var body = random.Chance(0.6) ? "Управление" : "Отдел";
            var name = $"{body} образования администрации {place.Genitive}";
            return new Institution("authority", name, name, name, body == "Отдел" ? "Начальник отдела" : "Начальник управления", Seat(place));
        }
        var ministry = random.Chance(0.7);
        var science = random.Chance(0.5) ? " и науки" : "";
        var regional = $"{(ministry ? "Министерство" : "Департамент")} образования{science} {region.SubjectGenitive}";
        return new Institution("authority", regional, regional, regional, ministry ? "Министр" : "Директор департамента", Seat(region.Seat));
    }

    private static string Seat(Place place) => place.Town is { } town ? $"г. {town}" : $"с. {place.Name[..^2]}ое";

    private Institution Offices(Place place)
    {
        var authority = Authority(place);
        return authority with
        {
            NameInOrganization = "аппарата органа управления образованием и подведомственных служб " + place.Genitive,
            Label = Take("работников управления образования", ""),
        };
    }

    private Institution InVillage(Place place, Villages villages)
    {
        var village = villages.Next(out var isSeat);
        return isSeat
            ? Ordinary(place, village, place.Name, $"{village} {place.Genitive}", school: 0.36, preschool: 0.44)
            : Rural(place, village);
    }

    private Institution Rural(Place place, string village)
    {
        var fate = random.Unit();
        if (fate < 0.62)
        {
            var (kind, full) = random.Unit() switch
            {
                < 0.6 => ("СОШ", "Средняя общеобразовательная школа"),
                < 0.93 => ("ООШ", "Основная общеобразовательная школа"),
                _ => ("НОШ", "Начальная общеобразовательная школа"),
            };
            var school = Take(kind, village, out var another);
            return Named(place, "school", kind, full, $"{another} {village}", school, village, place.Genitive, "Директор");
        }
        var name = $"«{random.Pick(Words["детские сады"])}»";
        var label = Take("детского сада " + name, village, out var repeat);
        return Named(place, "preschool", "Детский сад", "Детский сад", $" {name}{repeat} {village}", label, village, place.Genitive, "Заведующий");
    }

    private Institution Ordinary(Place place, string settlement, string town, string where, double school, double preschool)
    {
        var fate = random.Unit();
        if (fate < school)
        {
            var (kind, genitive, full) = random.Unit() switch
            {
                < 0.66 => ("СОШ", "СОШ", "Средняя общеобразовательная школа"),
                < 0.75 => ("Гимназия", "гимназии", "Гимназия"),
                < 0.83 => ("Лицей", "лицея", "Лицей"),
                < 0.90 => ("ООШ", "ООШ", "Основная общеобразовательная школа"),
                < 0.94 => ("Начальная школа", "начальной школы", "Начальная общеобразовательная школа"),
                < 0.97 => ("Школа-интернат", "школы-интерната", "Общеобразовательная школа-интернат"),
                _ => ("Вечерняя школа", "вечерней школы", "Вечерняя (сменная) общеобразовательная школа"),
            };
            var number = $" № {NextNumber(town, "school")}";
            return Named(place, "school", kind, full, number + Honours(), Take(genitive + number, OfSeat(place, settlement)), settlement, where, "Директор");
        }
        if (fate < school + preschool)
        {
            var number = $" № {NextNumber(town, "preschool")}";
            var (kind, full) = random.Chance(0.8) ? ("Детский сад", "Детский сад") : ("ЦРР — детский сад", "Центр развития ребёнка — детский сад");
            var name = $"{number} «{random.Pick(Words["детские сады"])}»";
            return Named(place, "preschool", kind, full, name, Take("детского сада" + name, OfSeat(place, settlement)), settlement, where, random.Chance(0.85) ? "Заведующий" : "Директор");
        }
        var isAdditional = random.Chance(0.78);
        var title = random.Pick(Words[isAdditional ? "дополнительное образование" : "иные учреждения"]);
        var label = Take($"«{title}»", OfSeat(place, settlement), out var repeat);
        return Named(place, isAdditional ? "additional" : "other", title, title, repeat, label, settlement, where, "Директор");
    }

    private Institution Named(Place place, string type, string kind, string fullKind, string rest, string label, string settlement, string where, string head)
    {
        var owner = FederalCities.Contains(place.Subject) ? "Г" : "М";
        var form = LegalForm.Of(owner, random.Unit() switch { < 0.58 => 0, < 0.78 => 1, _ => 2 }, type);
        var shortName = $"{form.Abbreviation} {Quoted(kind + rest)} {where}";
        if (!random.Chance(SpelledOutShare))
            return new Institution(type, shortName, shortName, label, head, settlement);
        var subject = FederalCities.Contains(place.Subject) ? "" : " " + RussianForms.GenitivePhrase(ReferenceBook.Default.Label(ReferenceLists.Region, place.Subject));
        var charter = $"{Quoted(fullKind + rest)} {where}{subject}";
        return new Institution(type, $"{form.Full} {charter}", $"{Lower(RussianForms.GenitivePhrase(form.Full))} {charter}", label, head, settlement);
    }

    private string Honours() => random.Unit() switch
    {
        < 0.2 => $" имени {random.Pick(Words["имени"])}",
        < 0.28 => $" с углублённым изучением {random.Pick(Words["углублённое изучение"])}",
        < 0.31 => $" с углублённым изучением {random.Pick(Words["углублённое изучение"])} имени {random.Pick(Words["имени"])}",
        _ => "",
    };

    private Institution University(Queue<string> profiles)
    {
        // Workers and students of a large university often have an organisation each: the next turn names the other.
        var profile = profiles.Peek();
        var federal = LegalForm.Of("ФГ", random.Chance(0.75) ? 0 : 1, "university");
        var title = $"{region.Adjective} государственный {profile}";
        var ofStudents = taken.Contains("работников " + title);
        var people = ofStudents ? "обучающихся " : random.Chance(0.6) ? "работников " : "";
        taken.Add(people + title);
        if (people != "работников ")
            profiles.Dequeue();
        var name = $"{federal.Abbreviation} «{title}»";
        return new Institution("university", name, people + name, $"{people}«{title}»", "Ректор", Seat(region.Seat));
    }

    private Institution College(Place town)
    {
        var form = LegalForm.Of("Г", random.Chance(0.5) ? 0 : 1, "college");
        var kind = random.Chance(0.55) ? "колледж" : "техникум";
        var profile = random.Pick(Words["профили колледжей"]);
        // A profile in the genitive stands after the kind: "колледж сервиса и туризма".
        var title = profile.EndsWith("ий", StringComparison.Ordinal) || profile.EndsWith("ый", StringComparison.Ordinal)
            ? $"{region.Adjective} {profile} {kind}" : $"{region.Adjective} {kind} {profile}";
        var where = town == region.Seat ? "" : $" г. {town.TownGenitive}";
        var label = Take(title + where, "", out _);
        var name = $"{form.Abbreviation} «{label}»";
        return new Institution("college", name, name, $"«{label}»", "Директор", Seat(town));
    }

    private Institution Retraining()
    {
        var form = LegalForm.Of("Г", random.Chance(0.5) ? 0 : 1, "retraining");
        var title = Take(random.Chance(0.5) ? $"{region.Adjective} институт развития образования" : $"{region.Adjective} центр повышения квалификации", "", out _);
        var name = $"{form.Abbreviation} «{title}»";
        return new Institution("retraining", name, name, $"«{title}»", "Ректор", Seat(region.Seat));
    }

    private Institution Science()
    {
        var form = LegalForm.Of("ФГ", 0, "science");
        var title = Take($"{region.Adjective} научно-исследовательский институт {(random.Chance(0.5) ? "педагогики" : "проблем образования")}", "", out _);
        var name = $"{form.Abbreviation} «{title}»";
        return new Institution("science", name, name, $"«{title}»", "Директор", Seat(region.Seat));
    }

    // Numbers grow with gaps: schools close and merge.
    private int NextNumber(string town, string kind)
    {
        var number = numbers.GetValueOrDefault((town, kind)) + (random.Chance(0.82) ? 1 : random.Between(2, 4));
        return numbers[(town, kind)] = number;
    }

    private static string OfSeat(Place place, string settlement) => place.Kind == PlaceKind.District ? settlement : "";

    private string Take(string label, string settlement) => Take(label, settlement, out _);

    /// <summary>Keeps labels apart within a place: what is taken is numbered.</summary>
    private string Take(string label, string settlement, out string repeat)
    {
        var after = settlement.Length == 0 ? "" : " " + settlement;
        repeat = "";
        for (var n = 2; !taken.Add(label + repeat + after); n++)
            repeat = $" № {n.ToString(CultureInfo.InvariantCulture)}";
        return label + repeat + after;
    }

    // Of two closing quotation marks that meet, Russian prints one.
    private static string Quoted(string name) => name[^1] == '»' ? $"«{name}" : $"«{name}»";

    private static string Lower(string text) => char.ToLower(text[0], CultureInfo.InvariantCulture) + text[1..];
}
