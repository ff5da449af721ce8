using Eseur.Bench;

// Usage: dotnet run -c Release --project Eseur.Bench [-- DATABASE [duplicates]]. Builds the national demo there unless it is there already;
// with the second word only the look for likely duplicates is measured.
var database = Path.GetFullPath(args.FirstOrDefault() ?? Path.Combine(Path.GetTempPath(), "eseur-bench.db"));
await NationalDatabase.EnsureAsync(database);
Figure.Heading();
await using var host = await BenchHost.StartAsync(database);
if (args.ElementAtOrDefault(1) != "duplicates")
{
    await BoardReads.RunAsync(host);
    await SaveToSeen.RunAsync(host, database);
    await ManyWriters.RunAsync(host);
    await FirstByte.RunAsync(host);
    await ExportRows.RunAsync(host, database);
}
if (File.Exists(NationalDatabase.Planted(database)))
    await DuplicateCheck.RunAsync(host, NationalDatabase.Planted(database));

return 0;
