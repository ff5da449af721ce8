using Eseur.Domain.Fields;

namespace Eseur.Admin.Shared.Editing;

/// <summary>What became of a save. When <see cref="IsSaved"/> is false nothing was written and everything typed is still the caller's.</summary>
public sealed record SaveResult<TSnapshot>
    where TSnapshot : RecordSnapshot
{
    public bool IsSaved { get; init; }

    /// <summary>The record as it stands now, after this save or without it.</summary>
    public required TSnapshot Now { get; init; }

    /// <summary>By field: what is expected instead.</summary>
    public IReadOnlyDictionary<string, string> Errors { get; init; } = new Dictionary<string, string>();

    public IReadOnlyList<FieldConflict> Conflicts { get; init; } = [];

    /// <summary>The line was deleted by someone meanwhile.</summary>
    public RecordChange? Gone { get; init; }

    /// <summary>Changes of others between what the caller had seen and this save; they were kept.</summary>
    public IReadOnlyList<RecordChange> Others { get; init; } = [];
}

/// <summary>Two people gave one field two values. Theirs is already in the record.</summary>
/// <param name="Field">The field both changed.</param>
/// <param name="Theirs">The text in the record now.</param>
/// <param name="Mine">What this person typed.</param>
/// <param name="Version">The record's version that holds <paramref name="Theirs"/>.</param>
/// <param name="First">Whose change it was, when it is known.</param>
public sealed record FieldConflict(Field Field, string Theirs, string Mine, int Version, RecordChange? First);
