using System.Collections;
using System.Data.Common;
using System.Linq.Expressions;

namespace Eseur.Admin.Data.SqlServer;

/// <summary>Entities as the rows that the bulk protocol reads: nothing is copied into a table first.</summary>
internal sealed class EntityReader(BulkTable table, Func<object, object?>[] values, IReadOnlyList<object> entities) : DbDataReader
{
    private int row = -1;

    /// <summary>What reads each column out of an entity, as the server takes it.</summary>
    public static Func<object, object?>[] Getters(BulkTable table) => [.. table.Columns.Select(Getter)];

    public override int FieldCount => table.Columns.Count;

    public override bool HasRows => entities.Count > 0;

    public override bool IsClosed => false;

    public override int Depth => 0;

    public override int RecordsAffected => -1;

    public override object this[int ordinal] => GetValue(ordinal);

    public override object this[string name] => GetValue(GetOrdinal(name));

    public override bool Read() => ++row < entities.Count;

    public override bool NextResult() => false;

    public override object GetValue(int ordinal) => values[ordinal](entities[row]) ?? DBNull.Value;

    public override bool IsDBNull(int ordinal) => values[ordinal](entities[row]) is null;

    public override string GetName(int ordinal) => table.Columns[ordinal].Name;

    public override int GetOrdinal(string name) => table.Columns.Index().First(c => c.Item.Name == name).Index;

    public override Type GetFieldType(int ordinal) => table.Columns[ordinal].StoredType is var type && type == typeof(DateOnly) ? typeof(DateTime) : type;

    public override string GetDataTypeName(int ordinal) => GetFieldType(ordinal).Name;

    public override int GetValues(object[] values)
    {
        var count = Math.Min(values.Length, FieldCount);
        for (var i = 0; i < count; i++)
            values[i] = GetValue(i);
        return count;
    }

    public override IEnumerator GetEnumerator() => new DbEnumerator(this);

    public override bool GetBoolean(int ordinal) => (bool)GetValue(ordinal);

    public override byte GetByte(int ordinal) => (byte)GetValue(ordinal);

    public override char GetChar(int ordinal) => (char)GetValue(ordinal);

    public override DateTime GetDateTime(int ordinal) => (DateTime)GetValue(ordinal);

    public override decimal GetDecimal(int ordinal) => (decimal)GetValue(ordinal);

    public override double GetDouble(int ordinal) => (double)GetValue(ordinal);

    public override float GetFloat(int ordinal) => (float)GetValue(ordinal);

    public override Guid GetGuid(int ordinal) => (Guid)GetValue(ordinal);

    public override short GetInt16(int ordinal) => (short)GetValue(ordinal);

    public override int GetInt32(int ordinal) => (int)GetValue(ordinal);

    public override long GetInt64(int ordinal) => (long)GetValue(ordinal);

    public override string GetString(int ordinal) => (string)GetValue(ordinal);

    public override long GetBytes(int ordinal, long dataOffset, byte[]? buffer, int bufferOffset, int length) => throw new NotSupportedException();

    public override long GetChars(int ordinal, long dataOffset, char[]? buffer, int bufferOffset, int length) => throw new NotSupportedException();

    // The bulk protocol has no day without a time.
    private static Func<object, object?> Getter(BulkColumn column)
    {
        var entity = Expression.Parameter(typeof(object));
        var read = Expression.Lambda<Func<object, object?>>(Expression.Convert(column.Stored(entity), typeof(object)), entity).Compile();
        return column.StoredType == typeof(DateOnly) ? e => read(e) is DateOnly day ? day.ToDateTime(TimeOnly.MinValue) : null : read;
    }
}
