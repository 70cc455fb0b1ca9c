// Reads and writes the simulated phones within a transaction.
using System;
using System.Collections.Generic;
using System.Data.Common;
using Fleet.Server.Store;

namespace Fleet.Server.Channels;

/// <summary>Which end of a call a simulated phone is.</summary>
internal enum PhoneLeg
{
    /// <summary>A call that says a message.</summary>
    Message = 0,

    /// <summary>The operator's end.</summary>
    Operator = 1,

    /// <summary>The other end.</summary>
    Other = 2,
}

/// <summary>A call to a simulated phone as it is stored.</summary>
internal sealed record PhoneCallRow(
    Guid CallId,
    Guid TenantId,
    string Number,
    PhoneLeg Leg,
    Guid OfCall,
    string OtherNumber,
    PhoneCallState State,
    string Text,
    string Digits,
    long At);

/// <summary>The SQL of simulated phones.</summary>
internal static class PhoneStore
{
    private const string CallColumns =
        "call_id, tenant_id, number, leg, of_call, other_number, state, text, digits, at";

    /// <summary>How a phone is; one that is not there yet is made.</summary>
    public static PhoneCondition Ensure(
        StoreSession session, Guid tenantId, string number, string name, PhoneCondition condition, long now)
    {
        session.Sql(
            """
            INSERT INTO care.simulated_phone (tenant_id, number, name, condition, changed_at)
            VALUES (@tenant_id, @number, @name, @condition, @now) ON CONFLICT (tenant_id, number) DO NOTHING
            """)
            .With("@tenant_id", tenantId)
            .With("@number", number)
            .With("@name", name)
            .With("@condition", (long)condition)
            .With("@now", now)
            .Run();
        session.Sql(
            "UPDATE care.simulated_phone SET changed_at = @now WHERE tenant_id = @tenant_id AND number = @number")
            .With("@now", now)
            .With("@tenant_id", tenantId)
            .With("@number", number)
            .Run();
        return Condition(session, tenantId, number) ?? condition;
    }

    /// <summary>How a phone is; null when there is none.</summary>
    public static PhoneCondition? Condition(StoreSession session, Guid tenantId, string number)
    {
        return (PhoneCondition?)session.Sql(
            "SELECT condition FROM care.simulated_phone WHERE tenant_id = @tenant_id AND number = @number")
            .With("@tenant_id", tenantId)
            .With("@number", number)
            .Number();
    }

    /// <summary>Names a phone and sets how it is.</summary>
    public static void Set(
        StoreSession session, Guid tenantId, string number, string? name, PhoneCondition? condition, long now)
    {
        session.Sql(
            """
            UPDATE care.simulated_phone
            SET name = COALESCE(@name, name), condition = COALESCE(@condition, condition), changed_at = @now
            WHERE tenant_id = @tenant_id AND number = @number
            """)
            .With("@name", name)
            .With("@condition", (long?)condition)
            .With("@now", now)
            .With("@tenant_id", tenantId)
            .With("@number", number)
            .Run();
    }

    /// <summary>Adds a message; the same id twice is one.</summary>
    public static bool AddMessage(
        StoreSession session, Guid tenantId, string number, PhoneMessage message)
    {
        return session.Sql(
            """
            INSERT INTO care.simulated_phone_message (
                message_id, tenant_id, number, is_mail, is_from_phone, text, at, arrived_at, is_read)
            VALUES (@message_id, @tenant_id, @number, @is_mail, @is_from_phone, @text, @at, @arrived_at, @is_read)
            ON CONFLICT (message_id) DO NOTHING
            """)
            .With("@message_id", message.MessageId)
            .With("@tenant_id", tenantId)
            .With("@number", number)
            .With("@is_mail", message.IsMail ? 1L : 0L)
            .With("@is_from_phone", message.IsFromPhone ? 1L : 0L)
            .With("@text", message.Text)
            .With("@at", message.At.ToUnixTimeMilliseconds())
            .With("@arrived_at", message.ArrivedAt?.ToUnixTimeMilliseconds())
            .With("@is_read", message.IsRead ? 1L : 0L)
            .Run() == 1;
    }

