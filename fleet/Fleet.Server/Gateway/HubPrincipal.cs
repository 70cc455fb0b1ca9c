// A hub that has proved who it is; one shared instance per hub.
using System;

namespace Fleet.Server.Gateway;

/// <summary>
/// A hub known to the registry. One instance per hub for the life of the process, so it can be used as a key.
/// </summary>
/// <remarks>
/// Not sealed: the registry's own hub is one, so that the ingest needs no look-up per message.
/// </remarks>
public class HubPrincipal
{
    /// <summary>Creates the principal for one row of the registry.</summary>
    public HubPrincipal(long rowId, Guid tenantId, string hubId)
    {
        RowId = rowId;
        TenantId = tenantId;
        HubId = hubId;
    }

    /// <summary>The hub's row in the store.</summary>
    public long RowId { get; }

    /// <summary>The municipality the hub belongs to.</summary>
    public Guid TenantId { get; }

    /// <summary>
    /// The hub's random id: 16 lower-case hexadecimal digits; also its MQTT user name and its topic level.
    /// </summary>
    public string HubId { get; }
}
