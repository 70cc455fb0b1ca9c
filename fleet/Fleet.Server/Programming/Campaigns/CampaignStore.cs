// Reads and writes campaigns.
using System;
using System.Collections.Generic;
using System.Data.Common;
using System.Globalization;
using System.Linq;
using Fleet.Server.Access;
using Fleet.Server.Programming.Settings;
using Fleet.Server.Store;

namespace Fleet.Server.Programming.Campaigns;

/// <summary>A campaign as the store has it; times are unix milliseconds UTC.</summary>
internal sealed record StoredCampaign(
    Guid CampaignId,
    Guid TenantId,
    long Number,
    LevelScope Scope,
    long FromRevision,
    long Revision,
    long RevertRevision,
    IReadOnlyList<int> WaveEnds,
    int Wave,
    long WaveSettledAt,
    int SoakSeconds,
    int FailuresAllowed,
    CampaignState State,
    string Reason,
    string Comment,
    long MadeAt,
    long ChangedAt,
    Guid ActorId,
    string ActorName)
{
    /// <summary>Who its versions of settings are made for.</summary>
    public Actor Actor => new(ActorId, TenantId, ActorName);
}

/// <summary>The SQL of campaigns; everything within a session.</summary>
internal static class CampaignStore
{
    private const string Select =
        """
        SELECT campaign_id, tenant_id, number, level, scope, from_revision, revision, revert_revision, waves, wave,
               wave_settled_at, soak_seconds, failures_allowed, state, reason, comment, made_at, changed_at, actor_id,
               actor_name
        FROM device.campaign
        """;

    /// <summary>The campaigns that have something to do.</summary>
    public static List<StoredCampaign> AtWork(StoreSession session)
    {
        return ReadAll(session.Sql(Select + " WHERE state IN (0, 1, 5) ORDER BY made_at"));
    }

    /// <summary>A tenant's campaigns, newest first.</summary>
    public static List<StoredCampaign> List(StoreSession session, Guid tenantId, int limit)
    {
        return ReadAll(session.Sql(Select + " WHERE tenant_id = @tenant_id ORDER BY number DESC LIMIT @limit")
            .With("@tenant_id", tenantId)
            .With("@limit", (long)limit));
    }

    /// <summary>A campaign by number; null when there is none.</summary>
    public static StoredCampaign? Find(StoreSession session, Guid tenantId, long number)
    {
        return ReadAll(session.Sql(Select + " WHERE tenant_id = @tenant_id AND number = @number")
            .With("@tenant_id", tenantId)
            .With("@number", number)) is [var found] ? found : null;
    }

    /// <summary>The campaign of a level that is not over; null for none.</summary>
    public static StoredCampaign? FindOpen(StoreSession session, Guid tenantId, LevelScope scope)
    {
        return ReadAll(session.Sql(Select
            + " WHERE tenant_id = @tenant_id AND level = @level AND scope = @scope AND state IN (0, 1, 2, 5)")
            .With("@tenant_id", tenantId)
            .With("@level", (long)scope.Level)
            .With("@scope", scope.Scope)) is [var found, ..] ? found : null;
    }

    /// <summary>Adds a campaign, planned.</summary>
    public static StoredCampaign Add(StoreSession session, StoredCampaign made)
    {
        long number = (session.Sql("SELECT MAX(number) FROM device.campaign WHERE tenant_id = @tenant_id")
            .With("@tenant_id", made.TenantId).Number() ?? 0) + 1;
        session.Sql(
            """
            INSERT INTO device.campaign (
                campaign_id, tenant_id, number, level, scope, from_revision, revision, revert_revision, waves, wave,
                wave_settled_at, soak_seconds, failures_allowed, state, reason, comment, made_at, changed_at, actor_id,
                actor_name)
            VALUES (
                @campaign, @tenant_id, @number, @level, @scope, @from, @revision, 0, @waves, 0, 0, @soak, @allowed, 0,
                '', @comment, @now, @now, @actor_id, @actor_name)
            """)
            .With("@campaign", made.CampaignId)
            .With("@tenant_id", made.TenantId)
            .With("@number", number)
            .With("@level", (long)made.Scope.Level)
            .With("@scope", made.Scope.Scope)
            .With("@from", made.FromRevision)
            .With("@revision", made.Revision)
            .With("@waves", string.Join(',', made.WaveEnds.Select(one => one.ToString(CultureInfo.InvariantCulture))))
            .With("@soak", (long)made.SoakSeconds)
            .With("@allowed", (long)made.FailuresAllowed)
            .With("@comment", made.Comment)
            .With("@now", made.MadeAt)
            .With("@actor_id", made.ActorId)
            .With("@actor_name", made.ActorName)
            .Run();
        return made with { Number = number };
    }

