// Which cases belong together.
using System;
using Fleet.Server.Store;

namespace Fleet.Server.Alarms;

/// <summary>Links have no direction; each is stored once, with the lesser id first.</summary>
internal static class CaseLinks
{
    /// <summary>How many cases are linked with one.</summary>
    public static long Count(StoreSession session, Guid caseId)
    {
        return session.Sql("SELECT COUNT(*) FROM care.case_link WHERE case_id = @id OR other_id = @id")
            .With("@id", caseId)
            .Number() ?? 0;
    }

    /// <summary>Links two cases.</summary>
    /// <returns>False when they were linked already.</returns>
    public static bool Add(StoreSession session, Guid tenantId, Guid caseId, Guid otherId, long now)
    {
        return InOrder(session.Sql(
            """
            INSERT INTO care.case_link (case_id, other_id, tenant_id, linked_at)
            VALUES (@first, @second, @tenant_id, @linked_at)
            ON CONFLICT (case_id, other_id) DO NOTHING
            """), caseId, otherId)
            .With("@tenant_id", tenantId)
            .With("@linked_at", now)
            .Run() > 0;
    }

    /// <summary>Takes a link away.</summary>
    /// <returns>False when there was none.</returns>
    public static bool Remove(StoreSession session, Guid caseId, Guid otherId)
    {
        return InOrder(
            session.Sql("DELETE FROM care.case_link WHERE case_id = @first AND other_id = @second"), caseId, otherId)
            .Run() > 0;
    }

    private static StoreCommand InOrder(StoreCommand command, Guid caseId, Guid otherId)
    {
        bool isFirst = caseId.CompareTo(otherId) < 0;
        return command.With("@first", isFirst ? caseId : otherId).With("@second", isFirst ? otherId : caseId);
    }
}
