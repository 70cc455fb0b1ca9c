// The sessions of the conformance mode's clients.
using System;
using System.Collections.Generic;

namespace Fleet.Server.Gateway.Mqtt.Sessions;

/// <summary>The sessions of clients without a user name; empty unless the conformance mode is on.</summary>
internal sealed class OpenScope : SessionScope
{
    private readonly Dictionary<string, MqttSession> _sessions = new(StringComparer.Ordinal);

    internal override HubPrincipal? Hub => null;

    internal IReadOnlyCollection<MqttSession> All => _sessions.Values;

    internal override int Count => _sessions.Count;

    internal override MqttSession? Find(string clientId) => _sessions.GetValueOrDefault(clientId);

    internal override void Add(MqttSession session) => _sessions.Add(session.ClientId, session);

    internal override void Remove(MqttSession session) => _sessions.Remove(session.ClientId);
}
