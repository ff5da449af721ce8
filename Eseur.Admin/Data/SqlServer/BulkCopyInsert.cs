using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Eseur.Admin.Data.SqlServer;

/// <summary>The server's bulk protocol, with identifiers kept where rows have them and constraints checked.</summary>
internal sealed class BulkCopyInsert(DbContext context, BulkTable table) : IBulkInsert
{
    // Ten thousand rows take seconds; ten minutes means the server is gone.
    private const int PatienceSeconds = 600;

    private readonly Func<object, object?>[] getters = EntityReader.Getters(table);

    public async Task WriteAsync(IReadOnlyList<object> entities, CancellationToken cancel)
    {
        var connection = (SqlConnection)context.Database.GetDbConnection();
        var transaction = (SqlTransaction?)context.Database.CurrentTransaction?.GetDbTransaction();
        using var copy = new SqlBulkCopy(connection, (table.HasKeys ? SqlBulkCopyOptions.KeepIdentity : SqlBulkCopyOptions.Default) | SqlBulkCopyOptions.CheckConstraints, transaction)
        {
            DestinationTableName = $"[{table.Name}]",
            BulkCopyTimeout = PatienceSeconds,
        };
        foreach (var column in table.Columns)
            copy.ColumnMappings.Add(column.Name, column.Name);
        await using var reader = new EntityReader(table, getters, entities);
        await copy.WriteToServerAsync(reader, cancel);
    }

    public void Dispose() { }
}
