using System.Text.Json;
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

    [Fact]
    public async Task Demo_National_CompletenessPrintsTheSlides()
    {
        var folder = Directory.CreateTempSubdirectory("eseur-national-").FullName;
        try
        {
            string[] settings = ["--ConnectionStrings:Registry", $"Data Source={Path.Combine(folder, "registry.db")};Pooling=false", "--environment", "Testing"];
            Assert.Equal(0, (await PrintedCommand.RunAsync(["demo", "--scale", "national", "--seed", "7", .. settings])).Code);
            using var printed = JsonDocument.Parse((await PrintedCommand.RunAsync(["completeness", "--json", .. settings])).Output);

            var levels = printed.RootElement.GetProperty("organizations").EnumerateObject().ToDictionary(p => p.Name, p => p.Value.GetInt32());
            Assert.Equal(new Dictionary<string, int> { ["regional"] = 80, ["okrug"] = 3, ["territorial"] = 2259, ["primary"] = 72127, ["total"] = 74469 }, levels);
            var rows = printed.RootElement.GetProperty("passportGaps").EnumerateArray().Select(Row).ToList();
            Assert.All(Slides, slide => Assert.Contains(slide, rows));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static (string, string, string, int, int, string) Row(JsonElement row) =>
        (row.GetProperty("tab").GetString()!, row.GetProperty("field").GetString()!, row.GetProperty("appliesTo").GetString()!,
         row.GetProperty("missing").GetInt32(), row.GetProperty("applicable").GetInt32(), row.GetProperty("printedPercent").GetString()!);
}
