// Reads and writes walk tests within a transaction.
using System;
using Fleet.Server.Store;
using Hub.Protocols.Messages;

namespace Fleet.Server.Devices;

/// <summary>The SQL of walk tests.</summary>
internal static class WalkTestStore
{
    /// <summary>Takes a step; one that was taken before changes nothing, and one of an unknown test is left.</summary>
    public static void Take(StoreSession session, in DeviceNews news)
    {
        switch (news.WalkStep)
        {
            case WalkTestStep.Started:
                Run(session, news, "state = 1, ended_at = NULL, expires_at = @expires", "state IN (0, 3)");
                break;
            case WalkTestStep.Press:
                AddPress(session, news);
                Run(session, news, "expires_at = @expires", "state = 1");
                break;
            case WalkTestStep.Ended:
                Run(session, news, "state = 2, ended_at = @at, expires_at = @expires", "state <> 2");
                break;
        }
    }

    /// <summary>Writes a new test.</summary>
    public static void Insert(StoreSession session, Guid tenantId, Guid actorId, WalkTestRow row)
    {
        session.Sql(
            """
            INSERT INTO device.walk_test (
                hub_row_id, walk_test_id, tenant_id, state, asked_at, expires_at, ended_at, actor_id, actor_name,
                location, ordinal)
            VALUES (@hub, @id, @tenant_id, 0, @asked, @expires, NULL, @actor_id, @actor_name, @location, @ordinal)
            """)
            .With("@hub", row.HubRowId)
            .With("@id", row.WalkTestId)
            .With("@tenant_id", tenantId)
            .With("@asked", row.AskedAt)
            .With("@expires", row.ExpiresAt)
            .With("@actor_id", actorId)
            .With("@actor_name", row.ActorName)
            .With("@location", (long)row.Location)
            .With("@ordinal", (long)row.Ordinal)
            .Run();
    }

    /// <summary>Notes the room that the test is in.</summary>
    public static void EnterRoom(StoreSession session, long hubRowId, long id, int location, int ordinal)
    {
        session.Sql(
            """
            UPDATE device.walk_test SET location = @location, ordinal = @ordinal
            WHERE hub_row_id = @hub AND walk_test_id = @id
            """)
            .With("@location", (long)location)
            .With("@ordinal", (long)ordinal)
            .With("@hub", hubRowId)
            .With("@id", id)
            .Run();
    }

    /// <summary>Ends a test that the hub has not answered, or would not begin.</summary>
    public static void EndAsked(StoreSession session, long hubRowId, long id, long at)
    {
        session.Sql(
            """
            UPDATE device.walk_test SET state = 3, ended_at = @at
            WHERE hub_row_id = @hub AND walk_test_id = @id AND state = 0
            """)
            .With("@at", at)
            .With("@hub", hubRowId)
            .With("@id", id)
            .Run();
    }

    private static void Run(StoreSession session, in DeviceNews news, string change, string when)
    {
        session.Sql(
            $"UPDATE device.walk_test SET {change} WHERE hub_row_id = @hub AND walk_test_id = @id AND {when}")
            .With("@at", news.At)
            .With("@expires", news.At + (news.SecondsLeft * 1_000L))
            .With("@hub", news.Hub.RowId)
            .With("@id", news.PairingId)
            .Run();
    }

    private static void AddPress(StoreSession session, in DeviceNews news)
    {
        // The room is the one the hub tells; where it tells none, the one the technician has chosen.
        session.Sql(
            """
            INSERT INTO device.walk_test_press (
                hub_row_id, sequence, tenant_id, walk_test_id, at, device_id, location, ordinal, signal_dbm, margin_db,
                device_signal_dbm)
            SELECT
                t.hub_row_id, @sequence, t.tenant_id, t.walk_test_id, @at, @device,
                CASE WHEN @location = 0 THEN t.location ELSE @location END,
                CASE WHEN @location = 0 THEN t.ordinal ELSE @ordinal END,
                @signal, @margin, @device_signal
            FROM device.walk_test t
            WHERE t.hub_row_id = @hub AND t.walk_test_id = @id AND (
                SELECT COUNT(*) FROM device.walk_test_press p
                WHERE p.hub_row_id = @hub AND p.walk_test_id = @id) < @most
            ON CONFLICT (hub_row_id, sequence) DO NOTHING
            """)
            .With("@hub", news.Hub.RowId)
            .With("@sequence", (long)news.Sequence)
            .With("@id", news.PairingId)
            .With("@at", news.At)
            .With("@device", news.DeviceId)
            .With("@location", (long)news.Location)
            .With("@ordinal", (long)news.Ordinal)
            .With("@signal", (long)news.SignalDbm)
            .With("@margin", (long)news.MarginDb)
            .With("@device_signal", (long)news.DeviceSignalDbm)
            .With("@most", (long)Limits.Devices.PressesPerTest)
            .Run();
    }
}
