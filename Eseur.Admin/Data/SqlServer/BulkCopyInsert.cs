using System.Data;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Eseur.Admin.Data.SqlServer;

/// <summary>The server's bulk protocol, with identifiers kept and constraints checked.</summary>
internal sealed class BulkCopyInsert(DbContext context, BulkTable table) : IBulkInsert
{
    // Ten thousand rows take seconds; ten minutes means the server is gone.
    private const int PatienceSeconds = 600;

    public async Task WriteAsync(IReadOnlyList<object[]> rows, CancellationToken cancel)
    {
        var connection = (SqlConnection)context.Database.GetDbConnection();
        var transaction = (SqlTransaction?)context.Database.CurrentTransaction?.GetDbTransaction();
        using var data = new DataTable();
        using var copy = new SqlBulkCopy(connection, SqlBulkCopyOptions.KeepIdentity | SqlBulkCopyOptions.CheckConstraints, transaction)
        {
            DestinationTableName = $"[{table.Name}]",
            BulkCopyTimeout = PatienceSeconds,
        };
        foreach (var column in table.Columns)
        {
            data.Columns.Add(column.Name, column.StoredType == typeof(DateOnly) ? typeof(DateTime) : column.StoredType);
            copy.ColumnMappings.Add(column.Name, column.Name);
        }
        foreach (var row in rows)
            data.Rows.Add([.. row.Select(value => value is DateOnly day ? day.ToDateTime(TimeOnly.MinValue) : value)]);
        await copy.WriteToServerAsync(data, cancel);
    }
}
