using Eseur.Domain.References;

namespace Eseur.Domain.Fields;

/// <summary>How a field is asked for on a screen; Flag is a few answers side by side, yes and no among them.</summary>
public enum FieldInputShape { Line, Paragraph, Number, Date, Flag, Choice, Phone, Email, Link }

/// <summary>
/// What a valid value is and how it reads as text. The same text form serves the page, the history,
/// imports and exports, so a value means the same thing everywhere.
/// </summary>
public abstract class FieldKind
{
    public abstract FieldInputShape Shape { get; }

    /// <summary>Longest text a person may type; also the column's length.</summary>
    public virtual int MaxLength => 40;

    /// <summary>Unit shown inside the input, such as "%".</summary>
    public virtual string? Unit => null;

    /// <summary>An example of a valid value, shown as a hint.</summary>
    public virtual string? Example => null;

    /// <summary>The list a <see cref="FieldInputShape.Choice"/> offers.</summary>
    public virtual string? List => null;

    /// <summary>Reads what was typed. White space around is dropped; an empty text is "not filled" and always valid.</summary>
    public Parsed Parse(string? text, ReferenceBook book)
    {
        var trimmed = text?.Trim();
        if (string.IsNullOrEmpty(trimmed))
            return Parsed.Of(null);
        return trimmed.Length > MaxLength && Shape is not FieldInputShape.Choice
            ? Parsed.Invalid($"Слишком длинно: {trimmed.Length} знаков, помещается {MaxLength}.")
            : Read(trimmed, book);
    }

    /// <summary>The text that <see cref="Parse"/> reads back to the same value; empty for "not filled".</summary>
    public abstract string Format(object? value);

    /// <summary>The value as a person reads it; a choice shows its label.</summary>
    public virtual string Display(object? value, ReferenceBook book) => Format(value);

    /// <summary>What a person chooses among, and none where they type.</summary>
    /// <param name="book">The lists as they are now.</param>
    /// <param name="current">The text that stands in the record: a retired answer stays choosable there.</param>
    public virtual IEnumerable<(string Text, string Label)> Choices(ReferenceBook book, string? current) => [];

    protected abstract Parsed Read(string text, ReferenceBook book);
}
