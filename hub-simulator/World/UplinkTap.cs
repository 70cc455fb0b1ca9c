// A tap between the hub and its uplink: shows all that passes, and is dead when the hub has no power.
using System;
using Hub.Core.Ports;
using Hub.Protocols.Messages;

namespace Hub.Simulator.World;

/// <summary>Stands between the hub and a real or simulated uplink and tells observers what passes.</summary>
public sealed class UplinkTap : IUplink, IUplinkEvents, IByteMeter
{
    private readonly IUplink _inner;
    private readonly SessionWatch _watch;
    private IUplinkEvents? _events;

    internal UplinkTap(IUplink inner, SessionWatch watch)
    {
        _inner = inner;
        _watch = watch;
    }

    /// <summary>False from the moment the hub loses its power; nothing passes any more.</summary>
    public bool IsPowered { get; set; } = true;

    /// <inheritdoc/>
    public long ByteCount => (_inner as IByteMeter)?.ByteCount ?? 0;

    /// <inheritdoc/>
    public UplinkState State => IsPowered ? _inner.State : UplinkState.Closed;

    /// <inheritdoc/>
    public BearerKind Bearer => _inner.Bearer;

    /// <inheritdoc/>
    public int SignalDbm => _inner.SignalDbm;

    /// <inheritdoc/>
    public void Attach(IUplinkEvents events)
    {
        _events = events;
        _inner.Attach(this);
    }

    /// <inheritdoc/>
    public void Connect(byte[] will, int willLength, long nowMilliseconds)
    {
        if (IsPowered)
        {
            _inner.Connect(will, willLength, nowMilliseconds);
        }
    }

    /// <inheritdoc/>
    public long Step(long nowMilliseconds) => IsPowered ? _inner.Step(nowMilliseconds) : long.MaxValue;

    /// <inheritdoc/>
    public int Publish(MessageKind kind, byte[] body, int offset, int count, long nowMilliseconds)
    {
        if (!IsPowered)
        {
            return 0;
        }

        int id = _inner.Publish(kind, body, offset, count, nowMilliseconds);
        if (id > 0)
        {
            foreach (IUplinkObserver observer in _watch.Observers)
            {
                observer.OnPublished(kind, body.AsSpan(offset, count));
            }
        }

        return id;
    }

    /// <inheritdoc/>
    public void Close(long nowMilliseconds)
    {
        if (!IsPowered)
        {
            return;
        }

        _inner.Close(nowMilliseconds);
        _watch.OnClosed(this);
    }

    /// <inheritdoc/>
    void IUplinkEvents.OnReady()
    {
        _events?.OnReady();
        _watch.OnReady(this);
    }

    /// <inheritdoc/>
    void IUplinkEvents.OnPublishAcknowledged(int publishId, int reasonCode) =>
        _events?.OnPublishAcknowledged(publishId, reasonCode);

    /// <inheritdoc/>
    void IUplinkEvents.OnMessage(MessageKind kind, byte[] buffer, int offset, int count)
    {
        foreach (IUplinkObserver observer in _watch.Observers)
        {
            observer.OnReceived(kind, buffer.AsSpan(offset, count));
        }

        _events?.OnMessage(kind, buffer, offset, count);
    }

    /// <inheritdoc/>
    void IUplinkEvents.OnClosed(int reason)
    {
        _events?.OnClosed(reason);
        _watch.OnClosed(this);
    }
}
