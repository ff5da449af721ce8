using Eseur.Admin.Live.Cards;
using Eseur.Bench;

// Usage: dotnet run -c Release --project Eseur.Bench [-- DATABASE [PART…] [--minutes N]]. Builds the national demo there unless it is there already.
var words = args.ToList();
var minutes = words.IndexOf("--minutes") is >= 0 and var at && int.TryParse(words.ElementAtOrDefault(at + 1), out var asked) ? asked : 0;
var database = Path.GetFullPath(words.FirstOrDefault() ?? Path.Combine(Path.GetTempPath(), "eseur-bench.db"));
var parts = words.Skip(1).TakeWhile(w => w != "--minutes").ToHashSet(StringComparer.OrdinalIgnoreCase);

if (parts.SetEquals([nameof(Letters)]))
{
    // They go through a registry of their own.
    Figure.Heading();
    await Letters.RunAsync();
    return 0;
}
await NationalDatabase.EnsureAsync(database);
Figure.Heading();
await RunAsync(nameof(Letters), Letters.RunAsync);
await RunAsync(nameof(DemoBuild), () => DemoBuild.RunAsync(database));
await using var host = await BenchHost.StartAsync(database);
// Reading two and a half million cards takes a core for seconds; what is measured beside it would be measured with it.
await host.App.Services.GetRequiredService<MemberIndex>().Ready;
await RunAsync(nameof(MemberRecounts), () => MemberRecounts.RunAsync(host));
await RunAsync(nameof(BoardReads), () => BoardReads.RunAsync(host));
await RunAsync(nameof(SaveToSeen), () => SaveToSeen.RunAsync(host, database));
await RunAsync(nameof(ManyWriters), () => ManyWriters.RunAsync(host));
await RunAsync(nameof(BigMailing), () => BigMailing.RunAsync(host));
await RunAsync(nameof(FirstByte), () => FirstByte.RunAsync(host));
await RunAsync(nameof(MemberSearches), () => MemberSearches.RunAsync(host));
await RunAsync(nameof(ExportRows), () => ExportRows.RunAsync(host, database));
await RunAsync(nameof(MemberExportRows), () => MemberExportRows.RunAsync(host, database));
await RunAsync(nameof(DuplicateCheck), () => DuplicateCheck.RunAsync(host, NationalDatabase.Planted(database)));
if (minutes > 0)
    await MixedUse.RunAsync(host, minutes);
return 0;

// A part by its name, or all of them.
async Task RunAsync(string name, Func<Task> part)
{
    if (parts.Count == 0 || parts.Contains(name))
        await part();
}
