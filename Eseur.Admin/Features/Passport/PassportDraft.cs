using Eseur.Admin.Shared.Editing;
using Eseur.Domain.Passports;

namespace Eseur.Admin.Features.Passport;

/// <summary>What one person asks to save: fields of the organisation itself, or of one line of a list.</summary>
/// <param name="OrganizationId">Whose passport.</param>
/// <param name="SeenVersion">The version last shown to the person: changes after it are news to them.</param>
/// <param name="Edits">By field key. Fields not named here are left as they are.</param>
/// <param name="Set">The list; null for the organisation's own fields.</param>
/// <param name="RowId">The line of the list; null for a new one.</param>
public sealed record PassportDraft(int OrganizationId, int SeenVersion, IReadOnlyDictionary<string, FieldEdit> Edits, RowSet? Set = null, int? RowId = null);
