// Reads and writes commands.
using System;
using System.Collections.Generic;
using System.Data.Common;
using Fleet.Server.Access;
using Fleet.Server.Gateway;
using Fleet.Server.Store;

namespace Fleet.Server.Commands;

/// <summary>A command that is to leave.</summary>
/// <param name="Sequence">Its number.</param>
/// <param name="Kind">What to do.</param>
/// <param name="Argument">The number that goes with it.</param>
/// <param name="ExpiresAt">Unix milliseconds UTC.</param>
internal readonly record struct CommandToSend(long Sequence, HubCommandKind Kind, int Argument, long ExpiresAt);

/// <summary>The SQL of commands; everything within a session.</summary>
internal static class CommandStore
{
    private const string Select =
        """
        SELECT sequence, command, argument, comment, actor_name, requested_at, expires_at, waits, state, reason,
               sent_at, changed_at, figures
        FROM device.hub_command WHERE hub_row_id = @hub AND tenant_id = @tenant_id
        """;

    /// <summary>Writes a command.</summary>
    public static void Insert(
        StoreSession session,
        Actor actor,
        HubPrincipal hub,
        CommandOrder order,
        HubCommandState state,
        long sequence,
        long now)
    {
        session.Sql(
            """
            INSERT INTO device.hub_command (
                sequence, tenant_id, hub_row_id, command, requested_at, expires_at, actor_id, actor_name, argument,
                comment, waits, state, reason, changed_at, request_key)
            VALUES (
                @sequence, @tenant_id, @hub, @command, @now, @expires, @actor_id, @actor_name, @argument, @comment,
                @waits, @state, @reason, @now, @request_key)
            """)
            .With("@sequence", sequence)
            .With("@tenant_id", hub.TenantId)
            .With("@hub", hub.RowId)
            .With("@command", (long)order.Kind)
            .With("@now", now)
            .With("@expires", now + (long)order.Lifetime.TotalMilliseconds)
            .With("@actor_id", actor.UserId)
            .With("@actor_name", actor.DisplayName)
            .With("@argument", (long)order.Argument)
            .With("@comment", order.Comment)
            .With("@waits", order.Waits)
            .With("@state", (long)state)
            .With("@reason", state == HubCommandState.Refused ? NotConnected : "")
            .With("@request_key", order.RequestKey)
            .Run();
    }

    /// <summary>The reason of a command that was not to wait for a hub that is away.</summary>
    public const string NotConnected = "not connected";

    /// <summary>Forgets the oldest settled commands of a hub.</summary>
    public static void Forget(StoreSession session, HubPrincipal hub)
    {
        session.Sql(
            """
            DELETE FROM device.hub_command WHERE sequence IN (
                SELECT sequence FROM device.hub_command WHERE hub_row_id = @hub AND state NOT IN (0, 1)
                ORDER BY sequence DESC LIMIT 1000 OFFSET @kept)
            """)
            .With("@hub", hub.RowId)
            .With("@kept", (long)Limits.Commands.KeptPerHub)
            .Run();
    }

    /// <summary>Commands of a hub that are open.</summary>
    public static long OpenOf(StoreSession session, HubPrincipal hub)
    {
        return session.Sql("SELECT COUNT(*) FROM device.hub_command WHERE hub_row_id = @hub AND state IN (0, 1)")
            .With("@hub", hub.RowId)
            .Number() ?? 0;
    }

    /// <summary>Commands of a municipality that are open.</summary>
    public static long OpenOf(StoreSession session, Guid tenantId)
    {
        return session.Sql(
            "SELECT COUNT(*) FROM device.hub_command WHERE tenant_id = @tenant_id AND state IN (0, 1)")
            .With("@tenant_id", tenantId)
            .Number() ?? 0;
    }

    /// <summary>The rows of all hubs that have open commands.</summary>
    public static List<long> AllOpen(StoreSession session)
    {
        var rows = new List<long>();
        using DbDataReader reader = session.Sql(
            "SELECT DISTINCT hub_row_id FROM device.hub_command WHERE state IN (0, 1)").Read();
        while (reader.Read())
        {
            rows.Add(reader.GetInt64(0));
        }

        return rows;
    }

    /// <summary>
    /// A hub's commands that are to leave now, in the order of their numbers; those that go as requests about devices
    /// never do.
    /// </summary>
    public static List<CommandToSend> Due(StoreSession session, HubPrincipal hub, long sentBefore, long now)
    {
        var due = new List<CommandToSend>();
        using DbDataReader reader = session.Sql(
            """
            SELECT sequence, command, argument, expires_at FROM device.hub_command
            WHERE hub_row_id = @hub AND state IN (0, 1) AND command < 100 AND expires_at > @now
                AND (sent_at IS NULL OR sent_at <= @sent_before)
            ORDER BY sequence
            """)
            .With("@hub", hub.RowId)
            .With("@now", now)
            .With("@sent_before", sentBefore)
            .Read();
        while (reader.Read())
        {
            due.Add(new CommandToSend(
                reader.GetInt64(0), (HubCommandKind)reader.GetInt32(1), reader.GetInt32(2), reader.GetInt64(3)));
        }

        return due;
    }

