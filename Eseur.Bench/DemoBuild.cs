using System.Data.Common;
using System.Diagnostics;
using Eseur.Admin;
using Eseur.Admin.Data;
using Eseur.Admin.Features.Demo;
using Microsoft.Data.Sqlite;

namespace Eseur.Bench;

/// <summary>Building the national demo, against a bare prepared command that inserts the same rows of the same tables and then builds their indexes.</summary>
internal static class DemoBuild
{
    private const int RowsAtOnce = 20_000;

    // What every registry holds before its demo.
    private static readonly string[] NotOfTheDemo = ["__EFMigrationsHistory", "sqlite_sequence", "ReferenceItems", "ConsentTexts"];

    public static async Task RunAsync(string database)
    {
        var ours = await WithFileAsync(async path =>
        {
            await using var app = await MigrateAsync(path);
            using var process = Process.GetCurrentProcess();
            var (started, cpu) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
            await app.Services.GetRequiredService<DemoLoader>().LoadAsync(DemoScale.National, 1);
            process.Refresh();
            return (Stopwatch.GetElapsedTime(started).TotalSeconds, Cpu: (Environment.CpuUsage.TotalTime - cpu).TotalSeconds, Peak: process.PeakWorkingSet64, new FileInfo(path).Length);
        });
        var (bare, bareCpu, rows) = await WithFileAsync(async path =>
        {
            await (await MigrateAsync(path)).DisposeAsync();
            return Bare(database, path);
        });
        Figure.Print($"National demo, {rows:#,0} rows: built, against a bare prepared insert with its indexes", $"{Figure.Time(ours.TotalSeconds)} (CPU {Figure.Time(ours.Cpu)}), peak {ours.Peak / 1048576} MiB, file {ours.Length / 1048576} MiB", $"{Figure.Time(bare)} (CPU {Figure.Time(bareCpu)})", ours.TotalSeconds / bare);
    }

    private static async Task<WebApplication> MigrateAsync(string path)
    {
        var app = RegistryHost.Build(["--ConnectionStrings:Registry", NationalDatabase.Connection(path) + ";Pooling=false", "--environment", "Development"]);
        await app.Services.GetRequiredService<DatabaseStart>().MigrateAsync();
        return app;
    }

    private static async Task<T> WithFileAsync<T>(Func<string, Task<T>> measure)
    {
        var folder = Directory.CreateTempSubdirectory("eseur-bench-");
        try
        {
            return await measure(Path.Combine(folder.FullName, "registry.db"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Its reading of the rows is not timed; its connection has the settings that our load gives to its own.</summary>
    private static (double Seconds, double Cpu, long Rows) Bare(string from, string to)
    {
        using var source = Open(from);
        using var target = Open(to);
        foreach (var setting in (string[])["cache_size = -65536", "synchronous = FULL", "foreign_keys = 0", "journal_mode = DELETE"])
            Execute(target, null, "PRAGMA " + setting);
        var tables = Texts(target, "SELECT name FROM sqlite_master WHERE type = 'table'").Where(t => !NotOfTheDemo.Contains(t) && !t.StartsWith("AspNet", StringComparison.Ordinal)).ToList();
        var indexes = Texts(target, "SELECT name || ';' || sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name IN ('Members', 'Tickets', 'Memberships', 'PastConsents', 'Changes', 'ChangeLine')").Select(i => i.Split(';', 2)).ToList();
        using var transaction = target.BeginTransaction();
        indexes.ForEach(i => Execute(target, transaction, $"DROP INDEX \"{i[0]}\""));
        var (seconds, cpu, rows) = (0.0, 0.0, 0L);
        foreach (var table in tables)
        {
            using var read = source.CreateCommand();
            read.CommandText = $"SELECT * FROM \"{table}\"";
            using var reader = read.ExecuteReader();
            using var insert = Prepared(target, transaction, table, reader);
            var waiting = new List<object[]>();
            do
            {
                waiting.Clear();
                while (waiting.Count < RowsAtOnce && reader.Read())
                {
                    var row = new object[reader.FieldCount];
                    reader.GetValues(row);
                    waiting.Add(row);
                }
                var (started, cpuBefore) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
                foreach (var row in waiting)
                {
                    for (var i = 0; i < row.Length; i++)
                        insert.Parameters[i].Value = row[i];
                    insert.ExecuteNonQuery();
                }
                (seconds, cpu) = (seconds + Stopwatch.GetElapsedTime(started).TotalSeconds, cpu + (Environment.CpuUsage.TotalTime - cpuBefore).TotalSeconds);
                rows += waiting.Count;
            }
            while (waiting.Count == RowsAtOnce);
        }
        var (finishing, cpuLeft) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        indexes.ForEach(i => Execute(target, transaction, i[1]));
        transaction.Commit();
        return (seconds + Stopwatch.GetElapsedTime(finishing).TotalSeconds, cpu + (Environment.CpuUsage.TotalTime - cpuLeft).TotalSeconds, rows);
    }

    private static SqliteCommand Prepared(SqliteConnection connection, SqliteTransaction transaction, string table, DbDataReader columns)
    {
        var command = connection.CreateCommand();
        command.Transaction = transaction;
        var names = Enumerable.Range(0, columns.FieldCount).Select(columns.GetName).ToList();
        command.CommandText = $"INSERT INTO \"{table}\" ({string.Join(", ", names.Select(n => $"\"{n}\""))}) VALUES ({string.Join(", ", names.Select((_, i) => $"@p{i}"))})";
        for (var i = 0; i < names.Count; i++)
            command.Parameters.Add(new SqliteParameter($"@p{i}", DBNull.Value));
        command.Prepare();
        return command;
    }

    private static SqliteConnection Open(string path)
    {
        var connection = new SqliteConnection(NationalDatabase.Connection(path) + ";Pooling=false");
        connection.Open();
        return connection;
    }

    private static List<string> Texts(SqliteConnection connection, string query)
    {
        using var command = connection.CreateCommand();
        command.CommandText = query;
        using var reader = command.ExecuteReader();
        var texts = new List<string>();
        while (reader.Read())
            texts.Add(reader.GetString(0));
        return texts;
    }

    private static void Execute(SqliteConnection connection, SqliteTransaction? transaction, string statement)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandTimeout = 0;
        command.CommandText = statement;
        command.ExecuteNonQuery();
    }
}
