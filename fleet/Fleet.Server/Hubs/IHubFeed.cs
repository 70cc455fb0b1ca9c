// The live stream of hub changes that the console shows.
using System;

namespace Fleet.Server.Hubs;

/// <summary>
/// Tells listeners in this process that hubs changed (status, link, last proof), at most once per second and hub.
/// </summary>
public interface IHubFeed
{
    /// <summary>
    /// Calls <paramref name="listener"/> with the hub's id until disposed. The listener must not block.
    /// </summary>
    IDisposable Subscribe(Guid tenantId, Action<string> listener);
}
