using Eseur.Bench;

// Usage: dotnet run -c Release --project Eseur.Bench [-- DATABASE]. Builds the national demo there unless it is there already.
var database = Path.GetFullPath(args.FirstOrDefault() ?? Path.Combine(Path.GetTempPath(), "eseur-bench.db"));
await NationalDatabase.EnsureAsync(database);
Figure.Heading();
await using var host = await BenchHost.StartAsync(database);
await BoardReads.RunAsync(host);
await SaveToSeen.RunAsync(host, database);
await FirstByte.RunAsync(host);
await MemberSearches.RunAsync(host);
await ExportRows.RunAsync(host, database);

return 0;
