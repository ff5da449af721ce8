using Eseur.Domain.Fields;

namespace Eseur.Admin.Shared.Editing;

/// <summary>One field as a person typed it over what it was when they began.</summary>
/// <param name="Was">The text read from the record: a later save compares it with what stands there by then.</param>
/// <param name="Text">What was typed.</param>
/// <param name="Since">The record's version that <paramref name="Was"/> was read at.</param>
public sealed record FieldEdit(string Was, string Text, int Since);

/// <summary>What was typed over one record (the organisation's own fields, or one line of a list) and is not saved.</summary>
public sealed class FieldEdits
{
    private readonly Dictionary<string, FieldEdit> edits = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> errors = new(StringComparer.Ordinal);
    private IReadOnlyDictionary<string, string> texts = new Dictionary<string, string>();
    private int version;

    public IReadOnlyDictionary<string, FieldEdit> All => edits;

    public int Count => edits.Count;

    /// <summary>Takes what the record says now. Untouched fields follow; what was typed stays, with what it was typed over.</summary>
    public void Read(IReadOnlyDictionary<string, string> now, int atVersion) => (texts, version) = (now, atVersion);

    public string Text(Field field) => edits.TryGetValue(field.Key, out var edit) ? edit.Text : texts.GetValueOrDefault(field.Key, "");

    public bool IsEdited(Field field) => edits.ContainsKey(field.Key);

    public string? Error(Field field) => errors.GetValueOrDefault(field.Key);

    public void Set(Field field, string text)
    {
        errors.Remove(field.Key);
        var edit = edits.GetValueOrDefault(field.Key) ?? new FieldEdit(texts.GetValueOrDefault(field.Key, ""), "", version);
        if (text.Trim() == edit.Was)
            edits.Remove(field.Key);
        else
            edits[field.Key] = edit with { Text = text };
    }

    /// <summary>Forgets what was typed: all of it, or what has just been saved.</summary>
    public void Drop(IEnumerable<string>? keys = null)
    {
        foreach (var key in (keys ?? edits.Keys).ToList())
        {
            edits.Remove(key);
            errors.Remove(key);
        }
        if (keys is null)
            errors.Clear();
    }

    public void Blame(IReadOnlyDictionary<string, string> found)
    {
        foreach (var (key, error) in found)
            errors[key] = error;
    }

    /// <summary>The person has seen another's value and chose: their own goes over it, or it stays.</summary>
    public void Settle(FieldConflict conflict, bool keepMine)
    {
        if (keepMine)
            edits[conflict.Field.Key] = new FieldEdit(conflict.Theirs, edits.GetValueOrDefault(conflict.Field.Key)?.Text ?? conflict.Mine, conflict.Version);
        else
            Drop([conflict.Field.Key]);
    }
}
