// Reads and writes how far each hub has come in a campaign.
using System;
using System.Collections.Generic;
using System.Data.Common;
using Fleet.Server.Store;

namespace Fleet.Server.Programming.Campaigns;

/// <summary>A hub in a campaign; times are unix milliseconds UTC, 0 for never.</summary>
internal sealed record StoredCampaignHub(
    long HubRow,
    int Wave,
    CampaignHubState State,
    long Version,
    string Reason,
    long AskedAt,
    long EndedAt,
    DocumentState? Document,
    string DocumentReason);

/// <summary>The SQL of hubs in campaigns; everything within a session.</summary>
internal static class CampaignHubStore
{
    private const string Select =
        """
        SELECT h.hub_row_id, h.wave, h.state, h.version, h.reason, h.asked_at, h.ended_at, s.state, s.reason
        FROM device.campaign_hub h
        LEFT JOIN device.hub_document_state s
            ON s.hub_row_id = h.hub_row_id AND s.kind = 2 AND s.version = h.version
        WHERE h.campaign_id = @campaign
        """;

    /// <summary>Puts a hub on the list, unless it is there.</summary>
    public static void Add(StoreSession session, Guid campaignId, long hubRow, int wave)
    {
        session.Sql(
            """
            INSERT INTO device.campaign_hub (
                campaign_id, hub_row_id, wave, state, version, reason, asked_at, ended_at)
            VALUES (@campaign, @hub, @wave, 0, 0, '', 0, 0) ON CONFLICT (campaign_id, hub_row_id) DO NOTHING
            """)
            .With("@campaign", campaignId)
            .With("@hub", hubRow)
            .With("@wave", (long)wave)
            .Run();
    }

    /// <summary>Hubs of a campaign in a state, up to a wave.</summary>
    public static List<StoredCampaignHub> In(
        StoreSession session, Guid campaignId, CampaignHubState state, int wave, int limit)
    {
        return ReadAll(session.Sql(
            Select + " AND h.state = @state AND h.wave <= @wave ORDER BY h.wave, h.hub_row_id LIMIT @limit")
            .With("@campaign", campaignId)
            .With("@state", (long)state)
            .With("@wave", (long)wave)
            .With("@limit", (long)limit));
    }

    /// <summary>All hubs of a campaign, by wave.</summary>
    public static List<StoredCampaignHub> All(StoreSession session, Guid campaignId)
    {
        return ReadAll(session.Sql(Select + " ORDER BY h.wave, h.hub_row_id").With("@campaign", campaignId));
    }

    /// <summary>How many hubs of each wave are in each state.</summary>
    public static Dictionary<(int Wave, CampaignHubState State), int> Counts(StoreSession session, Guid campaignId)
    {
        var counts = new Dictionary<(int, CampaignHubState), int>();
        using DbDataReader reader = session.Sql(
            """
            SELECT wave, state, COUNT(*) FROM device.campaign_hub WHERE campaign_id = @campaign GROUP BY wave, state
            """)
            .With("@campaign", campaignId)
            .Read();
        while (reader.Read())
        {
            counts[(reader.GetInt32(0), (CampaignHubState)reader.GetInt32(1))] = (int)reader.GetInt64(2);
        }

        return counts;
    }

    /// <summary>Hubs that were asked, of whatever campaign, and whose version has come to an end.</summary>
    public static List<(Guid CampaignId, StoredCampaignHub Hub)> Answered(StoreSession session, int limit)
    {
        var found = new List<(Guid, StoredCampaignHub)>();
        using DbDataReader reader = session.Sql(
            """
            SELECT h.hub_row_id, h.wave, h.state, h.version, h.reason, h.asked_at, h.ended_at, s.state, s.reason,
                   h.campaign_id
            FROM device.campaign_hub h
            JOIN device.hub_document_state s
                ON s.hub_row_id = h.hub_row_id AND s.kind = 2 AND s.version = h.version
            WHERE h.state IN (1, 6) AND s.state IN (2, 3, 6, 9) LIMIT @limit
            """)
            .With("@limit", (long)limit)
            .Read();
        while (reader.Read())
        {
            found.Add((reader.GetGuid(9), Map(reader)));
        }

        return found;
    }

    /// <summary>Notes how far a hub has come.</summary>
    public static void Set(
        StoreSession session, Guid campaignId, StoredCampaignHub hub, CampaignHubState state, string reason, long now)
    {
        bool isAsked = state is CampaignHubState.Asked or CampaignHubState.AskedToRevert;
        session.Sql(
            """
            UPDATE device.campaign_hub SET state = @state, version = @version, reason = @reason, asked_at = @asked,
                   ended_at = @ended
            WHERE campaign_id = @campaign AND hub_row_id = @hub
            """)
            .With("@state", (long)state)
            .With("@version", hub.Version)
            .With("@reason", reason)
            .With("@asked", isAsked ? now : hub.AskedAt)
            .With("@ended", isAsked ? 0 : now)
            .With("@campaign", campaignId)
            .With("@hub", hub.HubRow)
            .Run();
    }

    private static List<StoredCampaignHub> ReadAll(StoreCommand command)
    {
        var found = new List<StoredCampaignHub>();
        using DbDataReader reader = command.Read();
        while (reader.Read())
        {
            found.Add(Map(reader));
        }

        return found;
    }

    private static StoredCampaignHub Map(DbDataReader reader)
    {
        return new StoredCampaignHub(
            reader.GetInt64(0),
            reader.GetInt32(1),
            (CampaignHubState)reader.GetInt32(2),
            reader.GetInt64(3),
            reader.GetString(4),
            reader.GetInt64(5),
            reader.GetInt64(6),
            reader.IsDBNull(7) ? null : (DocumentState)reader.GetInt32(7),
            reader.IsDBNull(8) ? "" : reader.GetString(8));
    }
}
