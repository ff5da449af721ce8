using Eseur.Admin.Shared.Editing;

namespace Eseur.Admin.Features.Members.Card;

/// <summary>What one person asks to save of a card.</summary>
/// <param name="MemberId">Whose card.</param>
/// <param name="SeenVersion">The version last shown to the person: changes after it are news to them.</param>
/// <param name="Edits">By field key. Fields not named here are left as they are.</param>
public sealed record CardDraft(int MemberId, int SeenVersion, IReadOnlyDictionary<string, FieldEdit> Edits);
