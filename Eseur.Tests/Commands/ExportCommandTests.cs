using System.Globalization;
using Eseur.Tests.Features.Reports;
using Eseur.Tests.Shared.Excel;

namespace Eseur.Tests.Commands;

[Collection(PrintedOutput.Name)]
public sealed class ExportCommandTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("eseur-export-").FullName;

    private string Out => Path.Combine(folder, "report.xlsx");

    [Fact]
    public async Task Export_OfNode_WritesItsWorkbookAndNothingElse()
    {
        await using var ground = await ReportGround.LayAsync();

        var done = await ExportAsync(ground.Registry.ConnectionString, Out, "--node", ground.Town.ToString(CultureInfo.InvariantCulture));

        Assert.Equal((0, ""), (done.Code, done.Errors));
        Assert.Contains("Городская организация: 7 организаций", done.Output, StringComparison.Ordinal);
        Assert.Equal([Out], Directory.GetFiles(folder));
        using var book = new Book(await File.ReadAllBytesAsync(Out));
        Assert.Equal(["Сводка", "По подчинённым", "Организации"], book.Sheets.Select(s => s.Name!.Value));
    }

    [Fact]
    public async Task Export_OverAnOldFile_ReplacesIt()
    {
        await using var ground = await ReportGround.LayAsync();
        await File.WriteAllTextAsync(Out, "old");

        var done = await ExportAsync(ground.Registry.ConnectionString, Out);

        Assert.Equal(0, done.Code);
        using var book = new Book(await File.ReadAllBytesAsync(Out));
        Assert.Equal(3, book.Sheets.Count);
    }

    [Fact]
    public async Task Export_NoDatabase_OneLineAndNoFile()
    {
        var refused = await ExportAsync($"Data Source={Path.Combine(folder, "none.db")};Pooling=false", Out);

        AssertRefused(refused, "migrate");
        Assert.Empty(Directory.GetFiles(folder));
    }

    [Fact]
    public async Task Export_EmptyRegistry_OneLineAndNoFile()
    {
        await using var registry = await TestRegistry.StartEmptyAsync();

        AssertRefused(await ExportAsync(registry.ConnectionString, Out), "demo");
        Assert.Empty(Directory.GetFiles(folder));
    }

    [Fact]
    public async Task Export_UnknownNode_OneLineAndNoFile()
    {
        await using var ground = await ReportGround.LayAsync();

        AssertRefused(await ExportAsync(ground.Registry.ConnectionString, Out, "--node", "999999"), "999999");
        Assert.Empty(Directory.GetFiles(folder));
    }

    [Theory]
    [InlineData("no/such/folder/report.xlsx", "такой папки нет")]
    [InlineData("taken", "taken")]
    public async Task Export_WhereNothingCanBeWritten_OneLineAndNoLeftovers(string name, string why)
    {
        await using var ground = await ReportGround.LayAsync();
        Directory.CreateDirectory(Path.Combine(folder, "taken"));

        AssertRefused(await ExportAsync(ground.Registry.ConnectionString, Path.Combine(folder, name)), why);
        Assert.Empty(Directory.GetFiles(folder, "*", SearchOption.AllDirectories));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static Task<PrintedCommand> ExportAsync(string connection, string file, params string[] more) =>
        PrintedCommand.RunAsync(["export", "completeness", "--out", file, "--ConnectionStrings:Registry", connection, .. more]);

    private static void AssertRefused(PrintedCommand refused, string named)
    {
        Assert.Equal(2, refused.Code);
        Assert.Contains(named, Assert.Single(refused.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }
}
