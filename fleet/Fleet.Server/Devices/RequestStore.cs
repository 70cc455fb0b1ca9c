// Writes requests about devices before they leave, and the hubs' answers.
using System.Data.Common;
using Fleet.Server.Access;
using Fleet.Server.Gateway;
using Fleet.Server.Store;
using Hub.Protocols.Messages;

namespace Fleet.Server.Devices;

/// <summary>The SQL of requests.</summary>
internal static class RequestStore
{
    /// <summary>Writes a request; the label's secret is no part of it.</summary>
    public static void Insert(
        StoreSession session, Actor actor, HubPrincipal hub, PairRequestMessage request, long at)
    {
        session.Sql(
            """
            INSERT INTO device.pair_request (
                sequence, tenant_id, hub_row_id, action, pairing_id, device_id, location, occupant, replaces_device_id,
                argument, seconds, asked_at, actor_id, actor_name)
            VALUES (
                @sequence, @tenant_id, @hub, @action, @pairing, @device, @location, @occupant, @replaces, @argument,
                @seconds, @at, @actor_id, @actor_name)
            """)
            .With("@sequence", (long)request.Sequence)
            .With("@tenant_id", hub.TenantId)
            .With("@hub", hub.RowId)
            .With("@action", (long)request.Action)
            .With("@pairing", (long)request.PairingId)
            .With("@device", (long)request.DeviceId)
            .With("@location", (long)request.Location)
            .With("@occupant", (long)request.Occupant)
            .With("@replaces", (long)request.ReplacesDeviceId)
            .With("@argument", (long)request.Argument)
            .With("@seconds", (long)request.Seconds)
            .With("@at", at)
            .With("@actor_id", actor.UserId)
            .With("@actor_name", actor.DisplayName)
            .Run();
    }

    /// <summary>Writes a hub's answer to a request of its own; one that would not be done ends what it began.</summary>
    public static void Answer(StoreSession session, in DeviceNews news)
    {
        long hub = news.Hub.RowId;
        int changed = session.Sql(
            """
            UPDATE device.pair_request SET result = @result, answered_at = @at
            WHERE sequence = @sequence AND hub_row_id = @hub AND answered_at IS NULL
            """)
            .With("@result", (long)news.Result)
            .With("@at", news.At)
            .With("@sequence", news.AnsweredSequence)
            .With("@hub", hub)
            .Run();
        if (changed == 0 || news.Result is AcknowledgementResult.Done or AcknowledgementResult.Held)
        {
            return;
        }

        (PairAction action, long id) = Read(session, news.AnsweredSequence);
        if (action == PairAction.OpenWindow)
        {
            PairingStore.EndAsked(session, hub, id, PairingState.Refused, news.At);
        }
        else if (action == PairAction.StartWalkTest)
        {
            WalkTestStore.EndAsked(session, hub, id, news.At);
        }
    }

    private static (PairAction Action, long PairingId) Read(StoreSession session, long sequence)
    {
        using DbDataReader reader = session.Sql(
            "SELECT action, pairing_id FROM device.pair_request WHERE sequence = @sequence")
            .With("@sequence", sequence)
            .Read();
        return reader.Read() ? ((PairAction)reader.GetInt32(0), reader.GetInt64(1)) : default;
    }
}
