// Takes what the server sends to hubs.
using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Fleet.Server.Gateway;
using Hub.Protocols.Cbor;
using Hub.Protocols.Messages;

namespace Slices.Tests.World;

/// <summary>A gateway whose hubs all have a session, unless the test says otherwise.</summary>
internal sealed class DownlinkDouble : IDownlink
{
    private readonly List<(HubPrincipal Hub, DownlinkKind Kind, byte[] Payload, bool AtLeastOnce)> _sent = [];

    public bool HasSessions { get; set; } = true;

    /// <summary>Released for every message that was sent.</summary>
    public SemaphoreSlim Added { get; } = new(0);

    /// <summary>Called within each sending.</summary>
    public Action? Sending { get; set; }

    public int Count
    {
        get
        {
            lock (_sent)
            {
                return _sent.Count;
            }
        }
    }

    public bool Send(
        HubPrincipal hub, DownlinkKind kind, ReadOnlySpan<byte> payload, bool atLeastOnce, bool flushNow = true)
    {
        Sending?.Invoke();
        if (!HasSessions)
        {
            return false;
        }

        lock (_sent)
        {
            _sent.Add((hub, kind, payload.ToArray(), atLeastOnce));
        }

        Added.Release();

        return true;
    }

    public bool IsConnected(HubPrincipal hub) => HasSessions;

    /// <summary>The sequences of the alarms that the hub was told are held.</summary>
    public ulong[] HeldBy(HubPrincipal hub) =>
        [.. Decoded<AcknowledgementMessage>(hub, DownlinkKind.Acknowledgement)
            .Where(message => message.Result == AcknowledgementResult.Held)
            .Select(message => message.AcknowledgedSequence)];

    /// <summary>True when any message of a kind would have been kept for a hub that is away.</summary>
    public bool WasKept(HubPrincipal hub, DownlinkKind kind)
    {
        lock (_sent)
        {
            return _sent.Any(sent => sent.Hub == hub && sent.Kind == kind && sent.AtLeastOnce);
        }
    }

    /// <summary>What the hub was sent of one kind, decoded.</summary>
    public T[] Decoded<T>(HubPrincipal hub, DownlinkKind kind)
        where T : HubMessage, new()
    {
        lock (_sent)
        {
            return [.. _sent.Where(sent => sent.Hub == hub && sent.Kind == kind).Select(sent =>
            {
                var message = new T();
                MessageError error = message.Decode(new CborReader(), sent.Payload, 0, sent.Payload.Length);
                Assert.Equal(MessageError.None, error);
                return message;
            })];
        }
    }
}
