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
        SELECT m.OrganizationId, COUNT(*) AS Total,
          SUM(Employment = 1 AND Sex = 1) AS WorkerMan, SUM(Employment = 1 AND Sex = 2) AS WorkerWoman, SUM(Employment = 1 AND Sex IS NULL) AS WorkerUnstated,
          SUM(Employment = 2 AND Sex = 1) AS StudentMan, SUM(Employment = 2 AND Sex = 2) AS StudentWoman, SUM(Employment = 2 AND Sex IS NULL) AS StudentUnstated,
          SUM(Employment = 3 AND Sex = 1) AS PensionerMan, SUM(Employment = 3 AND Sex = 2) AS PensionerWoman, SUM(Employment = 3 AND Sex IS NULL) AS PensionerUnstated,
          SUM(Employment IS NULL AND Sex = 1) AS UnstatedMan, SUM(Employment IS NULL AND Sex = 2) AS UnstatedWoman, SUM(Employment IS NULL AND Sex IS NULL) AS UnstatedUnstated,
          SUM(EXISTS (SELECT 1 FROM Tickets t WHERE t.MemberId = m.Id AND t.State = 2 AND t.IsPlastic)) AS Plastic,
          SUM(EXISTS (SELECT 1 FROM Tickets t WHERE t.MemberId = m.Id AND t.State = 2 AND t.IsVirtual)) AS Virtual,
          SUM(BonusParticipant = 1) AS Bonus,
          SUM(ConsentOn IS NULL OR Email IS NULL) AS LacksForLetter,
          SUM(Employment IS NULL OR Sex IS NULL OR BirthDate IS NULL OR DuesForm IS NULL OR Workplace IS NULL OR Position IS NULL OR (Employment = 2 AND Course IS NULL)) AS LacksForForm,
          SUM(BirthDate IS NULL OR ConsentOn IS NULL) AS LacksForTicket,
          SUM(Employment IS NULL) AS LacksEmployment, SUM(Sex IS NULL) AS LacksSex, SUM(BirthDate IS NULL) AS LacksBirthDate, SUM(ConsentOn IS NULL) AS LacksConsentOn,
          SUM(DuesForm IS NULL) AS LacksDuesForm, SUM(Workplace IS NULL) AS LacksWorkplace, SUM(Position IS NULL) AS LacksPosition,
          SUM(Employment = 2 AND Course IS NULL) AS LacksCourse, SUM(Phone IS NULL) AS LacksPhone, SUM(Email IS NULL) AS LacksEmail
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
        var scanCpu = Environment.CpuUsage.TotalTime;
        var scan = Figure.Median(3, 1, () => Read(command));
        scanCpu = (Environment.CpuUsage.TotalTime - scanCpu) / 4;
        var recount = host.App.Services.GetRequiredService<MemberRecount>();
        var seconds = new List<double>();
        var cpu = Environment.CpuUsage.TotalTime;
        for (var run = 0; run < 3; run++)
        {
            var started = Stopwatch.GetTimestamp();
            await foreach (var difference in recount.RunAsync())
                throw new InvalidOperationException($"The recount found {difference}.");
            seconds.Add(Stopwatch.GetElapsedTime(started).TotalSeconds);
        }
        cpu = (Environment.CpuUsage.TotalTime - cpu) / 3;
        var ours = Figure.Percentile(seconds, 50);
        Figure.Print("Recount of all cards, against one SQL scan of the same counts", $"{Figure.Time(ours)} (CPU {Figure.Time(cpu.TotalSeconds)})", $"{Figure.Time(scan)} (CPU {Figure.Time(scanCpu.TotalSeconds)})", ours / scan);
    }

    private static Dictionary<int, int[]> Read(DbCommand command)
    {
        using var reader = command.ExecuteReader();
        var counts = new Dictionary<int, int[]>();
        int[] columns = [.. Measures.All.Select(m => reader.GetOrdinal(m.Column))];
        while (reader.Read())
            counts.Add(reader.GetInt32(0), Array.ConvertAll(columns, i => reader.IsDBNull(i) ? 0 : reader.GetInt32(i)));
        return counts;
    }
}
