using System.Globalization;
using System.Linq.Expressions;
using System.Reflection;
using System.Text;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using SQLitePCL;

namespace Eseur.Admin.Data.Sqlite;

/// <summary>
/// One prepared statement, run for each row. Values go from the entity straight into the statement, in the forms in which
/// the provider itself stores them; its parameter objects would cost as much again as SQLite does.
/// </summary>
internal sealed class BoundInsert : IBulkInsert
{
    private const string DayForm = "yyyy-MM-dd";
    private const string TimeForm = "yyyy-MM-dd HH:mm:ss.FFFFFFF";
    private const string DecimalForm = "0.0###########################";

    private readonly sqlite3 database;
    private readonly sqlite3_stmt statement;
    private readonly Action<BoundInsert, object> bind;
    private byte[] text = new byte[1024];

    public BoundInsert(DbContext context, BulkTable table)
    {
        var sql = context.GetService<ISqlGenerationHelper>();
        database = ((SqliteConnection)context.Database.GetDbConnection()).Handle!;
        Check(raw.sqlite3_prepare_v2(database,
            $"INSERT INTO {sql.DelimitIdentifier(table.Name)} ({string.Join(", ", table.Columns.Select(c => sql.DelimitIdentifier(c.Name)))}) VALUES ({string.Join(", ", table.Columns.Select(_ => "?"))})", out statement));
        bind = Compile(table);
    }

    public Task WriteAsync(IReadOnlyList<object> entities, CancellationToken cancel)
    {
        foreach (var entity in entities)
        {
            bind(this, entity);
            var result = raw.sqlite3_step(statement);
            raw.sqlite3_reset(statement);
            if (result != raw.SQLITE_DONE)
                Check(result);
        }
        return cancel.IsCancellationRequested ? Task.FromCanceled(cancel) : Task.CompletedTask;
    }

    public void Dispose() => statement.Dispose();

    /// <summary>All columns of a row in one method, made once.</summary>
    private static Action<BoundInsert, object> Compile(BulkTable table)
    {
        var (insert, entity) = (Expression.Parameter(typeof(BoundInsert)), Expression.Parameter(typeof(object)));
        var binds = table.Columns.Select((column, i) => column.Stored(entity) is var stored && Widened(stored) is var value
            ? Expression.Call(insert, Method(value.Type), Expression.Constant(i + 1), value)
            : null!);
        return Expression.Lambda<Action<BoundInsert, object>>(Expression.Block(binds), insert, entity).Compile();
    }

    private static MethodInfo Method(Type type) => typeof(BoundInsert).GetMethod(nameof(Bind), BindingFlags.Instance | BindingFlags.NonPublic, [typeof(int), type])
        ?? throw new NotSupportedException($"No way is known to store {type} in SQLite.");

    private static Expression Widened(Expression value)
    {
        var type = Nullable.GetUnderlyingType(value.Type) ?? value.Type;
        if (type == typeof(bool))
            return Expression.Condition(Expression.Equal(value, Expression.Constant(null, value.Type)), Expression.Default(typeof(long?)),
                Expression.Convert(Expression.Condition(Expression.Convert(value, typeof(bool)), Expression.Constant(1L), Expression.Constant(0L)), typeof(long?)));
        return type == typeof(byte) || type == typeof(short) || type == typeof(int) || type.IsEnum ? Expression.Convert(value, typeof(long?)) : value;
    }

    private void Bind(int index, long? value)
    {
        if (value is { } number)
            raw.sqlite3_bind_int64(statement, index, number);
        else
            raw.sqlite3_bind_null(statement, index);
    }

    private void Bind(int index, double? value)
    {
        if (value is { } number)
            raw.sqlite3_bind_double(statement, index, number);
        else
            raw.sqlite3_bind_null(statement, index);
    }

    private void Bind(int index, string? value)
    {
        if (value is null)
        {
            raw.sqlite3_bind_null(statement, index);
            return;
        }
        if (text.Length < value.Length * 3)
            text = new byte[value.Length * 3];
        raw.sqlite3_bind_text(statement, index, text.AsSpan(0, Encoding.UTF8.GetBytes(value, text)));
    }

    private void Bind(int index, byte[]? value)
    {
        if (value is null)
            raw.sqlite3_bind_null(statement, index);
        else
            raw.sqlite3_bind_blob(statement, index, value);
    }

    private void Bind(int index, DateOnly? value)
    {
        Span<byte> form = stackalloc byte[DayForm.Length];
        if (value is { } day && day.TryFormat(form, out var written, DayForm, CultureInfo.InvariantCulture))
            raw.sqlite3_bind_text(statement, index, form[..written]);
        else
            raw.sqlite3_bind_null(statement, index);
    }

    private void Bind(int index, Guid? value) => Bind(index, value?.ToString().ToUpperInvariant());

    private void Bind(int index, DateTime? value) => Bind(index, value?.ToString(TimeForm, CultureInfo.InvariantCulture));

    private void Bind(int index, decimal? value) => Bind(index, value?.ToString(DecimalForm, CultureInfo.InvariantCulture));

    private void Check(int result) => SqliteException.ThrowExceptionForRC(result, database);
}
