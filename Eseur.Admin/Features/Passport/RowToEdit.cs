using Eseur.Domain.Fields;
using Eseur.Domain.Passports;

namespace Eseur.Admin.Features.Passport;

/// <param name="Set">Of which list.</param>
/// <param name="Row">The line as it was read; null to add one.</param>
/// <param name="Focus">The field to begin with, by key.</param>
public sealed record RowToEdit(RowSet Set, RowSnapshot? Row, string? Focus = null);

/// <param name="Field">Whose history is asked for.</param>
/// <param name="Row">Of which line; null for a field of the organisation itself.</param>
public sealed record FieldHistoryOf(Field Field, RowSnapshot? Row);
