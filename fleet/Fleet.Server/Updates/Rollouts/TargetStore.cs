// Reads which hubs are in a group.
using System;
using System.Collections.Generic;
using System.Data.Common;
using Fleet.Server.Store;

namespace Fleet.Server.Updates.Rollouts;

/// <summary>The SQL of targets; everything within a session.</summary>
internal static class TargetStore
{
    /// <summary>The hubs of a tenant's group; null when it has none such.</summary>
    public static HashSet<long>? Members(StoreSession session, Guid tenantId, Guid groupId)
    {
        bool isThere = session.Sql(
            "SELECT COUNT(*) FROM device.hub_group WHERE tenant_id = @tenant_id AND group_id = @group")
            .With("@tenant_id", tenantId)
            .With("@group", groupId)
            .Number() > 0;
        if (!isThere)
        {
            return null;
        }

        var rows = new HashSet<long>();
        using DbDataReader reader = session.Sql(
            "SELECT hub_row_id FROM device.hub_group_member WHERE group_id = @group").With("@group", groupId).Read();
        while (reader.Read())
        {
            rows.Add(reader.GetInt64(0));
        }

        return rows;
    }
}
