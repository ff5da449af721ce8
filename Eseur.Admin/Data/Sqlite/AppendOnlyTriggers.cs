namespace Eseur.Admin.Data.Sqlite;

/// <summary>
/// The change record, the record of readings and their seals are only added to, whoever asks. The one thing allowed is what
/// an erasure does: texts of a line become nothing, and its digest stays. A migration that rebuilds one of these tables
/// drops its triggers and has to make them anew.
/// </summary>
internal static class AppendOnlyTriggers
{
    private const string Refuse = "BEGIN SELECT RAISE(ABORT, 'The change record is only added to.'); END;";

    public static readonly string[] All =
    [
        .. new[] { "Changes", "Readings", "Seals" }.Select(table => $"CREATE TRIGGER {table}Kept BEFORE UPDATE ON {table} {Refuse}"),
        .. new[] { "Changes", "ChangeLine", "Readings", "Seals" }.Select(table => $"CREATE TRIGGER {table}NotDeleted BEFORE DELETE ON {table} {Refuse}"),
        $"""
        CREATE TRIGGER ChangeLineKept BEFORE UPDATE ON ChangeLine
        WHEN NOT (NEW.Row IS NULL AND NEW.Was IS NULL AND NEW.Became IS NULL AND NEW.Salt IS NULL
            AND NEW.Id = OLD.Id AND NEW.ChangeId = OLD.ChangeId AND NEW.Field = OLD.Field AND NEW.RowId IS OLD.RowId AND NEW.Digest = OLD.Digest)
        {Refuse}
        """,
    ];
}
