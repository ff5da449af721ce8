using System.Linq.Expressions;
using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace Eseur.Admin.Data;

/// <summary>A provider's way of writing many rows into one table within the open transaction.</summary>
public interface IBulkInsert : IDisposable
{
    Task WriteAsync(IReadOnlyList<object> entities, CancellationToken cancel);
}

/// <summary>A table as the model maps it, without what the database itself sets on insertion, such as a counter row's number.</summary>
public sealed class BulkTable
{
    internal BulkTable(IEntityType entity, bool withKeys = true)
    {
        var store = StoreObjectIdentifier.Create(entity, StoreObjectType.Table)!.Value;
        Name = store.Name;
        Columns = [.. entity.GetProperties()
            .Where(p => p.GetBeforeSaveBehavior() == PropertySaveBehavior.Save && p.ValueGenerated != ValueGenerated.OnAddOrUpdate && (withKeys || !p.IsPrimaryKey()))
            .Select(p => new BulkColumn(p, p.GetColumnName(store)!))];
        HasKeys = withKeys;
    }

    /// <summary>Whose rows the database numbers, as it does with a save's.</summary>
    internal static BulkTable WithoutKeys(IEntityType entity) => new(entity, withKeys: false);

    public string Name { get; }

    /// <summary>Whether rows come with their numbers.</summary>
    public bool HasKeys { get; }

    public IReadOnlyList<BulkColumn> Columns { get; }
}

public sealed class BulkColumn
{
    private readonly RelationalTypeMapping mapping;

    internal BulkColumn(IProperty property, string name)
    {
        Name = name;
        mapping = property.GetRelationalTypeMapping();
        StoredType = mapping.Converter?.ProviderClrType ?? Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType;
        Property = property;
    }

    public string Name { get; }

    /// <summary>The type of the values that reach the provider.</summary>
    public Type StoredType { get; }

    private IProperty Property { get; }

    /// <summary>
    /// Reads the value as it is stored out of an entity; null is a null of <see cref="StoredType"/>, made nullable.
    /// A provider compiles it together with what takes the value: no reflection and no boxing in between.
    /// </summary>
    internal Expression Stored(Expression entity)
    {
        Expression value = Property switch
        {
            { PropertyInfo: { } indexer } when Property.IsIndexerProperty() => Expression.Convert(Expression.MakeIndex(Typed(entity), indexer, [Expression.Constant(Property.Name)]), Property.ClrType),
            { PropertyInfo: { } property } => Expression.Property(Typed(entity), property),
            _ => throw new NotSupportedException($"{Property.DeclaringType.DisplayName()}.{Property.Name} is no property of its class."),
        };
        return mapping.Converter is { } converter ? Converted(value, converter.ConvertToProviderExpression) : OrNull(value);
    }

    private static BlockExpression Converted(Expression value, LambdaExpression convert)
    {
        var read = Expression.Variable(value.Type);
        var given = convert.Parameters[0].Type;
        var stored = OrNull(Expression.Invoke(convert, given == read.Type ? read : Expression.Convert(read, given)));
        var known = read.Type.IsValueType && Nullable.GetUnderlyingType(read.Type) is null
            ? stored
            : Expression.Condition(Expression.Equal(read, Expression.Constant(null, read.Type)), Expression.Default(stored.Type), stored);
        return Expression.Block([read], Expression.Assign(read, value), known);
    }

    private static Expression OrNull(Expression value) =>
        value.Type.IsValueType && Nullable.GetUnderlyingType(value.Type) is null ? Expression.Convert(value, typeof(Nullable<>).MakeGenericType(value.Type)) : value;

    private UnaryExpression Typed(Expression entity) => Expression.Convert(entity, Property.DeclaringType.ClrType);
}
