using System.Data.Common;
using Eseur.Admin.Features.Completeness;
using Eseur.Domain.Fields;
using Eseur.Domain.Passports;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Bench;

/// <summary>The table of unfilled fields from the board, against the same numbers by a scan of the records.</summary>
internal static class BoardReads
{
    // Every counted place said once more, in SQL, as a report without counters would have to.
    private const string Scan = """
        SELECT
          SUM(P AND DuesRate IS NULL), SUM(P AND IsSmall IS NULL), SUM(P AND HasProfkom IS NULL),
          SUM(ChairId IS NULL), SUM(ChairId IS NOT NULL AND ChairEmail IS NULL), SUM(ChairId IS NOT NULL AND ChairConsent IS NULL),
          SUM(NOT EXISTS (SELECT 1 FROM Activist a WHERE a.OrganizationId = x.Id)),
          SUM(IsLegalEntity AND NOT EXISTS (SELECT 1 FROM StaffMember s WHERE s.OrganizationId = x.Id)),
          SUM(InstitutionName IS NULL), SUM(InstitutionInn IS NULL), SUM(HeadName IS NULL), SUM(HeadPosition IS NULL),
          SUM(NOT EXISTS (SELECT 1 FROM Address a WHERE a.OrganizationId = x.Id)),
          SUM(NOT EXISTS (SELECT 1 FROM Phone f WHERE f.OrganizationId = x.Id)),
          SUM(Email IS NULL),
          SUM(NOT EXISTS (SELECT 1 FROM UnionEvent e WHERE e.OrganizationId = x.Id))
        FROM (
          SELECT o.*, o.Level >= 5 AS P, c.Id AS ChairId, c.Email AS ChairEmail, c.ConsentEmail AS ChairConsent
          FROM Organizations o LEFT JOIN Chairperson c ON c.OrganizationId = o.Id AND c.LeftOn IS NULL
          WHERE o.Status = 0 AND o.Level > 0 AND o.Path >= $from AND o.Path < $to) x
        """;

    public static async Task RunAsync(BenchHost host)
    {
        var root = host.Board.RootId;
        var region = host.Board.Children(root).MaxBy(c => c.ChildCount)!;
        await using var context = await host.OpenAsync();
        await CompareAsync("Nation: table of unfilled fields", host, context, root);
        await CompareAsync("Region: the same", host, context, region.Id);
    }

    private static async Task CompareAsync(string what, BenchHost host, DbContext context, int id)
    {
        var path = host.Board.SubtreePath(id)!;
        await context.Database.OpenConnectionAsync();
        await using var command = context.Database.GetDbConnection().CreateCommand();
        command.CommandText = Scan;
        Add(command, "$from", path);
        Add(command, "$to", path[..^1] + "0");

        var board = Read(host, id);
        if (!Read(command).SequenceEqual(board))
            throw new InvalidOperationException($"The scan says {string.Join(' ', Read(command))}, the board {string.Join(' ', board)}.");
        var scan = Figure.Median(5, 1, () => Read(command));
        var node = Figure.Median(9, 100_000, () => host.Board.TryRead(id, out _));
        var table = Figure.Median(9, 10_000, () => Read(host, id));
        Figure.Print($"{what}: board's node against SQL scan", Figure.Time(node), Figure.Time(scan), scan / node);
        Figure.Print($"{what}: with its rows against SQL scan", Figure.Time(table), Figure.Time(scan), scan / table);
    }

    private static long[] Read(BenchHost host, int id)
    {
        host.Board.TryRead(id, out var view);
        return [.. CompletenessTable.Of(view!.Figures).Select(r => r.Share.Part)];
    }

    private static long[] Read(DbCommand command)
    {
        using var reader = command.ExecuteReader();
        reader.Read();
        return [.. Enumerable.Range(0, Catalogue.Passport.Gaps.Count).Select(reader.GetInt64)];
    }

    private static void Add(DbCommand command, string name, string value)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.Value = value;
        command.Parameters.Add(parameter);
    }
}
