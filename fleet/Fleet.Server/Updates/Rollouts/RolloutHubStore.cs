// Reads and writes how far each hub has come in a rollout.
using System;
using System.Collections.Generic;
using System.Data.Common;
using Fleet.Server.Store;
using Fleet.Server.Updates.Director;
using Hub.Protocols.Updates;

namespace Fleet.Server.Updates.Rollouts;

/// <summary>The SQL of hubs in rollouts; everything within a session.</summary>
internal static class RolloutHubStore
{
    private const string Select =
        $"""
        SELECT h.hub_row_id, h.place, h.wave, h.image_index, h.state, h.wait, h.reason, h.from_sequence, h.order_action,
               h.order_sequence, h.order_nonce, h.ordered_at, h.expires_at, h.tries, h.begun_at, h.ended_at,
               p.stairwell, p.round, p.cell, {HubWordStore.Columns}
        FROM device.rollout_hub h
        LEFT JOIN device.hub_place p ON p.hub_row_id = h.hub_row_id
        LEFT JOIN device.hub_update u ON u.hub_row_id = h.hub_row_id
        """;

    /// <summary>Puts a hub on the list.</summary>
    public static void Add(StoreSession session, StoredRollout rollout, long hubRow, int place, int wave, int image)
    {
        session.Sql(
            """
            INSERT INTO device.rollout_hub (
                rollout_id, hub_row_id, tenant_id, place, wave, image_index, state, wait, reason, from_sequence,
                order_action, order_sequence, order_nonce, ordered_at, expires_at, tries, begun_at, ended_at)
            VALUES (
                @rollout, @hub, @tenant_id, @place, @wave, @image, 0, 1, '', 0, 0, 0, @nonce, 0, 0, 0, 0, 0)
            ON CONFLICT (rollout_id, hub_row_id) DO NOTHING
            """)
            .With("@rollout", rollout.RolloutId)
            .With("@hub", hubRow)
            .With("@tenant_id", rollout.TenantId)
            .With("@place", (long)place)
            .With("@wave", (long)wave)
            .With("@image", (long)image)
            .With("@nonce", Array.Empty<byte>())
            .Run();
    }

    /// <summary>Hubs that are not settled, up to a wave, from a place on.</summary>
    public static List<StoredRolloutHub> Open(
        StoreSession session, Guid rolloutId, int wave, int fromPlace, int limit, bool isReverting)
    {
        string states = isReverting ? "(0, 1, 2, 3, 4, 5, 8, 9)" : "(0, 1, 2, 3, 4, 8)";
        return ReadAll(session.Sql(Select
            + $" WHERE h.rollout_id = @rollout AND h.state IN {states} AND h.wave <= @wave AND h.place >= @from"
            + " ORDER BY h.place LIMIT @limit")
            .With("@rollout", rolloutId)
            .With("@wave", (long)wave)
            .With("@from", (long)fromPlace)
            .With("@limit", (long)limit));
    }

    /// <summary>Hubs of a rollout after a place.</summary>
    public static List<StoredRolloutHub> Page(
        StoreSession session, Guid rolloutId, RolloutHubState? state, int after, int limit)
    {
        return ReadAll(session.Sql(Select
            + " WHERE h.rollout_id = @rollout AND h.place > @after AND (@state < 0 OR h.state = @state)"
            + " ORDER BY h.place LIMIT @limit")
            .With("@rollout", rolloutId)
            .With("@after", (long)after)
            .With("@state", state is { } only ? (long)only : -1L)
            .With("@limit", (long)limit));
    }

    /// <summary>How many hubs of each wave are in each state, and wait for what.</summary>
    public static List<(int Wave, RolloutHubState State, RolloutWait Wait, int Hubs)> Counts(
        StoreSession session, Guid rolloutId)
    {
        var counts = new List<(int, RolloutHubState, RolloutWait, int)>();
        using DbDataReader reader = session.Sql(
            """
            SELECT wave, state, wait, COUNT(*) FROM device.rollout_hub
            WHERE rollout_id = @rollout GROUP BY wave, state, wait
            """)
            .With("@rollout", rolloutId)
            .Read();
        while (reader.Read())
        {
            counts.Add((
                (int)reader.GetInt64(0),
                (RolloutHubState)reader.GetInt64(1),
                (RolloutWait)reader.GetInt64(2),
                (int)reader.GetInt64(3)));
        }

        return counts;
    }

