// How other slices come by a hub's key for a moment.
using Fleet.Server.Store;

namespace Fleet.Server.Hubs;

/// <summary>Opens the hubs' sealed keys.</summary>
public interface IHubKeys
{
    /// <summary>The key of a hub, 32 bytes; the caller overwrites it as soon as it has served.</summary>
    /// <returns>The key, or null when there is no such hub or the master key does not open it.</returns>
    byte[]? Open(StoreSession session, long hubRowId);
}
