namespace Eseur.Admin.Data.Sqlite;

/// <summary>Numbers a counter row on each write, inside the writer's own transaction: SQLite has no rowversion.</summary>
internal static class CounterSequenceTrigger
{
    private const string Next = "UPDATE Counters SET Sequence = (SELECT COALESCE(MAX(Sequence), 0) + 1 FROM Counters) WHERE OrganizationId = NEW.OrganizationId;";

    public const string OnInsert = $"CREATE TRIGGER CountersInserted AFTER INSERT ON Counters WHEN NEW.Sequence = 0 BEGIN {Next} END;";

    public const string OnUpdate = $"CREATE TRIGGER CountersUpdated AFTER UPDATE OF Applicable, Missing ON Counters BEGIN {Next} END;";

    private const string NextOfMembers = "UPDATE MemberCounters SET Sequence = (SELECT COALESCE(MAX(Sequence), 0) + 1 FROM MemberCounters) WHERE OrganizationId = NEW.OrganizationId;";

    public const string OnMembersInsert = $"CREATE TRIGGER MemberCountersInserted AFTER INSERT ON MemberCounters WHEN NEW.Sequence = 0 BEGIN {NextOfMembers} END;";

    public const string OnMembersUpdate = $"CREATE TRIGGER MemberCountersUpdated AFTER UPDATE ON MemberCounters WHEN NEW.Sequence = OLD.Sequence BEGIN {NextOfMembers} END;";
}
