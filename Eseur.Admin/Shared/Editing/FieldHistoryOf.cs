using Eseur.Domain.Fields;

namespace Eseur.Admin.Shared.Editing;

/// <param name="Field">Whose history is asked for.</param>
/// <param name="RowId">Of which line of a list; null for a field of the record itself.</param>
public sealed record FieldHistoryOf(Field Field, int? RowId = null);
