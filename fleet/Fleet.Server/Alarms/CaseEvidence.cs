// Reads cases as evidence.
using System;
using System.Collections.Generic;
using System.Data.Common;
using System.Linq;
using Fleet.Evidence;
using Fleet.Evidence.Bundles;
using Fleet.Evidence.Exports;
using Fleet.Evidence.Statistics;
using Fleet.Server.Hubs;
using Fleet.Server.Residents;
using Fleet.Server.Store;

namespace Fleet.Server.Alarms;

/// <inheritdoc cref="ICaseEvidence"/>
internal sealed class CaseEvidence : ICaseEvidence
{
    /// <summary>How long after a case's last entry a check-out may still come in from a hub without a link.</summary>
    private const long PresenceMilliseconds = 24L * 3_600_000;

    private const string StepColumns = "case_id, number, at, step, detail, actor_id, actor_name, hash";

    private readonly IHubNames _hubs;
    private readonly IHomes _homes;

    public CaseEvidence(IHubNames hubs, IHomes homes)
    {
        _hubs = hubs;
        _homes = homes;
    }

    public CaseRecord? Find(StoreSession session, Guid tenantId, Guid caseId)
    {
        if (CaseStore.Find(session, tenantId, caseId) is not { } row)
        {
            return null;
        }

        HubName hub = _hubs.Find(row.HubRowId);
        return new CaseRecord(
            new BundleCase(
                row.CaseId,
                row.CaseNumber,
                hub.HubId,
                hub.Name,
                (int)row.Kind,
                row.DeviceType,
                row.StatusCode,
                row.RaisedAt,
                row.ReceivedAt),
            Alarms(session, caseId),
            Presences(session, row),
            Log(session, caseId));
    }

    public CaseFacts? FindFacts(StoreSession session, Guid tenantId, Guid caseId)
    {
        if (CaseStore.Find(session, tenantId, caseId) is not { } row)
        {
            return null;
        }

        return new CaseFacts(
            row.CaseId,
            row.CaseNumber,
            (int)row.Kind,
            _hubs.Find(row.HubRowId).HubId,
            UnitOf(session, tenantId, row.HubRowId),
            row.RaisedAt,
            row.ReceivedAt);
    }

    public ExportStep? FindStep(StoreSession session, Guid caseId, long number)
    {
        using DbDataReader reader = session.Sql(
            "SELECT " + StepColumns + """
             FROM care.case_log
            WHERE case_id = @case_id AND number BETWEEN @number - 1 AND @number ORDER BY number
            """)
            .With("@case_id", caseId)
            .With("@number", number)
            .Read();
        byte[] previous = CaseLog.Start;
        while (reader.Read())
        {
            CaseEntry entry = Entry(reader);
            if (entry.Number == number)
            {
                return new ExportStep(entry, previous);
            }

            previous = entry.Hash;
        }

        return null;
    }

    public IEnumerable<(CaseFacts Facts, CaseTimes Times)> Read(
        StoreSession session, Guid tenantId, long from, long to)
    {
        // Units first: a session reads one thing at a time on PostgreSQL.
        Dictionary<long, string> units = Units(session, tenantId, from, to);
        using DbDataReader reader = session.Sql(
            """
            SELECT c.case_id, c.case_number, c.kind, c.hub_row_id, c.raised_at, c.received_at, l.step, l.at, l.detail
            FROM care.alarm_case AS c JOIN care.case_log AS l ON l.case_id = c.case_id
            WHERE c.tenant_id = @tenant_id AND c.received_at >= @from AND c.received_at < @to
            ORDER BY c.received_at, c.case_number, l.number
            """)
            .With("@tenant_id", tenantId)
            .With("@from", from)
            .With("@to", to)
            .Read();
        CaseFacts? facts = null;
        CaseTimes? times = null;
        while (reader.Read())
        {
            Guid caseId = reader.GetGuid(0);
            if (facts?.CaseId != caseId)
            {
                if (facts is not null)
                {
                    yield return (facts, times!);
                }

                long hubRowId = reader.GetInt64(3);
                facts = new CaseFacts(
                    caseId,
                    reader.GetInt64(1),
                    reader.GetInt32(2),
                    _hubs.Find(hubRowId).HubId,
                    units.GetValueOrDefault(hubRowId, ""),
                    reader.GetInt64(4),
                    reader.GetInt64(5));
                times = new CaseTimes(facts.RaisedAt, facts.ReceivedAt);
            }

            times!.Add(reader.GetString(6), reader.GetInt64(7), reader.GetString(8));
        }

        if (facts is not null)
        {
            yield return (facts, times!);
        }
    }

