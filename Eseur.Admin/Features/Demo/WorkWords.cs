using System.Globalization;

namespace Eseur.Admin.Features.Demo;

/// <summary>What stands on the work tab of the cards of one institution.</summary>
internal sealed class WorkWords
{
    private static readonly Dictionary<string, string[]> Lists = DemoText.Lists("members.txt");

    // Longer names stand in charters, not on cards.
    private const int LongestWorkplace = 200;

    private readonly Institution institution;
    private readonly string[] workplaces;
    private readonly string[] head;
    private readonly string[] main;
    private readonly string[] rest;

    public WorkWords(Institution institution)
    {
        this.institution = institution;
        var type = Lists.ContainsKey(institution.Type + " head") ? institution.Type : "other";
        MainCategory = type == "university" ? "science" : "teaching";
        (head, main, rest) = (Lists[type + " head"], Lists[$"{type} {MainCategory}"], Lists[type + " other"]);
        workplaces = Workplaces(institution.Name);
    }

    private string MainCategory { get; }

    /// <summary>As people of one institution call it: in full, and shorter.</summary>
    public string Workplace(DemoRandom random) => workplaces[random.Unit() switch { < 0.55 => 0, < 0.85 => 1, _ => 2 }];

    public (string Position, string Category) Position(DemoRandom random) => random.Unit() switch
    {
        < 0.05 => (random.PickFrequent(head), "head"),
        < 0.73 => (random.PickFrequent(main), MainCategory),
        _ => (random.PickFrequent(rest), "other"),
    };

    public (int Course, string Form, string Faculty, string Group) Study(int age, DemoRandom random)
    {
        var isUniversity = institution.Type == "university";
        var course = Math.Clamp(age - (isUniversity ? 17 : 15) + random.Below(2), 1, isUniversity ? 6 : 4);
        var form = random.Unit() switch { < 0.9 => "full-time", < 0.94 => "part-time", _ => "distance" };
        return (course, form, random.PickFrequent(Lists[isUniversity ? "факультеты" : "отделения"]),
            string.Create(CultureInfo.InvariantCulture, $"{random.Pick(Lists["группы"])}-{course}{random.Between(1, 4)}"));
    }

    private static string[] Workplaces(string name)
    {
        var (open, close) = (name.IndexOf('«', StringComparison.Ordinal), name.LastIndexOf('»'));
        if (open < 0 || close < open)
            return [Cut(name), Cut(name), Cut(name)];
        var quoted = name[(open + 1)..close];
        var honours = quoted.IndexOf(" имени ", StringComparison.Ordinal) is var i && i > 0 ? quoted[..i] : quoted;
        return [name.Length <= LongestWorkplace ? name : quoted, honours.Replace("«", "", StringComparison.Ordinal), Cut($"{name[..open]}{honours}")];
    }

    private static string Cut(string name) => name.Length <= LongestWorkplace ? name : name[..LongestWorkplace].TrimEnd();
}
