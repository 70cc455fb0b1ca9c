// The broker behind the library's clients, as a test wants it: it answers, refuses, hangs, storms or throws.
using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Threading;
using nanoFramework.M2Mqtt.Messages;

namespace nanoFramework.M2Mqtt;

/// <summary>Belongs to the test that made it, with the threads that the test started.</summary>
public sealed class ScriptedBroker
{
    private static readonly AsyncLocal<ScriptedBroker?> Running = new();
    private readonly ConcurrentQueue<MqttClient> _clients = new();

    public ScriptedBroker() => Running.Value = this;

    /// <summary>What CONNECT is answered with.</summary>
    public MqttReasonCode ConnectAnswer { get; set; }

    /// <summary>Calls that throw, by name; the constructor is "new".</summary>
    public HashSet<string> Throwing { get; } = [];

    /// <summary>Set while <c>Connect</c> may go on; reset it and the call hangs.</summary>
    public ManualResetEvent Gate { get; } = new(true);

    /// <summary>Set when a call of <c>Connect</c> has begun.</summary>
    public AutoResetEvent HasBegun { get; } = new(false);

    /// <summary>What the subscription is answered with; null: nothing.</summary>
    public MqttQoSLevel? Granted { get; set; } = MqttQoSLevel.AtLeastOnce;

    /// <summary>What happens at a publish, on the thread that publishes; null: nothing.</summary>
    public Action<MqttClient, ScriptedPublish>? OnPublish { get; set; }

    /// <summary>All clients made, in order.</summary>
    public IReadOnlyList<MqttClient> Clients => [.. _clients];

    internal static ScriptedBroker Of(MqttClient client)
    {
        ScriptedBroker broker =
            Running.Value ?? throw new InvalidOperationException("The test has made no ScriptedBroker.");
        broker.Throw("new");
        broker._clients.Enqueue(client);
        return broker;
    }

    internal void Throw(string call)
    {
        if (Throwing.Contains(call))
        {
            throw new InvalidOperationException(call);
        }
    }
}
