using Eseur.Domain.Letters;

namespace Eseur.Admin.Features.Letters.Writing;

public enum LetterFieldShape { Words, Link, List }

/// <summary>A place in the text of a mailing where each recipient finds something of their own.</summary>
public sealed class LetterField
{
    /// <summary>What is written between the braces.</summary>
    public required string Name { get; init; }

    /// <summary>Under which heading the list of fields has it.</summary>
    public required string Group { get; init; }

    /// <summary>What the recipient reads there.</summary>
    public required string Means { get; init; }

    public required LetterValue Sample { get; init; }

    /// <summary>Whose letters have it.</summary>
    public required IReadOnlyList<RecipientKind> Kinds { get; init; }

    public LetterFieldShape Shape { get; init; }

    /// <summary>Read of the current chairperson's line, which has to be loaded for it.</summary>
    public bool IsOfChairperson { get; init; }

    public required Func<Addressee, LetterValue> Read { get; init; }

    /// <summary>As it stands in the text.</summary>
    public string Token => "{{" + Name + "}}";
}
