using System.Data;
using System.Data.Common;
using Eseur.Admin.Data;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace Eseur.Admin.Features.Demo;

/// <summary>
/// Writes new entities, identifiers and all, far faster than a save can: no tracking, one prepared command for each
/// table, or the bulk protocol where the server has one. Tables, columns and conversions are the model's own.
/// </summary>
internal sealed class BulkWriter(RegistryContext context, DbTransaction transaction)
{
    private const int RowsAtOnce = 10_000;

    private readonly List<Table> tables = [];
    private readonly Dictionary<Type, Table> byType = [];
    private int waiting;

    public bool IsFull => waiting >= RowsAtOnce;

    /// <summary>Tables are written in the order in which their first entity was added: superiors first.</summary>
    public void Add(object entity)
    {
        if (!byType.TryGetValue(entity.GetType(), out var table))
            tables.Add(byType[entity.GetType()] = table = new Table(context.Model.FindEntityType(entity.GetType())!));
        table.Rows.Add(table.Values(entity));
        waiting++;
    }

    public async Task FlushAsync(CancellationToken cancel)
    {
        foreach (var table in tables.Where(t => t.Rows.Count > 0))
        {
            if (transaction is SqlTransaction sql)
                await CopyAsync(table, sql, cancel);
            else
                await InsertAsync(table, cancel);
            table.Rows.Clear();
        }
        waiting = 0;
    }

    private async Task InsertAsync(Table table, CancellationToken cancel)
    {
        var command = table.Command ??= Prepare(table);
        foreach (var row in table.Rows)
        {
            for (var i = 0; i < row.Length; i++)
                command.Parameters[i].Value = row[i];
            await command.ExecuteNonQueryAsync(cancel);
        }
    }

    private DbCommand Prepare(Table table)
    {
        var sql = context.Database.GetService<ISqlGenerationHelper>();
        var names = table.Columns.Select(c => c.Name).ToArray();
        var command = transaction.Connection!.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = $"INSERT INTO {sql.DelimitIdentifier(table.Name)} ({string.Join(", ", names.Select(sql.DelimitIdentifier))}) VALUES ({string.Join(", ", names.Select((_, i) => $"@p{i}"))})";
        foreach (var (i, column) in table.Columns.Index())
            command.Parameters.Add(column.Mapping.CreateParameter(command, $"@p{i}", value: null, nullable: true));
        command.Prepare();
        return command;
    }

    private static async Task CopyAsync(Table table, SqlTransaction transaction, CancellationToken cancel)
    {
        using var data = new DataTable();
        using var copy = new SqlBulkCopy(transaction.Connection, SqlBulkCopyOptions.KeepIdentity | SqlBulkCopyOptions.CheckConstraints, transaction) { DestinationTableName = $"[{table.Name}]", BulkCopyTimeout = 600 };
        foreach (var column in table.Columns)
        {
            // The bulk protocol takes a date as midnight.
            data.Columns.Add(column.Name, column.StoredType == typeof(DateOnly) ? typeof(DateTime) : column.StoredType);
            copy.ColumnMappings.Add(column.Name, column.Name);
        }
        foreach (var row in table.Rows)
            data.Rows.Add(Array.ConvertAll(row, value => value is DateOnly date ? date.ToDateTime(TimeOnly.MinValue) : value));
        await copy.WriteToServerAsync(data, cancel);
    }

    private sealed class Table
    {
        public Table(IEntityType entity)
        {
            var store = StoreObjectIdentifier.Create(entity, StoreObjectType.Table)!.Value;
            Name = store.Name;
            // What the database itself sets on insertion, such as a counter row's number, is left to it.
            Columns = [.. entity.GetProperties()
                .Where(p => p.GetBeforeSaveBehavior() == PropertySaveBehavior.Save)
                .Select(p => new Column(p, p.GetColumnName(store)!))];
        }

        public string Name { get; }

        public Column[] Columns { get; }

        public List<object[]> Rows { get; } = [];

        public DbCommand? Command { get; set; }

        public object[] Values(object entity) => Array.ConvertAll(Columns, c => c.Value(entity));
    }

    private sealed class Column(IProperty property, string name)
    {
        private readonly IClrPropertyGetter getter = property.GetGetter();

        public string Name { get; } = name;

        public RelationalTypeMapping Mapping { get; } = property.GetRelationalTypeMapping();

        public Type StoredType => Mapping.Converter?.ProviderClrType ?? Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType;

        public object Value(object entity) => getter.GetClrValue(entity) is { } value ? Mapping.Converter?.ConvertToProvider(value) ?? value : DBNull.Value;
    }
}
