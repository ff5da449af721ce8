using System.Text.Json;
using Eseur.Tests.Browser;
using Eseur.Tests.Commands;

namespace Eseur.Tests.Features.Demo;

/// <summary>The whole country through the program's own commands, as anyone would build and read it.</summary>
[Collection(PrintedOutput.Name)]
public sealed class NationalDemoTests
{
    // Typed once more from the slides: the program's own copy of them must not be its judge.
    private static readonly (string Tab, string Field, string AppliesTo, int Missing, int Applicable, string Percent)[] Slides =
    [
        ("ИНПО", "Членский профсоюзный взнос", "primary", 27818, 72127, "38,5"),
        ("ИНПО", "Малочисленная ПО", "primary", 28784, 72127, "39,9"),
        ("ИНПО", "Наличие профкома", "primary", 28002, 72127, "38,8"),
        ("Председатель", "(вся вкладка)", "all", 5981, 74469, "8,0"),
        ("Организация / Система образования", "Организация образования", "all", 4234, 74469, "5,6"),
        ("Организация / Система образования", "ИНН", "all", 5740, 74469, "7,7"),
        ("Организация / Система образования", "Руководитель", "all", 31411, 74469, "42,1"),
        ("Организация / Система образования", "Должность", "all", 3943, 74469, "5,2"),
    ];

    private static readonly (string Tab, string Field, string AppliesTo, int Missing, int Applicable, string Percent)[] CardSlides =
    [
        ("Общие", "Занятость", "all", 222462, 2592079, "8,58"),
        ("Общие", "Пол", "all", 2204, 2592079, "0,08"),
        ("Общие", "Дата рождения", "all", 37979, 2592079, "1,46"),
        ("Общие", "Согласие на обработку персональных данных Профсоюзу", "all", 400869, 2592079, "15,46"),
        ("Профсоюзный учет", "Форма уплаты взносов", "all", 273555, 2592079, "10,55"),
        ("Работа (учеба, пенсия)", "Место работы (учебы)", "all", 471377, 2592079, "18,18"),
        ("Работа (учеба, пенсия)", "Должность", "all", 591047, 2592079, "22,80"),
        ("Работа (учеба, пенсия)", "Курс обучения", "Обучающийся (студент)", 345924, 498150, "69,44"),
    ];

    private static readonly (string Employment, int Count, string Share, int Men, int Women, int GenderMissing)[] Employments =
    [
        ("Работающий", 1832921, "69,3", 241239, 1591480, 202),
        ("Обучающийся (студент)", 498150, "42,1", 228968, 267883, 1299),
        ("Неработающий пенсионер", 38546, "38,9", 3265, 35280, 1),
    ];

    [Fact]
    public async Task Demo_National_CompletenessPrintsTheSlides()
    {
        var folder = Directory.CreateTempSubdirectory("eseur-national-").FullName;
        try
        {
            string[] settings = ["--ConnectionStrings:Registry", $"Data Source={Path.Combine(folder, "registry.db")};Pooling=false", "--environment", "Testing"];
            Assert.Equal(0, (await PrintedCommand.RunAsync(["demo", "--scale", "national", "--seed", "7", "--duplicates", Path.Combine(folder, "twice.csv"), .. settings])).Code);
            Assert.InRange(File.ReadLines(Path.Combine(folder, "twice.csv")).Count(), 4_700, 5_700);
            using var printed = JsonDocument.Parse((await PrintedCommand.RunAsync(["completeness", "--json", .. settings])).Output);

            var levels = printed.RootElement.GetProperty("organizations").EnumerateObject().ToDictionary(p => p.Name, p => p.Value.GetInt32());
            Assert.Equal(new Dictionary<string, int> { ["regional"] = 80, ["okrug"] = 3, ["territorial"] = 2259, ["primary"] = 72127, ["total"] = 74469 }, levels);
            var rows = printed.RootElement.GetProperty("passportGaps").EnumerateArray().Select(Row).ToList();
            Assert.All(Slides, slide => Assert.Contains(slide, rows));
            AssertMembers(printed.RootElement);
            await NationalRegister.WalkAsync(settings, members: 2592079);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void AssertMembers(JsonElement printed)
    {
        var members = printed.GetProperty("members");
        Assert.Equal((2592079, "70,71", 222462), (members.GetProperty("total").GetInt32(), members.GetProperty("shareOfStatisticalTotal").GetString()!, members.GetProperty("employmentMissing").GetInt32()));
        Assert.Equal(Employments, members.GetProperty("byEmployment").EnumerateArray().Select(e => (e.GetProperty("employment").GetString()!, e.GetProperty("count").GetInt32(),
            e.GetProperty("printedShareOfStatistical").GetString()!, e.GetProperty("men").GetInt32(), e.GetProperty("women").GetInt32(), e.GetProperty("genderMissing").GetInt32())));
        var gaps = printed.GetProperty("cardGaps").EnumerateArray().Select(Row).ToList();
        Assert.All(CardSlides, slide => Assert.Contains(slide, gaps));
        var tickets = printed.GetProperty("tickets");
        Assert.Equal((1695495, "65,41"), (tickets.GetProperty("plastic").GetInt32(), tickets.GetProperty("plasticPercent").GetString()));
        Assert.Equal((67079, "2,58"), (tickets.GetProperty("virtual").GetInt32(), tickets.GetProperty("virtualPercent").GetString()));
        // The slides print 29,2 % and do not say of how many: of those who have a chairperson it is this.
        var consents = printed.GetProperty("consents");
        Assert.Equal((19835, 68488, "28,9"), (consents.GetProperty("chairpersonsWithNotificationConsent").GetInt32(), consents.GetProperty("chairpersons").GetInt32(), consents.GetProperty("printedPercent").GetString()));
        var bonus = printed.GetProperty("bonus");
        Assert.Equal((303559, "11,71"), (bonus.GetProperty("participants").GetInt32(), bonus.GetProperty("participantsPercent").GetString()));
    }

    private static (string, string, string, int, int, string) Row(JsonElement row) =>
        (row.GetProperty("tab").GetString()!, row.GetProperty("field").GetString()!, row.GetProperty("appliesTo").GetString()!,
         row.GetProperty("missing").GetInt32(), row.GetProperty("applicable").GetInt32(), row.GetProperty("printedPercent").GetString()!);
}