    public string UnitOf(StoreSession session, Guid tenantId, long hubRowId)
    {
        return _homes.Find(session, tenantId, hubRowId)?.UnitName ?? "";
    }

    private Dictionary<long, string> Units(StoreSession session, Guid tenantId, long from, long to)
    {
        var rows = new List<long>();
        using (DbDataReader reader = session.Sql(
            """
            SELECT DISTINCT hub_row_id FROM care.alarm_case
            WHERE tenant_id = @tenant_id AND received_at >= @from AND received_at < @to
            """)
            .With("@tenant_id", tenantId)
            .With("@from", from)
            .With("@to", to)
            .Read())
        {
            while (reader.Read())
            {
                rows.Add(reader.GetInt64(0));
            }
        }

        return rows.ToDictionary(row => row, row => UnitOf(session, tenantId, row));
    }

    private static List<BundleAlarm> Alarms(StoreSession session, Guid caseId)
    {
        var alarms = new List<BundleAlarm>();
        using DbDataReader reader = session.Sql(
            """
            SELECT sequence, trigger_id, status_code, press_count, raised_at, received_at FROM care.alarm
            WHERE case_id = @case_id ORDER BY received_at, sequence
            """)
            .With("@case_id", caseId)
            .Read();
        while (reader.Read())
        {
            alarms.Add(new BundleAlarm(
                reader.GetInt64(0),
                reader.GetInt64(1),
                reader.GetInt32(2),
                reader.GetInt32(3),
                reader.GetInt64(4),
                reader.GetInt64(5)));
        }

        return alarms;
    }

    private static List<BundlePresence> Presences(StoreSession session, AlarmCaseRow row)
    {
        var presences = new List<BundlePresence>();
        using DbDataReader reader = session.Sql(
            """
            SELECT sequence, boot_count, status_code, raised_at, received_at FROM care.presence
            WHERE hub_row_id = @hub AND raised_at >= @from AND raised_at <= @to ORDER BY raised_at, sequence
            """)
            .With("@hub", row.HubRowId)
            .With("@from", row.RaisedAt)
            .With("@to", row.LastEventAt + PresenceMilliseconds)
            .Read();
        while (reader.Read())
        {
            presences.Add(new BundlePresence(
                reader.GetInt64(0), reader.GetInt64(1), reader.GetInt32(2), reader.GetInt64(3), reader.GetInt64(4)));
        }

        return presences;
    }

    private static List<CaseEntry> Log(StoreSession session, Guid caseId)
    {
        var log = new List<CaseEntry>();
        using DbDataReader reader = session.Sql(
            "SELECT " + StepColumns + " FROM care.case_log WHERE case_id = @case_id ORDER BY number")
            .With("@case_id", caseId)
            .Read();
        while (reader.Read())
        {
            log.Add(Entry(reader));
        }

        return log;
    }

    private static CaseEntry Entry(DbDataReader reader)
    {
        return new CaseEntry(
            reader.GetGuid(0),
            reader.GetInt64(1),
            reader.GetInt64(2),
            reader.GetString(3),
            reader.GetString(4),
            reader.IsDBNull(5) ? null : reader.GetGuid(5),
            reader.IsDBNull(6) ? null : reader.GetString(6),
            reader.GetFieldValue<byte[]>(7));
    }
}
