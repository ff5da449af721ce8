using Microsoft.Data.Sqlite;

namespace Eseur.Tests.Commands;

/// <summary>What cannot start says so in one line and does not end with 0.</summary>
[Collection(PrintedOutput.Name)]
public sealed class StartTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("eseur-start-").FullName;

    private string Connection => $"Data Source={Path.Combine(folder, "registry.db")};Pooling=false";

    [Theory]
    [InlineData("Oracle", "Database:Provider")]
    [InlineData("7", "Database:Provider")]
    public async Task Provider_Unknown_OneLine(string provider, string named) =>
        AssertRefused(await PrintedCommand.RunAsync("migrate", "--Database:Provider", provider), 2, named);

    [Theory]
    [InlineData("--Database:MaxBatchSize", "many", "Database:MaxBatchSize")]
    [InlineData("--ConnectionStrings:Registry", "", "ConnectionStrings:Registry")]
    [InlineData("--ConnectionStrings:Registry", "Data Sauce=x", "ConnectionStrings:Registry")]
    [InlineData("--ConnectionStrings:Registry", "Data Source=/nowhere/at/all.db", "ConnectionStrings:Registry")]
    public async Task Setting_Broken_OneLine(string name, string value, string named) =>
        AssertRefused(await PrintedCommand.RunAsync("migrate", name, value), 2, named);

    [Fact]
    public async Task DemoSetting_Broken_OneLine() =>
        AssertRefused(await PrintedCommand.RunAsync("serve", "--ConnectionStrings:Registry", Connection, "--Demo:LoadWhenEmpty", "maybe"), 2, "Demo:LoadWhenEmpty");

    [Theory]
    [InlineData("migrate")]
    [InlineData("serve")]
    [InlineData("completeness")]
    public async Task Server_Unreachable_OneLine(string command) => AssertRefused(
        await PrintedCommand.RunAsync(command, "--Database:Provider", "SqlServer", "--ConnectionStrings:Registry", "Server=127.0.0.1,1;Connect Timeout=2;Encrypt=false;User Id=x;Password=y"), 2, "(SqlServer) не открывается");

    [Fact]
    public async Task Database_NewerThanProgram_OneLineAndUntouched()
    {
        Assert.Equal(0, (await PrintedCommand.RunAsync("migrate", "--ConnectionStrings:Registry", Connection)).Code);
        await using (var connection = new SqliteConnection(Connection))
        {
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = "INSERT INTO __EFMigrationsHistory VALUES ('29990101000000_Future', '99.0.0')";
            await command.ExecuteNonQueryAsync();
        }
        foreach (var command in new[] { "migrate", "serve", "completeness" })
            AssertRefused(await PrintedCommand.RunAsync(command, "--ConnectionStrings:Registry", Connection), 2, "29990101000000_Future");
    }

    [Fact]
    public async Task File_NotADatabase_OneLine()
    {
        await File.WriteAllTextAsync(Path.Combine(folder, "registry.db"), new string('x', 5000));
        AssertRefused(await PrintedCommand.RunAsync("serve", "--ConnectionStrings:Registry", Connection), 2, "ConnectionStrings:Registry");
    }

    [Fact]
    public async Task Address_Wrong_OneLine() =>
        AssertRefused(await PrintedCommand.RunAsync("serve", "--ConnectionStrings:Registry", Connection, "--urls", "nonsense"), 2, "--urls");

    [Theory]
    [InlineData("completeness", "--jason")]
    [InlineData("demo", "--seed", "seven")]
    [InlineData("demo", "--scale", "galactic")]
    [InlineData("export", "completeness")]
    [InlineData("frobnicate")]
    [InlineData("serve", "--urls")]
    public async Task Words_Unknown_RefusedWithCode1(params string[] words)
    {
        var answer = await PrintedCommand.RunAsync(words);
        Assert.Equal(1, answer.Code);
        Assert.NotEmpty(answer.Errors);
    }

    [Theory]
    [InlineData("completeness")]
    [InlineData("recount")]
    public async Task Looking_WithoutDatabase_SaysWhatToDoAndMakesNone(string command)
    {
        AssertRefused(await PrintedCommand.RunAsync(command, "--ConnectionStrings:Registry", Connection), 2, "migrate");
        Assert.Empty(Directory.EnumerateFiles(folder));
    }

    [Fact]
    public async Task Help_OfEveryCommand_IsPrinted()
    {
        foreach (var command in new[] { "serve", "demo", "migrate", "recount", "completeness", "export", "invite" })
        {
            var answer = await PrintedCommand.RunAsync(command, "--help");
            Assert.Equal(0, answer.Code);
            Assert.Contains(command, answer.Output, StringComparison.Ordinal);
        }
    }

    private static void AssertRefused(PrintedCommand answer, int code, string named)
    {
        Assert.Equal(code, answer.Code);
        Assert.Contains(named, answer.Errors, StringComparison.Ordinal);
        Assert.Single(answer.Errors.TrimEnd().Split('\n'));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