    /// <summary>Notes that a command leaves, or with null that it could not.</summary>
    public static void MarkSent(StoreSession session, long sequence, long? sentAt, long now)
    {
        session.Sql(
            """
            UPDATE device.hub_command SET
                changed_at = CASE WHEN state = @state THEN changed_at ELSE @now END, state = @state, sent_at = @sent_at
            WHERE sequence = @sequence AND state IN (0, 1)
            """)
            .With("@state", sentAt is null ? (long)HubCommandState.Waiting : (long)HubCommandState.Sent)
            .With("@now", now)
            .With("@sent_at", sentAt)
            .With("@sequence", sequence)
            .Run();
    }

    /// <summary>
    /// Notes what became of a command, unless that is settled; an answer counts after the deadline too, because the
    /// hub knows what it did.
    /// </summary>
    /// <returns>False when the hub has no such command, or it was settled before.</returns>
    public static bool Settle(
        StoreSession session, HubPrincipal hub, long sequence, HubCommandState state, string reason, long at)
    {
        return session.Sql(
            """
            UPDATE device.hub_command SET state = @state, reason = @reason, changed_at = @at
            WHERE sequence = @sequence AND hub_row_id = @hub AND state IN (0, 1, 5)
            """)
            .With("@state", (long)state)
            .With("@reason", reason)
            .With("@at", at)
            .With("@sequence", sequence)
            .With("@hub", hub.RowId)
            .Run() == 1;
    }

    /// <summary>Keeps the figures that a command asked for.</summary>
    public static bool KeepFigures(StoreSession session, HubPrincipal hub, long sequence, string figures)
    {
        return session.Sql(
            """
            UPDATE device.hub_command SET figures = @figures
            WHERE sequence = @sequence AND hub_row_id = @hub AND command = @command
            """)
            .With("@figures", figures)
            .With("@sequence", sequence)
            .With("@hub", hub.RowId)
            .With("@command", (long)HubCommandKind.CollectDiagnostics)
            .Run() == 1;
    }

    /// <summary>Ends a hub's commands whose time is over; those that have left get a while longer for the answer.
    /// </summary>
    public static int Expire(StoreSession session, HubPrincipal hub, long now)
    {
        return session.Sql(
            """
            UPDATE device.hub_command SET state = 5, changed_at = @now
            WHERE hub_row_id = @hub
                AND ((state = 0 AND expires_at <= @now) OR (state = 1 AND expires_at + @grace <= @now))
            """)
            .With("@now", now)
            .With("@grace", Limits.Commands.AnswerGraceSeconds * 1_000L)
            .With("@hub", hub.RowId)
            .Run();
    }

    /// <summary>Takes a command back that waits.</summary>
    public static bool Withdraw(StoreSession session, HubPrincipal hub, long sequence, long now)
    {
        return session.Sql(
            """
            UPDATE device.hub_command SET state = 6, changed_at = @now
            WHERE sequence = @sequence AND hub_row_id = @hub AND state = 0
            """)
            .With("@now", now)
            .With("@sequence", sequence)
            .With("@hub", hub.RowId)
            .Run() == 1;
    }

    /// <summary>The number and the row of the hub that a request's key belongs to; null when to none.</summary>
    public static (long Sequence, long HubRow)? FindKey(StoreSession session, Guid tenantId, string key)
    {
        using DbDataReader reader = session.Sql(
            """
            SELECT sequence, hub_row_id FROM device.hub_command
            WHERE tenant_id = @tenant_id AND request_key = @request_key
            """)
            .With("@tenant_id", tenantId)
            .With("@request_key", key)
            .Read();
        return reader.Read() ? (reader.GetInt64(0), reader.GetInt64(1)) : null;
    }

    /// <summary>One command; null when the hub has none with this number.</summary>
    public static HubCommandView? Find(StoreSession session, HubPrincipal hub, long sequence)
    {
        using DbDataReader reader = session.Sql(Select + " AND sequence = @sequence")
            .With("@hub", hub.RowId)
            .With("@tenant_id", hub.TenantId)
            .With("@sequence", sequence)
            .Read();
        return reader.Read() ? View(reader, hub.HubId) : null;
    }

    /// <summary>A hub's commands below a number, newest first.</summary>
    public static List<HubCommandView> List(StoreSession session, HubPrincipal hub, long before, int limit)
    {
        var views = new List<HubCommandView>();
        using DbDataReader reader = session.Sql(
            Select + " AND sequence < @before ORDER BY sequence DESC LIMIT @limit")
            .With("@hub", hub.RowId)
            .With("@tenant_id", hub.TenantId)
            .With("@before", before)
            .With("@limit", (long)limit)
            .Read();
        while (reader.Read())
        {
            views.Add(View(reader, hub.HubId));
        }

        return views;
    }

    private static HubCommandView View(DbDataReader reader, string hubId)
    {
        return new HubCommandView(
            reader.GetInt64(0),
            hubId,
            (HubCommandKind)reader.GetInt32(1),
            reader.GetInt32(2),
            reader.GetString(3),
            reader.GetString(4),
            Time(reader, 5),
            Time(reader, 6),
            reader.GetBoolean(7),
            (HubCommandState)reader.GetInt32(8),
            reader.GetString(9),
            reader.IsDBNull(10) ? null : Time(reader, 10),
            Time(reader, 11),
            reader.IsDBNull(12) ? null : DiagnosticFigures.FromText(reader.GetString(12)));
    }

    private static DateTimeOffset Time(DbDataReader reader, int column)
    {
        return DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(column));
    }
}