    /// <summary>Whether a message is on its phone.</summary>
    public static bool HasArrived(StoreSession session, Guid messageId)
    {
        return session.Sql(
            "SELECT 1 FROM care.simulated_phone_message WHERE message_id = @message_id AND arrived_at IS NOT NULL")
            .With("@message_id", messageId)
            .Number() is not null;
    }

    /// <summary>The messages that wait for a phone, oldest first.</summary>
    public static IReadOnlyList<Guid> Waiting(StoreSession session, Guid tenantId, string number)
    {
        var ids = new List<Guid>();
        using DbDataReader reader = session.Sql(
            """
            SELECT message_id FROM care.simulated_phone_message
            WHERE tenant_id = @tenant_id AND number = @number AND arrived_at IS NULL ORDER BY at
            """)
            .With("@tenant_id", tenantId)
            .With("@number", number)
            .Read();
        while (reader.Read())
        {
            ids.Add(reader.GetGuid(0));
        }

        return ids;
    }

    /// <summary>A message reaches its phone.</summary>
    public static void Arrive(StoreSession session, Guid messageId, long now)
    {
        session.Sql("UPDATE care.simulated_phone_message SET arrived_at = @now WHERE message_id = @message_id")
            .With("@now", now)
            .With("@message_id", messageId)
            .Run();
    }

    /// <summary>Somebody has looked at a phone.</summary>
    public static void MarkRead(StoreSession session, Guid tenantId, string number)
    {
        session.Sql(
            """
            UPDATE care.simulated_phone_message SET is_read = 1
            WHERE tenant_id = @tenant_id AND number = @number AND is_read = 0 AND arrived_at IS NOT NULL
            """)
            .With("@tenant_id", tenantId)
            .With("@number", number)
            .Run();
    }

    /// <summary>Adds a call; the same id twice is one.</summary>
    public static bool AddCall(StoreSession session, PhoneCallRow row)
    {
        return session.Sql(
            """
            INSERT INTO care.simulated_phone_call (
                call_id, tenant_id, number, leg, of_call, other_number, state, text, digits, at)
            VALUES (@call_id, @tenant_id, @number, @leg, @of_call, @other_number, @state, @text, @digits, @at)
            ON CONFLICT (call_id) DO NOTHING
            """)
            .With("@call_id", row.CallId)
            .With("@tenant_id", row.TenantId)
            .With("@number", row.Number)
            .With("@leg", (long)row.Leg)
            .With("@of_call", row.OfCall)
            .With("@other_number", row.OtherNumber)
            .With("@state", (long)row.State)
            .With("@text", row.Text)
            .With("@digits", row.Digits)
            .With("@at", row.At)
            .Run() == 1;
    }

    /// <summary>One call; null when there is none.</summary>
    public static PhoneCallRow? FindCall(StoreSession session, Guid callId)
    {
        List<PhoneCallRow> rows = Calls(session.Sql(
            $"SELECT {CallColumns} FROM care.simulated_phone_call WHERE call_id = @call_id").With("@call_id", callId));
        return rows.Count == 0 ? null : rows[0];
    }

    /// <summary>The ends of a call.</summary>
    public static List<PhoneCallRow> Legs(StoreSession session, Guid ofCall)
    {
        return Calls(session.Sql(
            $"SELECT {CallColumns} FROM care.simulated_phone_call WHERE of_call = @of_call ORDER BY leg")
            .With("@of_call", ofCall));
    }

    /// <summary>What has rung since before a time.</summary>
    public static List<PhoneCallRow> RingingSince(StoreSession session, long before)
    {
        return Calls(session.Sql(
            $"""
            SELECT {CallColumns} FROM care.simulated_phone_call WHERE state = 0 AND at <= @before
            ORDER BY at LIMIT @limit
            """)
            .With("@before", before)
            .With("@limit", (long)Limits.Store.RowsPerBackgroundWrite));
    }

