// The live stream of changes of hubs' devices, pairings and walk tests.
using System;

namespace Fleet.Server.Devices;

/// <summary>Tells listeners in this process that something about a hub's devices is written.</summary>
public interface IDeviceFeed
{
    /// <summary>
    /// Calls <paramref name="listener"/> with the hub's id until disposed. The listener must not block.
    /// </summary>
    IDisposable Subscribe(Guid tenantId, Action<string> listener);
}