    /// <summary>Changes a campaign's state, if it is still as it was.</summary>
    /// <returns>False when it has changed since.</returns>
    public static bool Move(
        StoreSession session, StoredCampaign campaign, CampaignState state, string reason, long now)
    {
        return session.Sql(
            """
            UPDATE device.campaign SET state = @state, reason = @reason, changed_at = @now
            WHERE campaign_id = @campaign AND state = @before
            """)
            .With("@state", (long)state)
            .With("@reason", reason)
            .With("@now", now)
            .With("@campaign", campaign.CampaignId)
            .With("@before", (long)campaign.State)
            .Run() == 1;
    }

    /// <summary>Notes the revision that takes a campaign back.</summary>
    public static void SetRevert(StoreSession session, StoredCampaign campaign, long revision)
    {
        session.Sql("UPDATE device.campaign SET revert_revision = @revision WHERE campaign_id = @campaign")
            .With("@revision", revision)
            .With("@campaign", campaign.CampaignId)
            .Run();
    }

    /// <summary>Whoever resumes a campaign has seen its failures: only another one stops it again.</summary>
    public static bool AllowPresentFailures(StoreSession session, StoredCampaign campaign)
    {
        return session.Sql(
            """
            UPDATE device.campaign SET failures_allowed = CASE
                WHEN failures_allowed > (SELECT COUNT(*) FROM device.campaign_hub
                    WHERE campaign_id = @campaign AND state = 3) THEN failures_allowed
                ELSE (SELECT COUNT(*) FROM device.campaign_hub WHERE campaign_id = @campaign AND state = 3) END
            WHERE campaign_id = @campaign
            """)
            .With("@campaign", campaign.CampaignId)
            .Run() == 1;
    }

    /// <summary>Notes the wave under way, and when all of it had answered; 0 when it has not.</summary>
    public static void SetWave(StoreSession session, StoredCampaign campaign, int wave, long settledAt)
    {
        session.Sql(
            """
            UPDATE device.campaign SET wave = @wave, wave_settled_at = @settled WHERE campaign_id = @campaign
            """)
            .With("@wave", (long)wave)
            .With("@settled", settledAt)
            .With("@campaign", campaign.CampaignId)
            .Run();
    }

    private static List<StoredCampaign> ReadAll(StoreCommand command)
    {
        var found = new List<StoredCampaign>();
        using DbDataReader reader = command.Read();
        while (reader.Read())
        {
            found.Add(new StoredCampaign(
                reader.GetGuid(0),
                reader.GetGuid(1),
                reader.GetInt64(2),
                new LevelScope((SettingLevel)reader.GetInt32(3), reader.GetString(4)),
                reader.GetInt64(5),
                reader.GetInt64(6),
                reader.GetInt64(7),
                [.. reader.GetString(8).Split(',', StringSplitOptions.RemoveEmptyEntries)
                    .Select(one => int.Parse(one, CultureInfo.InvariantCulture))],
                reader.GetInt32(9),
                reader.GetInt64(10),
                reader.GetInt32(11),
                reader.GetInt32(12),
                (CampaignState)reader.GetInt32(13),
                reader.GetString(14),
                reader.GetString(15),
                reader.GetInt64(16),
                reader.GetInt64(17),
                reader.GetGuid(18),
                reader.GetString(19)));
        }

        return found;
    }
}
