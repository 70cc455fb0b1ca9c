// Opens, resumes, hands over and ends sessions.
using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Threading;
using Fleet.Server.Gateway.Mqtt.Connections;
using Fleet.Server.Gateway.Mqtt.Routing;

namespace Fleet.Server.Gateway.Mqtt.Sessions;

/// <summary>The life of sessions (MQTT 5.0 §3.1.2.4, §3.1.4, §4.1) and of the wills that hang on them.</summary>
internal sealed class SessionRegistry
{
    private readonly MqttGateway _gateway;
    private readonly ConcurrentDictionary<HubPrincipal, HubScope> _hubs = new();
    private readonly OpenScope _open = new();
    private int _count;

    internal SessionRegistry(MqttGateway gateway)
    {
        _gateway = gateway;
    }

    /// <summary>Sessions held, connected or not.</summary>
    internal int Count => Volatile.Read(ref _count);

    /// <summary>The sessions of a hub; null when it has none.</summary>
    internal HubScope? Find(HubPrincipal hub) => _hubs.GetValueOrDefault(hub);

    /// <summary>
    /// Puts a connection on its session: resumed, or new. An earlier connection of the same client is told that it
    /// was taken over (§3.1.4). The CONNACK is appended here, so that nothing can come before it.
    /// </summary>
    /// <returns>The session, or null when a limit refuses it.</returns>
    internal MqttSession? Open(MqttConnection connection, HubPrincipal? hub, string clientId, SessionRequest request)
    {
        var ending = default(Ending);
        MqttConnection? earlier = null;
        MqttSession? session;
        var scope = EnterScope(hub);
        try
        {
            session = scope.Find(clientId);
            if (session is not null)
            {
                earlier = LeaveEarlier(scope, session, request.CleanStart, ref ending);
                session = session.IsEnded ? null : session;
            }

            var isPresent = session is not null;
            session ??= TryAdd(scope, clientId, connection.IsOpen);
            if (earlier is not null && hub is not null && scope.Connected == 0)
            {
                _gateway.Sink.LinkChanged(hub, isConnected: false, LinkChangeReason.TakenOver);
            }

            if (session is not null)
            {
                Attach(connection, scope, session, isPresent, request);
            }
        }
        finally
        {
            RetireIfEmpty(scope);
            Monitor.Exit(scope);
        }

        earlier?.CloseTakenOver();
        Settle(scope, ending, publisher: session);
        return session;
    }

    /// <summary>Ends every connection because the server stops.</summary>
    internal void StopAll()
    {
        foreach (var (_, scope) in _hubs)
        {
            for (var session = scope.First; session is not null; session = session.NextOfHub)
            {
                session.Connection?.CloseStopping();
            }
        }

        lock (_open)
        {
            foreach (var session in _open.All)
            {
                session.Connection?.CloseStopping();
            }
        }
    }

    /// <summary>Takes a connection that has ended off its session, unless it was taken over before.</summary>
    internal void Leave(MqttConnection connection, MqttSession session, bool discardsWill, LinkChangeReason reason)
    {
        var ending = default(Ending);
        var scope = session.Scope;
        lock (scope)
        {
            lock (session)
            {
                if (session.Connection != connection)
                {
                    return;
                }

                session.Detach();
                if (discardsWill || reason == LinkChangeReason.ServerStopping)
                {
                    session.TakeWill();
                }

                Rest(session, ref ending);
            }

            scope.Connected--;
            if (scope.Connected == 0 && scope.Hub is { } hub)
            {
                _gateway.Sink.LinkChanged(hub, isConnected: false, reason);
            }

            ForgetIfEnded(scope, session);
            RetireIfEmpty(scope);
        }

        if (!session.IsEnded)
        {
            _gateway.Wheel.LookAt(session, NextLook(session));
        }

        Settle(scope, ending, session);
    }

    /// <summary>Publishes the will, or ends the session, when the time has come.</summary>
    /// <returns>When to look again; 0 for not at all.</returns>
    internal long OnSessionDue(MqttSession session, long now)
    {
        var ending = default(Ending);
        var scope = session.Scope;
        long next = 0;
        lock (scope)
        {
            lock (session)
            {
                if (session.IsConnected || session.IsEnded)
                {
                    return 0;
                }

                if (session.WillDueAt != 0 && now >= session.WillDueAt)
                {
                    ending.Will = session.TakeWill();
                }

                if (now >= session.ExpiresAt)
                {
                    ending.Will ??= session.TakeWill();
                    ending.Shared = session.End();
                }
                else
                {
                    next = NextLook(session);
                }
            }

            ForgetIfEnded(scope, session);
            RetireIfEmpty(scope);
        }

        Settle(scope, ending, session);
        return next;
    }

