// Reads and writes how far telling has come, and the messages that went out.
using System;
using System.Collections.Generic;
using System.Data.Common;
using System.Linq;
using Fleet.Server.Alarms;
using Fleet.Server.Channels;
using Fleet.Server.Store;

namespace Fleet.Server.Dispatch;

/// <summary>How far telling has come for a case.</summary>
internal sealed record StoredDispatch(
    DispatchOrder Order,
    Guid? GroupId,
    string GroupName,
    int NextPosition,
    int Round,
    long BegunAt,
    Guid? AcceptedId = null,
    string? AcceptedName = null,
    long? AcceptedAt = null,
    long? OnSiteAt = null,
    long? LeftAt = null,
    long? ClosedAt = null,
    bool IsWrongAlarm = false);

/// <summary>A message that went out, or waits to.</summary>
internal sealed record StoredMessage(
    Guid MessageId,
    Guid TenantId,
    Guid CaseId,
    long CaseNumber,
    Guid RecipientId,
    string RecipientName,
    bool IsRelative,
    Guid? GroupId,
    string GroupName,
    string PhoneNumber,
    OutgoingKind Kind,
    DispatchMessagePurpose Purpose,
    int Round,
    long QueuedAt,
    long? HandedOverAt = null,
    long? DeliveredAt = null,
    long? FailedAt = null,
    string Provider = "",
    string Fault = "",
    DispatchAnswer Answer = DispatchAnswer.None,
    long? AnsweredAt = null,
    long? SettledAt = null,
    bool IsNoticed = false);

/// <summary>The SQL of dispatches and their messages.</summary>
internal static class DispatchStore
{
    private const string Columns =
        """
        case_id, tenant_id, case_number, hub_row_id, kind, device_type, status_code, occupants, priority, group_id,
        group_name, asked_group_id, next_position, round, begun_at, accepted_id, accepted_name, accepted_at, on_site_at,
        left_at, closed_at, is_wrong_alarm
        """;

    private const string MessageColumns =
        """
        message_id, tenant_id, case_id, case_number, recipient_id, recipient_name, is_relative, group_id, group_name,
        phone_number, kind, purpose, round, queued_at, handed_over_at, delivered_at, failed_at, provider, fault, answer,
        answered_at, settled_at, is_noticed
        """;

    /// <summary>A case's dispatch; null before the first.</summary>
    public static StoredDispatch? Find(StoreSession session, Guid tenantId, Guid caseId)
    {
        return Rows.List(
            session.Sql($"SELECT {Columns} FROM care.dispatch WHERE case_id = @id AND tenant_id = @tenant_id")
                .With("@id", caseId)
                .With("@tenant_id", tenantId),
            Map).FirstOrDefault();
    }

    /// <summary>Dispatches that groups were told about and that are not closed, newest first.</summary>
    public static List<StoredDispatch> OpenOf(StoreSession session, Guid tenantId)
    {
        return Rows.List(
            session.Sql(
                $"""
                SELECT {Columns} FROM care.dispatch
                WHERE tenant_id = @tenant_id AND closed_at IS NULL ORDER BY begun_at DESC LIMIT @limit
                """)
                .With("@tenant_id", tenantId)
                .With("@limit", (long)Limits.Dispatch.PerPage),
            Map);
    }

    /// <summary>Writes a dispatch as it will be.</summary>
    public static void Save(StoreSession session, StoredDispatch dispatch)
    {
        DispatchOrder order = dispatch.Order;
        session.Sql(
            $"""
            INSERT INTO care.dispatch ({Columns})
            VALUES (
                @id, @tenant_id, @number, @hub, @kind, @device, @status, @occupants, @priority, @group, @group_name,
                @asked, @position, @round, @begun, @accepted, @accepted_name, @accepted_at, @on_site, @left, @closed,
                @wrong)
            ON CONFLICT (case_id) DO UPDATE SET
                occupants = @occupants, priority = @priority, group_id = @group, group_name = @group_name,
                asked_group_id = @asked, next_position = @position, round = @round, accepted_id = @accepted,
                accepted_name = @accepted_name, accepted_at = @accepted_at, on_site_at = @on_site, left_at = @left,
                closed_at = @closed, is_wrong_alarm = @wrong
            """)
            .With("@id", order.CaseId)
            .With("@tenant_id", order.TenantId)
            .With("@number", order.CaseNumber)
            .With("@hub", order.HubRowId)
            .With("@kind", (long)order.Kind)
            .With("@device", (long)order.DeviceType)
            .With("@status", (long)order.StatusCode)
            .With("@occupants", (long)order.Occupants)
            .With("@priority", (long)order.Priority)
            .With("@group", dispatch.GroupId)
            .With("@group_name", dispatch.GroupName)
            .With("@asked", order.GroupId)
            .With("@position", (long)dispatch.NextPosition)
            .With("@round", (long)dispatch.Round)
            .With("@begun", dispatch.BegunAt)
            .With("@accepted", dispatch.AcceptedId)
            .With("@accepted_name", dispatch.AcceptedName)
            .With("@accepted_at", dispatch.AcceptedAt)
            .With("@on_site", dispatch.OnSiteAt)
            .With("@left", dispatch.LeftAt)
            .With("@closed", dispatch.ClosedAt)
            .With("@wrong", dispatch.IsWrongAlarm)
            .Run();
    }

    /// <summary>A case's messages, oldest first.</summary>
    public static List<StoredMessage> Messages(StoreSession session, Guid tenantId, Guid caseId)
    {
        return Rows.List(
            session.Sql(
                $"""
                SELECT {MessageColumns} FROM care.dispatch_message
                WHERE case_id = @id AND tenant_id = @tenant_id ORDER BY queued_at, message_id
                """)
                .With("@id", caseId)
                .With("@tenant_id", tenantId),
            MapMessage);
    }

