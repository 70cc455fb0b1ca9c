// The least MQTT 5.0 broker there can be, in virtual time, in front of a scripted fleet manager.
using System;
using Hub.Protocols.Mqtt;

namespace Hub.Simulator.World;

/// <summary>
/// Takes a hub's connections, the newest only. It reads well-formed MQTT 5.0 as the hub sends it and nothing else; what
/// a broker must stand is tested against the real gateway.
/// </summary>
public sealed class ScriptedBroker
{
    private readonly VirtualWorld _world;
    private readonly SimulatedLink _link;
    private readonly ScriptedFleet _fleet;
    private readonly string _hubId;
    private ScriptedConnection? _connection;
    private int _connections;

    /// <summary>A broker that nobody has connected to.</summary>
    public ScriptedBroker(VirtualWorld world, SimulatedLink link, ScriptedFleet fleet, string hubId)
    {
        _world = world;
        _link = link;
        _fleet = fleet;
        _hubId = hubId;
    }

    /// <summary>Whether it keeps a session from an earlier connection.</summary>
    internal bool HasSession { get; set; }

    internal void After(long milliseconds, Action action) => _world.After(milliseconds, action);

    /// <summary>A connection from the hub, which takes the place of the one before.</summary>
    /// <returns>The hub's end.</returns>
    internal IByteStream Connect(Action wakeHub)
    {
        _connection?.End();
        ScriptedConnection? connection = null;
        MemoryStreamPair pair = new(_world, _link, wakeHub, () => connection!.Step());
        connection = new ScriptedConnection(this, _fleet, _hubId, pair.Far, ++_connections);
        _connection = connection;
        return pair.Near;
    }
}
