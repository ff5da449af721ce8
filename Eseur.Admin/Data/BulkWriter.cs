using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace Eseur.Admin.Data;

/// <summary>
/// Writes new entities, identifiers and all, far faster than a save can: no tracking, and whatever way of writing many
/// rows the provider has. Tables, columns and conversions are the model's own. The caller holds the transaction.
/// </summary>
internal sealed class BulkWriter(RegistryContext context)
{
    private const int RowsAtOnce = 10_000;

    private readonly List<Waiting> tables = [];
    private readonly Dictionary<Type, Waiting> byType = [];
    private int waiting;

    public bool IsFull => waiting >= RowsAtOnce;

    /// <summary>Tables are written in the order in which their first entity was added: superiors first.</summary>
    public void Add(object entity)
    {
        if (!byType.TryGetValue(entity.GetType(), out var table))
            tables.Add(byType[entity.GetType()] = table = Open(context.Model.FindEntityType(entity.GetType())!));
        table.Rows.Add(table.Table.Values(entity));
        waiting++;
    }

    public async Task FlushAsync(CancellationToken cancel)
    {
        foreach (var (_, insert, rows) in tables.Where(t => t.Rows.Count > 0))
        {
            await insert.WriteAsync(rows, cancel);
            rows.Clear();
        }
        waiting = 0;
    }

    private Waiting Open(IEntityType entity)
    {
        var table = new BulkTable(entity);
        return new Waiting(table, context.BulkInsert(table), []);
    }

    private sealed record Waiting(BulkTable Table, IBulkInsert Insert, List<object[]> Rows);
}

/// <summary>A provider's way of writing many rows into one table within the open transaction.</summary>
public interface IBulkInsert
{
    Task WriteAsync(IReadOnlyList<object[]> rows, CancellationToken cancel);
}

/// <summary>A table as the model maps it, without what the database itself sets on insertion, such as a counter row's number.</summary>
public sealed class BulkTable
{
    internal BulkTable(IEntityType entity)
    {
        var store = StoreObjectIdentifier.Create(entity, StoreObjectType.Table)!.Value;
        Name = store.Name;
        Columns = [.. entity.GetProperties()
            .Where(p => p.GetBeforeSaveBehavior() == PropertySaveBehavior.Save && p.ValueGenerated != ValueGenerated.OnAddOrUpdate)
            .Select(p => new BulkColumn(p, p.GetColumnName(store)!))];
    }

    public string Name { get; }

    public IReadOnlyList<BulkColumn> Columns { get; }

    public object[] Values(object entity) => [.. Columns.Select(c => c.Value(entity))];
}

public sealed class BulkColumn(IProperty property, string name)
{
    private readonly IClrPropertyGetter getter = property.GetGetter();

    public string Name => name;

    public RelationalTypeMapping Mapping { get; } = property.GetRelationalTypeMapping();

    /// <summary>The type of the values that reach the provider.</summary>
    public Type StoredType => Mapping.Converter?.ProviderClrType ?? Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType;

    public object Value(object entity) => getter.GetClrValue(entity) is { } value ? Mapping.Converter?.ConvertToProvider(value) ?? value : DBNull.Value;
}
