// What hubs are called, for slices that know only their rows.
using System;
using System.Collections.Generic;
using Fleet.Server.Gateway;

namespace Fleet.Server.Hubs;

/// <summary>A hub's id and name.</summary>
/// <param name="HubId">The hub's random id.</param>
/// <param name="Name">What it is called in lists.</param>
public readonly record struct HubName(string HubId, string Name);

/// <summary>What a hub last said of its power, and whether it holds back alarms.</summary>
/// <param name="IsOnMains">Whether it runs on mains; null when not known.</param>
/// <param name="BatteryPercent">0 to 100; null when not known.</param>
/// <param name="PendingAlarms">Alarms that it has not delivered.</param>
public readonly record struct HubGlance(bool? IsOnMains, int? BatteryPercent, int PendingAlarms);

/// <summary>Looks up hubs in memory.</summary>
public interface IHubNames
{
    /// <summary>What the hub of a row is called; empty texts when unknown.</summary>
    HubName Find(long rowId);

    /// <summary>The row of a tenant's hub; null when the tenant has no such hub.</summary>
    long? FindRow(Guid tenantId, string hubId);

    /// <summary>A tenant's hub as the gateway knows it; null when the tenant has no such hub.</summary>
    HubPrincipal? FindPrincipal(Guid tenantId, string hubId);

    /// <summary>All hubs of a tenant, by name.</summary>
    IReadOnlyList<HubPrincipal> OfTenant(Guid tenantId);

    /// <summary>What is known of a hub at this moment.</summary>
    HubGlance GlanceOf(HubPrincipal hub);

    /// <summary>The model that a hub has last named in a hello; empty when it has named none.</summary>
    string ModelOf(HubPrincipal hub);
}
