// Which devices a hub may know, as the people know it who hand out labels.
using System.Collections.Generic;

namespace Hub.Simulator.World.Devices;

/// <summary>
/// What the checks of pairing hold the hub to: a label that nobody gave it cannot be in its list, and a device that it
/// said is removed is gone. While a removal is on its way, either may be so.
/// </summary>
public sealed class PairingLedger
{
    private readonly IWorldClock _clock;
    private readonly HashSet<uint> _given = [];
    private readonly HashSet<uint> _leaving = [];
    private readonly Dictionary<uint, long> _removedAt = [];

    /// <summary>A ledger in which nothing stands.</summary>
    public PairingLedger(IWorldClock clock)
    {
        _clock = clock;
    }

    /// <summary>Grows with each entry.</summary>
    public int Version { get; private set; }

    /// <summary>The hub is given a label.</summary>
    public void Give(uint deviceId)
    {
        Version++;
        _given.Add(deviceId);
        _leaving.Remove(deviceId);
        _removedAt.Remove(deviceId);
    }

    /// <summary>The hub is asked to remove a device, or to replace it by another.</summary>
    public void AskRemoval(uint deviceId)
    {
        Version++;
        _leaving.Add(deviceId);
    }

    /// <summary>The hub has said that it is removed.</summary>
    public void Remove(uint deviceId)
    {
        if (_removedAt.TryAdd(deviceId, _clock.NowMilliseconds))
        {
            Version++;
            _leaving.Remove(deviceId);
        }
    }

    /// <summary>Whether the hub may have the device in its list.</summary>
    public bool MayKnow(uint deviceId) => _given.Contains(deviceId) && !_removedAt.ContainsKey(deviceId);

    /// <summary>Whether a device that was in the list must still be.</summary>
    public bool MustKeep(uint deviceId) => MayKnow(deviceId) && !_leaving.Contains(deviceId);

    /// <summary>World time since when it is removed, in ms; long.MaxValue when it is not.</summary>
    public long RemovedAt(uint deviceId) => _removedAt.GetValueOrDefault(deviceId, long.MaxValue);

    /// <summary>Whether its label was ever given to the hub.</summary>
    public bool WasGiven(uint deviceId) => _given.Contains(deviceId);
}