    /// <summary>One message; null when it is none of dispatching's.</summary>
    public static StoredMessage? Message(StoreSession session, Guid messageId)
    {
        return Rows.List(
            session.Sql($"SELECT {MessageColumns} FROM care.dispatch_message WHERE message_id = @id")
                .With("@id", messageId),
            MapMessage).FirstOrDefault();
    }

    /// <summary>The newest questions that went to a number, or to a phone that has it now, newest first.</summary>
    public static List<StoredMessage> QuestionsTo(StoreSession session, string phoneNumber, long now)
    {
        return Rows.List(
            session.Sql(
                $"""
                SELECT {MessageColumns} FROM care.dispatch_message
                WHERE purpose = 0 AND (phone_number = @phone OR recipient_id IN (
                    SELECT n.recipient_id FROM care.recipient_number n
                    WHERE n.phone_number = @phone AND n.id = (
                        SELECT f.id FROM care.recipient_number f
                        WHERE f.recipient_id = n.recipient_id AND f.from_at <= @now
                        ORDER BY f.from_at DESC, f.id DESC LIMIT 1)))
                ORDER BY queued_at DESC, message_id DESC LIMIT @limit
                """)
                .With("@phone", phoneNumber)
                .With("@now", now)
                .With("@limit", (long)Limits.Dispatch.PerPage),
            MapMessage);
    }

    /// <summary>A message that waits goes to another number.</summary>
    public static void Readdress(StoreSession session, Guid messageId, string phoneNumber)
    {
        session.Sql("UPDATE care.dispatch_message SET phone_number = @phone WHERE message_id = @id")
            .With("@phone", phoneNumber)
            .With("@id", messageId)
            .Run();
    }

    /// <summary>Adds a message.</summary>
    public static void Add(StoreSession session, StoredMessage message)
    {
        session.Sql(
            $"""
            INSERT INTO care.dispatch_message ({MessageColumns})
            VALUES (
                @id, @tenant_id, @case, @number, @recipient, @name, @relative, @group, @group_name, @phone, @kind,
                @purpose, @round, @queued, NULL, NULL, NULL, '', '', 0, NULL, NULL, @noticed)
            """)
            .With("@id", message.MessageId)
            .With("@tenant_id", message.TenantId)
            .With("@case", message.CaseId)
            .With("@number", message.CaseNumber)
            .With("@recipient", message.RecipientId)
            .With("@name", message.RecipientName)
            .With("@relative", message.IsRelative)
            .With("@group", message.GroupId)
            .With("@group_name", message.GroupName)
            .With("@phone", message.PhoneNumber)
            .With("@kind", (long)message.Kind)
            .With("@purpose", (long)message.Purpose)
            .With("@round", (long)message.Round)
            .With("@queued", message.QueuedAt)
            .With("@noticed", message.IsNoticed)
            .Run();
    }

    /// <summary>Writes what became of a message.</summary>
    public static void Save(StoreSession session, StoredMessage message)
    {
        session.Sql(
            """
            UPDATE care.dispatch_message SET
                handed_over_at = @handed, delivered_at = @delivered, failed_at = @failed, provider = @provider,
                fault = @fault, answer = @answer, answered_at = @answered, settled_at = @settled, is_noticed = @noticed
            WHERE message_id = @id
            """)
            .With("@id", message.MessageId)
            .With("@handed", message.HandedOverAt)
            .With("@delivered", message.DeliveredAt)
            .With("@failed", message.FailedAt)
            .With("@provider", message.Provider)
            .With("@fault", message.Fault)
            .With("@answer", (long)message.Answer)
            .With("@answered", message.AnsweredAt)
            .With("@settled", message.SettledAt)
            .With("@noticed", message.IsNoticed)
            .Run();
    }

    private static StoredDispatch Map(DbDataReader reader)
    {
        var order = new DispatchOrder(
            reader.GetGuid(1), reader.GetGuid(0), reader.GetInt64(2), reader.GetInt64(3), (CaseKind)reader.GetInt32(4),
            reader.GetInt32(5), reader.GetInt32(6), reader.GetInt32(7), reader.GetInt32(8), 0, Rows.IdAt(reader, 11));
        return new StoredDispatch(
            order,
            Rows.IdAt(reader, 9),
            reader.GetString(10),
            reader.GetInt32(12),
            reader.GetInt32(13),
            reader.GetInt64(14),
            Rows.IdAt(reader, 15),
            reader.IsDBNull(16) ? null : reader.GetString(16),
            Rows.NumberAt(reader, 17),
            Rows.NumberAt(reader, 18),
            Rows.NumberAt(reader, 19),
            Rows.NumberAt(reader, 20),
            reader.GetBoolean(21));
    }

    private static StoredMessage MapMessage(DbDataReader reader)
    {
        return new StoredMessage(
            reader.GetGuid(0), reader.GetGuid(1), reader.GetGuid(2), reader.GetInt64(3), reader.GetGuid(4),
            reader.GetString(5), reader.GetBoolean(6), Rows.IdAt(reader, 7), reader.GetString(8), reader.GetString(9),
            (OutgoingKind)reader.GetInt32(10), (DispatchMessagePurpose)reader.GetInt32(11), reader.GetInt32(12),
            reader.GetInt64(13), Rows.NumberAt(reader, 14), Rows.NumberAt(reader, 15), Rows.NumberAt(reader, 16),
            reader.GetString(17), reader.GetString(18), (DispatchAnswer)reader.GetInt32(19), Rows.NumberAt(reader, 20),
            Rows.NumberAt(reader, 21), reader.GetBoolean(22));
    }
}
