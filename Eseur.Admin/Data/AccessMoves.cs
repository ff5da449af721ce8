namespace Eseur.Admin.Data;

/// <summary>What the migration Access does to rows that are there already; the same words for both databases.</summary>
internal static class AccessMoves
{
    /// <summary>One role in one organisation stood in the account itself. The numbers of the roles are the same.</summary>
    public const string Grants = """
        INSERT INTO Grants (UserId, Role, OrganizationId, GivenBy, GivenAt)
        SELECT u.Id, u.Role, u.OrganizationId, 'Перенос', '2026-11-22 00:00:00'
        FROM AspNetUsers u INNER JOIN Organizations o ON o.Id = u.OrganizationId
        """;

    public const string CardChanges = "UPDATE Changes SET Subject = 1 WHERE MemberId IS NOT NULL";
}
