namespace Eseur.Domain.Fields;

/// <summary>What became of a text that a person typed: a value, or a sentence that says what is expected.</summary>
/// <param name="Value">The typed value; null when the text was empty ("not filled").</param>
/// <param name="Error">Why the text is not valid, in Russian, or null.</param>
public readonly record struct Parsed(object? Value, string? Error)
{
    public bool IsValid => Error is null;

    public static Parsed Of(object? value) => new(value, null);

    public static Parsed Invalid(string error) => new(null, error);
}
