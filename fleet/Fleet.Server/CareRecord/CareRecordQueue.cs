// Which documentation waits to be handed over, and what became of it.
using System;
using System.Collections.Generic;
using System.Data.Common;
using Fleet.Server.Alarms;
using Fleet.Server.Store;

namespace Fleet.Server.CareRecord;

/// <summary>One that is to be sent.</summary>
internal readonly record struct WaitingDocument(
    Guid CaseId, Guid TenantId, long ClosedAt, Guid HandoverId, int Attempts);

/// <summary>The SQL of handovers, and the ear for the ends of cases. One handover a closing.</summary>
internal sealed class CareRecordQueue : ICaseEnd
{
    private readonly CareRecordOptions _options;

    public CareRecordQueue(CareRecordOptions options)
    {
        _options = options;
    }

    /// <summary>Queues the documentation of a person's case in the transaction that closes it.</summary>
    public void Closed(StoreSession session, EndedCase ended)
    {
        if (_options.IsOn && ended is { Kind: CaseKind.Person, Outcome: not CaseOutcome.Merged })
        {
            Put(session, ended.TenantId, ended.CaseId, ended.ClosedAt, DocumentState.Waiting, ended.Now, "");
        }
    }

    public static void Put(
        StoreSession session, Guid tenantId, Guid caseId, long closedAt, DocumentState state, long now, string by)
    {
        session.Sql(
            """
            INSERT INTO care.care_record_handover (
                case_id, closed_at, tenant_id, handover_id, state, attempts, next_attempt_at, changed_at, actor_name,
                fault)
            VALUES (@case_id, @closed_at, @tenant_id, @handover_id, @state, 0, @now, @now, @by, '')
            ON CONFLICT (case_id, closed_at) DO UPDATE SET state = @state, changed_at = @now, actor_name = @by
            """)
            .With("@case_id", caseId)
            .With("@closed_at", closedAt)
            .With("@tenant_id", tenantId)
            .With("@handover_id", Guid.NewGuid())
            .With("@state", (long)state)
            .With("@now", now)
            .With("@by", by)
            .Run();
    }

    public static bool IsAnyDue(StoreSession session, long now)
    {
        return session.Sql(
            "SELECT 1 FROM care.care_record_handover WHERE state = 1 AND next_attempt_at <= @now LIMIT 1")
            .With("@now", now)
            .Number() is not null;
    }

    /// <summary>Takes what is due; one that is not answered for comes again when its lease is over.</summary>
    public static List<WaitingDocument> Take(StoreSession session, long now)
    {
        var taken = new List<WaitingDocument>();
        using (DbDataReader reader = session.Sql(
            """
            UPDATE care.care_record_handover SET attempts = attempts + 1, next_attempt_at = @lease
            WHERE state = 1 AND handover_id IN (
                SELECT handover_id FROM care.care_record_handover
                WHERE state = 1 AND next_attempt_at <= @now ORDER BY next_attempt_at LIMIT @limit)
            RETURNING case_id, tenant_id, closed_at, handover_id, attempts
            """)
            .With("@now", now)
            .With("@lease", now + Limits.CareRecord.LeaseMilliseconds)
            .With("@limit", (long)Limits.CareRecord.PerRound)
            .Read())
        {
            while (reader.Read())
            {
                taken.Add(new WaitingDocument(
                    reader.GetGuid(0), reader.GetGuid(1), reader.GetInt64(2), reader.GetGuid(3), reader.GetInt32(4)));
            }
        }

        return taken;
    }

    /// <summary>Writes what came of an attempt; what a person has entered meanwhile stays so.</summary>
    public static bool Answer(
        StoreSession session, Guid handoverId, DocumentState state, long nextAttemptAt, string fault, long now)
    {
        return session.Sql(
            """
            UPDATE care.care_record_handover
            SET state = @state, next_attempt_at = @next, fault = @fault, changed_at = @now
            WHERE handover_id = @id AND state = 1
            """)
            .With("@state", (long)state)
            .With("@next", nextAttemptAt)
            .With("@fault", fault)
            .With("@now", now)
            .With("@id", handoverId)
            .Run() == 1;
    }

    /// <summary>The handover of a case's last closing; for a tenant's given up ones when no case is named.</summary>
    public static List<DocumentStateView> List(StoreSession session, Guid tenantId, Guid? caseId)
    {
        var found = new List<DocumentStateView>();
        using DbDataReader reader = session.Sql(
            """
            SELECT c.case_id, c.case_number, h.state, h.changed_at, h.actor_name, h.attempts, h.fault
            FROM care.alarm_case c JOIN care.care_record_handover h
                ON h.case_id = c.case_id AND h.closed_at = c.closed_at
            WHERE c.tenant_id = @tenant_id AND (h.case_id = @case_id OR (@all AND h.state = 3))
            ORDER BY h.changed_at LIMIT @limit
            """)
            .With("@tenant_id", tenantId)
            .With("@case_id", caseId ?? Guid.Empty)
            .With("@all", caseId is null)
            .With("@limit", (long)Limits.CareRecord.PerPage)
            .Read();
        while (reader.Read())
        {
            found.Add(new DocumentStateView(
                reader.GetGuid(0),
                reader.GetInt64(1),
                (DocumentState)reader.GetInt32(2),
                DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(3)),
                reader.GetString(4),
                reader.GetInt32(5),
                reader.GetString(6)));
        }

        return found;
    }
}
