using Eseur.Admin.Data;
using Eseur.Domain.Fields;
using Eseur.Domain.References;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Admin.Shared.Editing;

/// <summary>
/// What every save of typed fields does: reads the texts, finds what two people changed differently, and begins anew when
/// another save came between the reading and the writing.
/// </summary>
public static class ThreeWayMerge
{
    /// <summary>Each try reads the record anew; so many in a row lost to others means something else is wrong.</summary>
    private const int Tries = 8;

    public static async Task<TResult> TryAsync<TResult>(Func<Task<TResult>> attempt)
    {
        for (var n = 1; ; n++)
        {
            try
            {
                return await attempt();
            }
            catch (DbUpdateConcurrencyException) when (n < Tries)
            {
                // Another save came between: merge with it as with any other.
            }
        }
    }

    /// <param name="fields">Those that may be typed.</param>
    /// <param name="edits">By field key.</param>
    /// <param name="isNew">A new line is checked whole: a required field nobody touched is missing all the same.</param>
    /// <param name="book">The lists as they are now.</param>
    public static (List<(Field Field, object? Value)> Values, Dictionary<string, string> Errors) Parse(IEnumerable<Field> fields, IReadOnlyDictionary<string, FieldEdit> edits, bool isNew, ReferenceBook book)
    {
        var values = new List<(Field, object?)>();
        var errors = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var field in fields)
        {
            var edit = edits.GetValueOrDefault(field.Key);
            if (edit is null && !isNew)
                continue;
            var parsed = field.Parse(edit?.Text, book);
            if (parsed.Error is { } error)
                errors[field.Key] = error;
            else
                values.Add((field, parsed.Value));
        }
        return (values, errors);
    }

    /// <summary>The fields that hold neither what the person began from nor what they typed: someone else's word came first.</summary>
    /// <param name="owner">The entity, or its line of a list, as it stands now.</param>
    /// <param name="version">Of the record.</param>
    /// <param name="edits">What was typed, with what it was typed over.</param>
    /// <param name="values">The same, read.</param>
    /// <param name="lastAfter">The latest change of a field after a version.</param>
    public static async Task<List<FieldConflict>> ConflictsAsync(object owner, int version, IReadOnlyDictionary<string, FieldEdit> edits, IEnumerable<(Field Field, object? Value)> values, Func<Field, int, Task<RecordChange?>> lastAfter)
    {
        var conflicts = new List<FieldConflict>();
        foreach (var (field, value) in values)
        {
            var theirs = field.Text(owner);
            if (edits.TryGetValue(field.Key, out var edit) && theirs != edit.Was && theirs != field.Kind.Format(value))
                conflicts.Add(new FieldConflict(field, theirs, edit.Text, version, await lastAfter(field, edit.Since)));
        }
        return conflicts;
    }
}
