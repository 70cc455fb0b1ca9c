// The SQL of complaints.
using System;
using System.Collections.Generic;
using System.Data.Common;
using Fleet.Server.Hubs;
using Fleet.Server.Store;

namespace Fleet.Server.Complaints;

/// <summary>Reads and writes within a session.</summary>
internal static class ComplaintStore
{
    private const string Select =
        """
        SELECT complaint_id, number, received_at, received_by, category, text, case_id, hub_row_id, answered_at,
               answered_by, answer
        FROM care.complaint
        """;

    public static List<ComplaintView> List(
        StoreSession session, Guid tenantId, bool onlyOpen, long hubRowId, IHubNames hubs)
    {
        var found = new List<ComplaintView>();
        using DbDataReader reader = session.Sql(
            Select + """

            WHERE tenant_id = @tenant_id AND (NOT @open OR answered_at IS NULL) AND (@hub = 0 OR hub_row_id = @hub)
            ORDER BY received_at DESC, number DESC LIMIT @limit
            """)
            .With("@tenant_id", tenantId)
            .With("@open", onlyOpen)
            .With("@hub", hubRowId)
            .With("@limit", (long)Limits.Complaints.PerPage)
            .Read();
        while (reader.Read())
        {
            found.Add(Map(reader, hubs));
        }

        return found;
    }

    public static ComplaintView? Find(StoreSession session, Guid tenantId, Guid complaintId, IHubNames hubs)
    {
        using DbDataReader reader = session.Sql(Select + " WHERE tenant_id = @tenant_id AND complaint_id = @id")
            .With("@tenant_id", tenantId)
            .With("@id", complaintId)
            .Read();
        return reader.Read() ? Map(reader, hubs) : null;
    }

    public static void Insert(
        StoreSession session, Guid tenantId, ComplaintView complaint, long hubRowId, long now, Guid actorId)
    {
        session.Sql(
            """
            INSERT INTO care.complaint (
                complaint_id, tenant_id, number, received_at, received_by, category, text, case_id, hub_row_id,
                entered_at, entered_by, answered_at, answered_by, answer)
            VALUES (
                @id, @tenant_id,
                (SELECT COALESCE(MAX(number), 0) + 1 FROM care.complaint WHERE tenant_id = @tenant_id),
                @received_at, @received_by, @category, @text, @case_id, @hub, @now, @actor, NULL, '', '')
            """)
            .With("@id", complaint.ComplaintId)
            .With("@tenant_id", tenantId)
            .With("@received_at", complaint.ReceivedAt.ToUnixTimeMilliseconds())
            .With("@received_by", complaint.ReceivedBy)
            .With("@category", (long)complaint.Category)
            .With("@text", complaint.Text)
            .With("@case_id", complaint.CaseId)
            .With("@hub", hubRowId)
            .With("@now", now)
            .With("@actor", actorId)
            .Run();
    }

    public static bool Answer(StoreSession session, Guid tenantId, Guid complaintId, long at, string by, string how)
    {
        return session.Sql(
            """
            UPDATE care.complaint SET answered_at = @at, answered_by = @by, answer = @how
            WHERE complaint_id = @id AND tenant_id = @tenant_id AND answered_at IS NULL
            """)
            .With("@at", at)
            .With("@by", by)
            .With("@how", how)
            .With("@id", complaintId)
            .With("@tenant_id", tenantId)
            .Run() == 1;
    }

    /// <summary>When each complaint of a period came, what it is about, and whether it was answered.</summary>
    public static List<(long ReceivedAt, ComplaintCategory Category, bool IsAnswered)> Read(
        StoreSession session, Guid tenantId, long from, long to)
    {
        var found = new List<(long, ComplaintCategory, bool)>();
        using DbDataReader reader = session.Sql(
            """
            SELECT received_at, category, answered_at FROM care.complaint
            WHERE tenant_id = @tenant_id AND received_at >= @from AND received_at < @to
            """)
            .With("@tenant_id", tenantId)
            .With("@from", from)
            .With("@to", to)
            .Read();
        while (reader.Read())
        {
            found.Add((reader.GetInt64(0), (ComplaintCategory)reader.GetInt32(1), !reader.IsDBNull(2)));
        }

        return found;
    }

    private static ComplaintView Map(DbDataReader reader, IHubNames hubs)
    {
        long row = reader.GetInt64(7);
        (string hubId, string hubName) = ("", "");
        if (row != 0)
        {
            HubName hub = hubs.Find(row);
            (hubId, hubName) = (hub.HubId, hub.Name);
        }

        return new ComplaintView(
            reader.GetGuid(0),
            reader.GetInt64(1),
            DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(2)),
            reader.GetString(3),
            (ComplaintCategory)reader.GetInt32(4),
            reader.GetString(5),
            reader.IsDBNull(6) ? null : reader.GetGuid(6),
            hubId,
            hubName,
            reader.IsDBNull(8) ? null : DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(8)),
            reader.GetString(9),
            reader.GetString(10));
    }
}
