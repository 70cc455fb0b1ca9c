// An uplink in virtual time to a scripted fleet manager: MQTT's promises kept, without its bytes.
using System;
using System.Collections.Generic;
using Hub.Core.Ports;
using Hub.Protocols.Messages;

namespace Hub.Simulator.World;

/// <summary>
/// Keeps to what MQTT with QoS 1 promises and no more: a publish arrives once, twice or, when the session ends before
/// its PUBACK, perhaps not at all; a dead link is noticed only after a while.
/// </summary>
public sealed class ScriptedUplink : IUplink, IFleetSession
{
    /// <summary>Publishes that may wait for their PUBACK, those of ended sessions included.</summary>
    public const int Window = 16;

    /// <summary>Time without PUBACK after which the session is given up, in ms.</summary>
    public const long GiveUpMilliseconds = 30_000;

    /// <summary>Longest time in which a dead link goes unnoticed, in ms.</summary>
    public const long LongestUnnoticedMilliseconds = 80_000;

    private readonly VirtualWorld _world;
    private readonly SimulatedLink _link;
    private readonly ScriptedFleet _fleet;
    private readonly SeededRandom _random;
    private readonly Action _wake;
    private readonly Queue<Action<IUplinkEvents>> _inbox = new();
    private readonly Dictionary<int, (MessageKind Kind, byte[] Body)> _inFlight = [];
    private IUplinkEvents? _events;
    private byte[] _will = [];
    private int _lastId;
    private int _session;

    /// <summary>An uplink of one start of the hub.</summary>
    public ScriptedUplink(
        VirtualWorld world, SimulatedLink link, ScriptedFleet fleet, SeededRandom random, Action wake)
    {
        _world = world;
        _link = link;
        _fleet = fleet;
        _random = random;
        _wake = wake;
    }

    /// <inheritdoc/>
    public UplinkState State { get; private set; }

    /// <inheritdoc/>
    public BearerKind Bearer { get; init; } = BearerKind.Lte;

    /// <inheritdoc/>
    public ScriptedReceiver? Receiver { get; init; }

    /// <inheritdoc/>
    public int SignalDbm => -91;

    /// <inheritdoc/>
    public void Attach(IUplinkEvents events) => _events = events;

    /// <summary>Its link has just been cut: the hub notices after a while, unless the link is back before.</summary>
    public void NoticeCutAfter(long milliseconds)
    {
        int session = _session;
        int generation = _link.Generation;
        _world.After(milliseconds, () =>
        {
            if (generation == _link.Generation)
            {
                End(session);
            }
        });
    }

    /// <inheritdoc/>
    public void Connect(byte[] will, int willLength, long nowMilliseconds)
    {
        int session = ++_session;
        _will = will.AsSpan(0, willLength).ToArray();
        State = UplinkState.Connecting;
        int generation = _link.Generation;
        if (_link.IsUp)
        {
            _world.After(4 * _link.LatencyMilliseconds, () => Ready(session, generation));
        }

        _world.After(20_000, () =>
        {
            if (State == UplinkState.Connecting)
            {
                End(session);
            }
        });
    }

    /// <inheritdoc/>
    public long Step(long nowMilliseconds)
    {
        while (_inbox.TryDequeue(out Action<IUplinkEvents>? happening))
        {
            happening(_events!);
        }

        return long.MaxValue;
    }

    /// <inheritdoc/>
    public int Publish(MessageKind kind, byte[] body, int offset, int count, long nowMilliseconds)
    {
        if (State != UplinkState.Ready || _inFlight.Count >= Window)
        {
            return 0;
        }

        int id = ++_lastId;
        _inFlight.Add(id, (kind, body.AsSpan(offset, count).ToArray()));
        Send(id);
        int session = _session;
        _world.After(GiveUpMilliseconds, () =>
        {
            if (_inFlight.ContainsKey(id))
            {
                End(session);
            }
        });
        return id;
    }

    /// <inheritdoc/>
    public void Close(long nowMilliseconds)
    {
        _session++;
        _inbox.Clear();
        State = UplinkState.Closed;
    }

    /// <inheritdoc/>
    public void Deliver(MessageKind kind, byte[] body)
    {
        int session = _session;
        OverLink(() =>
        {
            if (session == _session && State == UplinkState.Ready)
            {
                Tell(events => events.OnMessage(kind, body, 0, body.Length));
            }
        });
    }

    /// <inheritdoc/>
    public void Acknowledge(int publishId, int session) => OverLink(() =>
    {
        if (session == _session && _inFlight.Remove(publishId))
        {
            Tell(events => events.OnPublishAcknowledged(publishId, 0));
        }
    });

    /// <summary>The session ends, as far as the hub can see.</summary>
    public void End(int session)
    {
        if (session != _session || State == UplinkState.Closed)
        {
            return;
        }

        _session++;
        State = UplinkState.Closed;
        Tell(events => events.OnClosed(1));
    }

    private void Ready(int session, int generation)
    {
        if (session != _session || State != UplinkState.Connecting || generation != _link.Generation)
        {
            return;
        }

        State = UplinkState.Ready;
        _fleet.Welcome(this, _will);
        Tell(events => events.OnReady());
        foreach (int id in _inFlight.Keys)
        {
            Send(id);
        }
    }

    private void Send(int id)
    {
        (MessageKind kind, byte[] body) = _inFlight[id];
        int session = _session;
        OverLink(() => _fleet.Receive(this, session, id, kind, body));
        if (_random.Chance(2))
        {
            OverLink(() => _fleet.Receive(this, session, id, kind, body));
        }
    }

    private void OverLink(Action arrives)
    {
        int generation = _link.Generation;
        if (_link.IsUp)
        {
            _world.After(_link.LatencyMilliseconds, () =>
            {
                if (generation == _link.Generation)
                {
                    arrives();
                }
            });
        }
    }

    private void Tell(Action<IUplinkEvents> happening)
    {
        _inbox.Enqueue(happening);
        _wake();
    }
}
