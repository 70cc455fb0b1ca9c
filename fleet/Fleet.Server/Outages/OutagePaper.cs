// Which hubs stand in the paper file.
using System;
using System.Collections.Generic;
using System.Data.Common;
using Fleet.Server.Store;

namespace Fleet.Server.Outages;

/// <summary>The hubs of a municipality.</summary>
internal static class OutagePaper
{
    public static List<long> Rows(StoreSession session, Guid tenantId)
    {
        var rows = new List<long>();
        using DbDataReader reader = session.Sql(
            "SELECT hub_row_id FROM device.hub WHERE tenant_id = @tenant_id ORDER BY hub_row_id")
            .With("@tenant_id", tenantId)
            .Read();
        while (reader.Read())
        {
            rows.Add(reader.GetInt64(0));
        }

        return rows;
    }
}
