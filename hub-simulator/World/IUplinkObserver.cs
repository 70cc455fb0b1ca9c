// Whoever watches what a hub and its fleet manager say to each other.
using System;
using Hub.Protocols.Messages;

namespace Hub.Simulator.World;

/// <summary>Is told of what passes the hub's uplink; bodies are valid during the call only.</summary>
public interface IUplinkObserver
{
    /// <summary>The session became ready.</summary>
    void OnReady()
    {
    }

    /// <summary>The session ended.</summary>
    void OnClosed()
    {
    }

    /// <summary>The hub gave a message to its uplink, which took it.</summary>
    void OnPublished(MessageKind kind, ReadOnlySpan<byte> body)
    {
    }

    /// <summary>The hub got a message.</summary>
    void OnReceived(MessageKind kind, ReadOnlySpan<byte> body)
    {
    }
}