    /// <summary>Hubs of a tenant that a rollout has under way, with that rollout, and the codes of those that are being
    /// restarted.</summary>
    public static List<(long HubRow, Guid RolloutId, bool IsBusy, HubPlaces Places)> UnderWay(
        StoreSession session, Guid tenantId)
    {
        var found = new List<(long, Guid, bool, HubPlaces)>();
        using DbDataReader reader = session.Sql(
            """
            SELECT h.hub_row_id, h.rollout_id, h.state, p.stairwell, p.round, p.cell
            FROM device.rollout_hub h LEFT JOIN device.hub_place p ON p.hub_row_id = h.hub_row_id
            WHERE h.tenant_id = @tenant_id AND h.state IN (1, 2, 3, 4, 8, 9)
            """)
            .With("@tenant_id", tenantId)
            .Read();
        while (reader.Read())
        {
            bool isBusy = (RolloutHubState)reader.GetInt64(2)
                is not (RolloutHubState.Fetching or RolloutHubState.Ready);
            found.Add((reader.GetInt64(0), reader.GetGuid(1), isBusy, PlacesOf(reader, 3)));
        }

        return found;
    }

    /// <summary>Hubs that have an order for a release, with the release and the image: they may fetch it.</summary>
    public static List<(long HubRow, Guid TenantId, long Sequence, int ImageIndex)> Fetching(StoreSession session)
    {
        var found = new List<(long, Guid, long, int)>();
        using DbDataReader reader = session.Sql(
            """
            SELECT h.hub_row_id, h.tenant_id, r.sequence, h.image_index FROM device.rollout_hub h
            JOIN device.rollout r ON r.rollout_id = h.rollout_id WHERE h.state IN (1, 2, 3)
            """).Read();
        while (reader.Read())
        {
            found.Add((reader.GetInt64(0), reader.GetGuid(1), reader.GetInt64(2), (int)reader.GetInt64(3)));
        }

        return found;
    }

    /// <summary>Writes a hub's state and order.</summary>
    public static void Set(StoreSession session, Guid rolloutId, StoredRolloutHub hub)
    {
        session.Sql(
            """
            UPDATE device.rollout_hub SET state = @state, wait = @wait, reason = @reason, from_sequence = @from,
                order_action = @action, order_sequence = @sequence, order_nonce = @nonce, ordered_at = @ordered,
                expires_at = @expires, tries = @tries, begun_at = @begun, ended_at = @ended
            WHERE rollout_id = @rollout AND hub_row_id = @hub
            """)
            .With("@state", (long)hub.State)
            .With("@wait", (long)hub.Wait)
            .With("@reason", hub.Reason)
            .With("@from", hub.From)
            .With("@action", (long)hub.Action)
            .With("@sequence", hub.OrderSequence)
            .With("@nonce", hub.OrderNonce)
            .With("@ordered", hub.OrderedAt)
            .With("@expires", hub.ExpiresAt)
            .With("@tries", (long)hub.Tries)
            .With("@begun", hub.BegunAt)
            .With("@ended", hub.EndedAt)
            .With("@rollout", rolloutId)
            .With("@hub", hub.HubRow)
            .Run();
    }

    private static List<StoredRolloutHub> ReadAll(StoreCommand command)
    {
        var found = new List<StoredRolloutHub>();
        using DbDataReader reader = command.Read();
        while (reader.Read())
        {
            found.Add(Map(reader));
        }

        return found;
    }

    private static HubPlaces PlacesOf(DbDataReader reader, int at)
    {
        return reader.IsDBNull(at)
            ? new HubPlaces("", "", "")
            : new HubPlaces(reader.GetString(at), reader.GetString(at + 1), reader.GetString(at + 2));
    }

    private static StoredRolloutHub Map(DbDataReader reader)
    {
        return new StoredRolloutHub(
            reader.GetInt64(0),
            (int)reader.GetInt64(1),
            (int)reader.GetInt64(2),
            (int)reader.GetInt64(3),
            (RolloutHubState)reader.GetInt64(4),
            (RolloutWait)reader.GetInt64(5),
            reader.GetString(6),
            reader.GetInt64(7),
            (UpdateAction)reader.GetInt64(8),
            reader.GetInt64(9),
            reader.GetFieldValue<byte[]>(10),
            reader.GetInt64(11),
            reader.GetInt64(12),
            (int)reader.GetInt64(13),
            reader.GetInt64(14),
            reader.GetInt64(15),
            HubWordStore.MapOrNull(reader, 19),
            PlacesOf(reader, 16));
    }
}
