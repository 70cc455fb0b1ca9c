// Reads and writes groups of hubs.
using System;
using System.Collections.Generic;
using System.Data.Common;
using Fleet.Server.Gateway;
using Fleet.Server.Store;

namespace Fleet.Server.Programming.Settings;

/// <summary>The SQL of groups of hubs; everything within a session.</summary>
internal static class HubGroupStore
{
    /// <summary>The groups of a tenant, by name.</summary>
    public static List<HubGroupView> List(StoreSession session, Guid tenantId)
    {
        var found = new List<HubGroupView>();
        using DbDataReader reader = session.Sql(
            """
            SELECT g.group_id, g.name,
                   (SELECT COUNT(*) FROM device.hub_group_member m WHERE m.group_id = g.group_id)
            FROM device.hub_group g WHERE g.tenant_id = @tenant_id ORDER BY g.name
            """)
            .With("@tenant_id", tenantId)
            .Read();
        while (reader.Read())
        {
            found.Add(new HubGroupView(reader.GetGuid(0), reader.GetString(1), (int)reader.GetInt64(2)));
        }

        return found;
    }

    /// <summary>The group that a hub is in; null for none.</summary>
    public static Guid? Of(StoreSession session, HubPrincipal hub)
    {
        using DbDataReader reader = session.Sql(
            "SELECT group_id FROM device.hub_group_member WHERE hub_row_id = @hub")
            .With("@hub", hub.RowId)
            .Read();
        return reader.Read() ? reader.GetGuid(0) : null;
    }

    /// <summary>The rows of the hubs in a group.</summary>
    public static HashSet<long> Members(StoreSession session, Guid groupId)
    {
        var rows = new HashSet<long>();
        using DbDataReader reader = session.Sql(
            "SELECT hub_row_id FROM device.hub_group_member WHERE group_id = @group")
            .With("@group", groupId)
            .Read();
        while (reader.Read())
        {
            rows.Add(reader.GetInt64(0));
        }

        return rows;
    }

    /// <summary>Makes a group.</summary>
    public static void Add(StoreSession session, Guid tenantId, Guid groupId, string name, long now)
    {
        session.Sql(
            """
            INSERT INTO device.hub_group (group_id, tenant_id, name, made_at)
            VALUES (@group, @tenant_id, @name, @now)
            """)
            .With("@group", groupId)
            .With("@tenant_id", tenantId)
            .With("@name", name)
            .With("@now", now)
            .Run();
    }

    /// <summary>Gives a group another name.</summary>
    public static void Rename(StoreSession session, Guid groupId, string name)
    {
        session.Sql("UPDATE device.hub_group SET name = @name WHERE group_id = @group")
            .With("@name", name)
            .With("@group", groupId)
            .Run();
    }

    /// <summary>Puts a hub into a group, or out of all.</summary>
    public static void Put(StoreSession session, HubPrincipal hub, Guid? groupId)
    {
        session.Sql("DELETE FROM device.hub_group_member WHERE hub_row_id = @hub").With("@hub", hub.RowId).Run();
        if (groupId is { } group)
        {
            session.Sql("INSERT INTO device.hub_group_member (hub_row_id, group_id) VALUES (@hub, @group)")
                .With("@hub", hub.RowId)
                .With("@group", group)
                .Run();
        }
    }
}
