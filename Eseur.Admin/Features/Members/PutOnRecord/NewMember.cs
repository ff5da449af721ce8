using Eseur.Admin.Features.Members.Duplicates;

namespace Eseur.Admin.Features.Members.PutOnRecord;

/// <summary>A person to be put on record, as typed.</summary>
/// <param name="Texts">By the field's key.</param>
/// <param name="Others">Cards of which a person said that they are somebody else's.</param>
public sealed record NewMember(int OrganizationId, IReadOnlyDictionary<string, string> Texts, bool Consents, IReadOnlySet<int> Others);

/// <summary>What became of putting on record: the new card, or what stood in the way; then nothing was written.</summary>
public sealed record PutResult
{
    public int? MemberId { get; init; }

    /// <summary>By the field's key.</summary>
    public IReadOnlyDictionary<string, string> Errors { get; init; } = new Dictionary<string, string>();

    /// <summary>Likely the same person, some of them with no answer yet.</summary>
    public IReadOnlyList<DuplicateRow> Duplicates { get; init; } = [];
}
