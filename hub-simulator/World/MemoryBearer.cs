// A bearer in virtual time: opens connections to a scripted broker.
using System;
using Hub.Core.Ports;
using Hub.Protocols.Messages;
using Hub.Protocols.Mqtt;

namespace Hub.Simulator.World;

/// <summary>Opens after two trips over the link; without a link it stays opening until it is given up.</summary>
public sealed class MemoryBearer : IBearer
{
    private readonly VirtualWorld _world;
    private readonly SimulatedLink _link;
    private readonly ScriptedBroker _broker;
    private readonly Action _wake;
    private int _attempt;

    /// <summary>A bearer of one start of the hub.</summary>
    public MemoryBearer(VirtualWorld world, SimulatedLink link, ScriptedBroker broker, Action wake)
    {
        _world = world;
        _link = link;
        _broker = broker;
        _wake = wake;
    }

    /// <inheritdoc/>
    public BearerKind Kind => BearerKind.Lte;

    /// <inheritdoc/>
    public int SignalDbm => -91;

    /// <inheritdoc/>
    public BearerState State { get; private set; }

    /// <inheritdoc/>
    public IByteStream? Stream { get; private set; }

    /// <inheritdoc/>
    public void Open()
    {
        State = BearerState.Opening;
        int attempt = ++_attempt;
        int generation = _link.Generation;
        bool wasUp = _link.IsUp;
        _world.After(2 * _link.LatencyMilliseconds, () =>
        {
            if (attempt == _attempt && wasUp && generation == _link.Generation)
            {
                Stream = _broker.Connect(_wake);
                State = BearerState.Open;
                _wake();
            }
        });
    }

    /// <inheritdoc/>
    public void Close()
    {
        _attempt++;
        Stream?.Close();
        Stream = null;
        State = BearerState.Closed;
    }
}