    /// <summary>Moves a call and adds to what was pressed.</summary>
    public static void SetCall(StoreSession session, Guid callId, PhoneCallState state, string digits)
    {
        session.Sql(
            "UPDATE care.simulated_phone_call SET state = @state, digits = @digits WHERE call_id = @call_id")
            .With("@state", (long)state)
            .With("@digits", digits)
            .With("@call_id", callId)
            .Run();
    }

    /// <summary>The phones of a tenant, those with the newest happening first.</summary>
    public static List<PhoneView> List(StoreSession session, Guid tenantId)
    {
        var phones = new List<PhoneView>();
        using (DbDataReader reader = session.Sql(
            """
            SELECT number, name, condition, (
                SELECT COUNT(*) FROM care.simulated_phone_message AS m
                WHERE m.tenant_id = p.tenant_id AND m.number = p.number AND m.is_read = 0 AND m.arrived_at IS NOT NULL)
            FROM care.simulated_phone AS p WHERE tenant_id = @tenant_id ORDER BY changed_at DESC, number LIMIT @limit
            """)
            .With("@tenant_id", tenantId)
            .With("@limit", (long)Limits.Channels.PhonesShown)
            .Read())
        {
            while (reader.Read())
            {
                phones.Add(new PhoneView(
                    reader.GetString(0), reader.GetString(1), (PhoneCondition)reader.GetInt32(2), reader.GetInt32(3),
                    [], []));
            }
        }

        return phones.ConvertAll(phone => phone with
        {
            Messages = Messages(session, tenantId, phone.Number),
            Calls = Calls(session.Sql(
                $"""
                SELECT {CallColumns} FROM care.simulated_phone_call WHERE tenant_id = @tenant_id AND number = @number
                ORDER BY at DESC, call_id LIMIT @limit
                """)
                .With("@tenant_id", tenantId)
                .With("@number", phone.Number)
                .With("@limit", (long)Limits.Channels.HappeningsShown))
                .ConvertAll(row => new PhoneCall(
                    row.CallId,
                    row.State,
                    row.Text,
                    row.Digits,
                    row.Leg == PhoneLeg.Message,
                    DateTimeOffset.FromUnixTimeMilliseconds(row.At))),
        });
    }

    /// <summary>Deletes what is older than a time.</summary>
    public static int DeleteOld(StoreSession session, long before)
    {
        return session.Sql("DELETE FROM care.simulated_phone_message WHERE at < @before").With("@before", before).Run()
            + session.Sql("DELETE FROM care.simulated_phone_call WHERE at < @before").With("@before", before).Run();
    }

    private static List<PhoneMessage> Messages(StoreSession session, Guid tenantId, string number)
    {
        var messages = new List<PhoneMessage>();
        using DbDataReader reader = session.Sql(
            """
            SELECT message_id, is_mail, is_from_phone, text, at, arrived_at, is_read FROM care.simulated_phone_message
            WHERE tenant_id = @tenant_id AND number = @number ORDER BY at DESC, message_id LIMIT @limit
            """)
            .With("@tenant_id", tenantId)
            .With("@number", number)
            .With("@limit", (long)Limits.Channels.HappeningsShown)
            .Read();
        while (reader.Read())
        {
            messages.Add(new PhoneMessage(
                reader.GetGuid(0),
                reader.GetInt32(1) == 1,
                reader.GetInt32(2) == 1,
                reader.GetString(3),
                DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(4)),
                reader.IsDBNull(5) ? null : DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(5)),
                reader.GetInt32(6) == 1));
        }

        return messages;
    }

    private static List<PhoneCallRow> Calls(StoreCommand command)
    {
        var rows = new List<PhoneCallRow>();
        using DbDataReader reader = command.Read();
        while (reader.Read())
        {
            rows.Add(new PhoneCallRow(
                reader.GetGuid(0),
                reader.GetGuid(1),
                reader.GetString(2),
                (PhoneLeg)reader.GetInt32(3),
                reader.GetGuid(4),
                reader.GetString(5),
                (PhoneCallState)reader.GetInt32(6),
                reader.GetString(7),
                reader.GetString(8),
                reader.GetInt64(9)));
        }

        return rows;
    }
}
