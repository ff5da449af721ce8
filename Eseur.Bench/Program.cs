using Eseur.Bench;

// Usage: dotnet run -c Release --project Eseur.Bench [-- DATABASE]. Builds the national demo there unless it is there already.
var database = Path.GetFullPath(args.FirstOrDefault() ?? Path.Combine(Path.GetTempPath(), "eseur-bench.db"));
await NationalDatabase.EnsureAsync(database);
Figure.Heading();
await DemoBuild.RunAsync(database);
await using var host = await BenchHost.StartAsync(database);
await MemberRecounts.RunAsync(host);
await BoardReads.RunAsync(host);
await SaveToSeen.RunAsync(host, database);
await ManyWriters.RunAsync(host);
await FirstByte.RunAsync(host);
await ExportRows.RunAsync(host, database);

return 0;
