using System.Data.Common;
using System.Diagnostics;
using Eseur.Admin.Features.Completeness;
using Eseur.Domain.Members;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Bench;

/// <summary>recount of all cards with its comparison to the counters and the tickets, against one SQL scan that computes the same counts.</summary>
internal static class MemberRecounts
{
    // Every measure said once more, in SQL; who holds a ticket is asked of the tickets themselves, as recount does.
    private const string Scan = """
        SELECT m.OrganizationId, COUNT(*),
          SUM(Employment = 1 AND Sex = 1), SUM(Employment = 1 AND Sex = 2), SUM(Employment = 1 AND Sex IS NULL),
          SUM(Employment = 2 AND Sex = 1), SUM(Employment = 2 AND Sex = 2), SUM(Employment = 2 AND Sex IS NULL),
          SUM(Employment = 3 AND Sex = 1), SUM(Employment = 3 AND Sex = 2), SUM(Employment = 3 AND Sex IS NULL),
          SUM(Employment IS NULL AND Sex = 1), SUM(Employment IS NULL AND Sex = 2), SUM(Employment IS NULL AND Sex IS NULL),
          SUM(EXISTS (SELECT 1 FROM Tickets t WHERE t.MemberId = m.Id AND t.State = 2 AND t.IsPlastic)),
          SUM(EXISTS (SELECT 1 FROM Tickets t WHERE t.MemberId = m.Id AND t.State = 2 AND t.IsVirtual)),
          SUM(BonusParticipant = 1),
          SUM(Employment IS NULL), SUM(Sex IS NULL), SUM(BirthDate IS NULL), SUM(ConsentOn IS NULL), SUM(DuesForm IS NULL), SUM(Workplace IS NULL),
          SUM(Position IS NULL), SUM(Employment = 2 AND Course IS NULL), SUM(Phone IS NULL), SUM(Email IS NULL)
        FROM Members m WHERE OffRecordOn IS NULL GROUP BY m.OrganizationId
        """;

    public static async Task RunAsync(BenchHost host)
    {
        await using var context = await host.OpenAsync();
        var counted = (await MemberCounts.Of(context.Members).ToListAsync()).ToDictionary(c => c.OrganizationId, c => c.Counts);
        await context.Database.OpenConnectionAsync();
        await using var command = context.Database.GetDbConnection().CreateCommand();
        command.CommandText = Scan;
        command.CommandTimeout = 0;
        if (Read(command) is var scanned && (scanned.Count != counted.Count || scanned.Any(s => !counted[s.Key].AsSpan().SequenceEqual(s.Value))))
            throw new InvalidOperationException("The scan and the recount do not count the same.");
        var scan = Figure.Median(3, 1, () => Read(command));
        var recount = host.App.Services.GetRequiredService<MemberRecount>();
        var seconds = new List<double>();
        for (var run = 0; run < 3; run++)
        {
            var started = Stopwatch.GetTimestamp();
            await foreach (var difference in recount.RunAsync())
                throw new InvalidOperationException($"The recount found {difference}.");
            seconds.Add(Stopwatch.GetElapsedTime(started).TotalSeconds);
        }
        var ours = Figure.Percentile(seconds, 50);
        Figure.Print("Recount of all cards, against one SQL scan of the same counts", Figure.Time(ours), Figure.Time(scan), ours / scan);
    }

    private static Dictionary<int, int[]> Read(DbCommand command)
    {
        using var reader = command.ExecuteReader();
        var counts = new Dictionary<int, int[]>();
        while (reader.Read())
            counts.Add(reader.GetInt32(0), [.. Enumerable.Range(1, Measures.All.Count).Select(i => reader.IsDBNull(i) ? 0 : reader.GetInt32(i))]);
        return counts;
    }
}
