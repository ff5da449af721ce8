using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;

namespace Eseur.Admin.Data.Sqlite;

/// <summary>One prepared command, run for each row: the fastest way SQLite has.</summary>
internal sealed class PreparedInsert(DbContext context, BulkTable table) : IBulkInsert
{
    private DbCommand? command;

    public async Task WriteAsync(IReadOnlyList<object[]> rows, CancellationToken cancel)
    {
        command ??= Prepare();
        foreach (var row in rows)
        {
            for (var i = 0; i < row.Length; i++)
                command.Parameters[i].Value = row[i];
            await command.ExecuteNonQueryAsync(cancel);
        }
    }

    private DbCommand Prepare()
    {
        var sql = context.GetService<ISqlGenerationHelper>();
        var prepared = context.Database.GetDbConnection().CreateCommand();
        prepared.Transaction = context.Database.CurrentTransaction?.GetDbTransaction();
        prepared.CommandText = $"INSERT INTO {sql.DelimitIdentifier(table.Name)} ({string.Join(", ", table.Columns.Select(c => sql.DelimitIdentifier(c.Name)))}) "
            + $"VALUES ({string.Join(", ", table.Columns.Select((_, i) => $"@p{i}"))})";
        foreach (var (i, column) in table.Columns.Index())
            prepared.Parameters.Add(column.Mapping.CreateParameter(prepared, $"@p{i}", value: null, nullable: true));
        prepared.Prepare();
        return prepared;
    }
}
