// What the gateway remembers of a client between its connections.
using System;
using System.Collections.Generic;
using System.Threading;
using Fleet.Server.Gateway.Mqtt.Connections;
using Fleet.Server.Gateway.Mqtt.Routing;
using Fleet.Server.Gateway.Mqtt.Timing;

namespace Fleet.Server.Gateway.Mqtt.Sessions;

/// <summary>
/// A session (MQTT 5.0 §4.1). Its own lock guards everything that is not said to be guarded by its scope's; the lock
/// is never held while the ingest is called, so the ingest may deliver and acknowledge from under its own locks.
/// </summary>
internal sealed partial class MqttSession : TimedEntry
{
    private readonly MqttGateway _gateway;
    private MqttConnection? _connection;
    private Subscription[] _subscriptions = [];
    private OutboundWindow? _outbound;
    private InboundExchanges? _inbound;

    internal MqttSession(MqttGateway gateway, SessionScope scope, string clientId)
    {
        _gateway = gateway;
        Scope = scope;
        ClientId = clientId;
    }

    internal SessionScope Scope { get; }

    internal string ClientId { get; }

    /// <summary>Next session of the same hub; guarded by the scope's lock, read without.</summary>
    internal MqttSession? NextOfHub { get; set; }

    /// <summary>The connection the session is on now; null while the client is away.</summary>
    internal MqttConnection? Connection => Volatile.Read(ref _connection);

    internal bool IsConnected => Connection is not null;

    /// <summary>True when the session is over; nothing is delivered to it any more.</summary>
    internal bool IsEnded { get; private set; }

    /// <summary>How long the session outlives its connection, in seconds; 0 for not at all.</summary>
    internal uint ExpirySeconds { get; set; }

    internal WillMessage? Will { get; set; }

    /// <summary>When the will is to be published, in the wheel's milliseconds; 0 when it is not waiting.</summary>
    internal long WillDueAt { get; set; }

    /// <summary>When the session ends, in the wheel's milliseconds; 0 while connected.</summary>
    internal long ExpiresAt { get; set; }

    internal ReadOnlySpan<Subscription> Subscriptions => _subscriptions;

    /// <inheritdoc/>
    internal override long OnDue(long now) => _gateway.Sessions.OnSessionDue(this, now);

    /// <summary>Puts the session on a connection. The caller holds the lock and has appended the CONNACK.</summary>
    internal void Attach(MqttConnection connection)
    {
        WillDueAt = 0;
        ExpiresAt = 0;
        Volatile.Write(ref _connection, connection);
        SendAgain(connection);
        Drain(connection);
    }

    /// <summary>Takes the session off its connection. The caller holds the lock.</summary>
    internal void Detach()
    {
        Volatile.Write(ref _connection, null);
        _outbound?.Detach();
    }

    /// <summary>Takes the will, which is then published or forgotten by the caller, who holds the lock.</summary>
    internal WillMessage? TakeWill()
    {
        var will = Will;
        Will = null;
        WillDueAt = 0;
        return will;
    }

    /// <summary>Ends the session. The caller holds the lock.</summary>
    /// <returns>Messages of shared subscriptions that another member is to get; null for none.</returns>
    internal List<Delivery>? End()
    {
        IsEnded = true;
        Volatile.Write(ref _connection, null);
        if (Scope.Hub is null)
        {
            foreach (var subscription in _subscriptions)
            {
                _gateway.Router.Tree.Remove(this, subscription.Filter);
            }
        }

        var shared = Scope.Hub is null ? _outbound?.TakeShared() : null;
        _subscriptions = [];
        _outbound = null;
        _inbound = null;
        return shared;
    }

    /// <summary>Adds a subscription or replaces the one with the same filter.</summary>
    /// <param name="connection">The connection that asks; an outdated one changes nothing.</param>
    /// <param name="subscription">The new subscription.</param>
    /// <param name="limit">Subscriptions the session may hold.</param>
    /// <param name="isNew">True when there was none with this filter.</param>
    /// <returns>False when the session holds as many as it may.</returns>
    internal bool TryPut(MqttConnection connection, Subscription subscription, int limit, out bool isNew)
    {
        lock (this)
        {
            var index = IndexOf(subscription.Filter);
            isNew = index < 0;
            if (_connection != connection || (isNew && _subscriptions.Length >= limit))
            {
                return false;
            }

            var changed = new Subscription[_subscriptions.Length + (isNew ? 1 : 0)];
            _subscriptions.CopyTo(changed, 0);
            changed[isNew ? _subscriptions.Length : index] = subscription;
            _subscriptions = changed;
            if (Scope.Hub is null)
            {
                _gateway.Router.Tree.Put(subscription);
            }

            return true;
        }
    }

    /// <summary>Removes the subscription with this filter.</summary>
    internal bool Remove(MqttConnection connection, ReadOnlySpan<byte> filter)
    {
        lock (this)
        {
            var index = IndexOf(filter);
            if (index < 0 || _connection != connection)
            {
                return false;
            }

            var changed = new Subscription[_subscriptions.Length - 1];
            Array.Copy(_subscriptions, changed, index);
            Array.Copy(_subscriptions, index + 1, changed, index, changed.Length - index);
            _subscriptions = changed;
            if (Scope.Hub is null)
            {
                _gateway.Router.Tree.Remove(this, filter);
            }

            return true;
        }
    }

    private int IndexOf(ReadOnlySpan<byte> filter)
    {
        for (var index = 0; index < _subscriptions.Length; index++)
        {
            if (filter.SequenceEqual(_subscriptions[index].Filter))
            {
                return index;
            }
        }

        return -1;
    }
}
