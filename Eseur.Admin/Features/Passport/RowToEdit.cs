using Eseur.Domain.Passports;

namespace Eseur.Admin.Features.Passport;

/// <param name="Set">Of which list.</param>
/// <param name="Row">The line as it was read; null to add one.</param>
/// <param name="Focus">The field to begin with, by key.</param>
public sealed record RowToEdit(RowSet Set, RowSnapshot? Row, string? Focus = null);