    private static long NextLook(MqttSession session) =>
        session.WillDueAt == 0 ? session.ExpiresAt : Math.Min(session.WillDueAt, session.ExpiresAt);

    private void Attach(
        MqttConnection connection, SessionScope scope, MqttSession session, bool isPresent, SessionRequest request)
    {
        lock (session)
        {
            session.ExpirySeconds = request.ExpirySeconds;
            session.Will = request.Will;
            connection.AppendConnectAcknowledgement(isPresent, request);
            session.Attach(connection);
        }

        _gateway.Wheel.Forget(session);
        scope.Connected++;
        if (scope.Connected == 1 && scope.Hub is { } hub)
        {
            _gateway.Sink.LinkChanged(hub, isConnected: true, LinkChangeReason.Connected);
        }
    }

    /// <summary>Takes an existing session off its earlier connection, and ends it when it does not go on.</summary>
    private MqttConnection? LeaveEarlier(
        SessionScope scope, MqttSession session, bool isCleanStart, ref Ending ending)
    {
        MqttConnection? earlier;
        lock (session)
        {
            earlier = session.Connection;
            session.Detach();
            var isOver = isCleanStart
                || (earlier is not null && session.ExpirySeconds == 0)
                || (earlier is null && _gateway.Wheel.Now >= session.ExpiresAt);
            if (session.Will is not null)
            {
                // A will with a delay is cancelled by the client's return, unless its session ends (§3.1.3.2.2).
                var isDue = isOver || session.Will.DelaySeconds == 0;
                var will = session.TakeWill();
                ending.Will = isDue ? will : null;
            }

            if (isOver)
            {
                ending.Shared = session.End();
            }
        }

        if (earlier is not null)
        {
            scope.Connected--;
        }

        ForgetIfEnded(scope, session);
        return earlier;
    }

    /// <summary>Decides what becomes of a session whose connection has just ended; the caller holds both
    /// locks.</summary>
    private void Rest(MqttSession session, ref Ending ending)
    {
        if (session.ExpirySeconds == 0)
        {
            ending.Will = session.TakeWill();
            ending.Shared = session.End();
            return;
        }

        var now = _gateway.Wheel.Now;
        session.ExpiresAt = now + (session.ExpirySeconds * 1000L);
        if (session.Will is { DelaySeconds: 0 })
        {
            ending.Will = session.TakeWill();
        }
        else if (session.Will is not null)
        {
            session.WillDueAt = now + (session.Will.DelaySeconds * 1000L);
        }
    }

    private MqttSession? TryAdd(SessionScope scope, string clientId, bool isOpen)
    {
        var isHubsOwn = scope.Hub is { } hub && clientId == hub.HubId;
        var extra = scope.Count - (scope.Hub is not null && scope.Find(scope.Hub.HubId) is not null ? 1 : 0);
        if ((!isOpen && !isHubsOwn && extra >= _gateway.Limits.ExtraSessionsPerHub)
            || Count >= _gateway.Limits.Sessions)
        {
            return null;
        }

        var session = new MqttSession(_gateway, scope, clientId);
        scope.Add(session);
        Interlocked.Increment(ref _count);
        return session;
    }

    private void ForgetIfEnded(SessionScope scope, MqttSession session)
    {
        if (session.IsEnded && scope.Find(session.ClientId) == session)
        {
            scope.Remove(session);
            Interlocked.Decrement(ref _count);
            _gateway.Wheel.Forget(session);
        }
    }

    /// <summary>Finds or makes the scope and enters its lock.</summary>
    private SessionScope EnterScope(HubPrincipal? hub)
    {
        if (hub is null)
        {
            Monitor.Enter(_open);
            return _open;
        }

        while (true)
        {
            var scope = _hubs.GetOrAdd(hub, static key => new HubScope(key));
            Monitor.Enter(scope);
            if (!scope.IsRetired)
            {
                return scope;
            }

            Monitor.Exit(scope);
        }
    }

    private void RetireIfEmpty(SessionScope scope)
    {
        if (scope.Count == 0 && scope.Hub is { } hub)
        {
            scope.IsRetired = true;
            _hubs.TryRemove(hub, out _);
        }
    }

    private void Settle(SessionScope scope, in Ending ending, MqttSession? publisher)
    {
        if (ending.Will is not null)
        {
            _gateway.PublishWill(scope.Hub, ending.Will, publisher);
        }

        _gateway.Router.Redistribute(ending.Shared);
    }

    /// <summary>What is left to do for a session outside its locks.</summary>
    private struct Ending
    {
        internal WillMessage? Will;
        internal List<Delivery>? Shared;
    }
}
