// Encodes and sends what the ingest answers to hubs.
using System;
using Hub.Protocols;
using Hub.Protocols.Cbor;
using Hub.Protocols.Messages;

namespace Fleet.Server.Gateway.Ingest;

/// <summary>
/// Acknowledgements, times and commands. The sequence is the node's epoch (32 bits) and a counter, so it never repeats
/// for a hub, whatever restarts lie between. Encoding is serialised; nothing is allocated.
/// </summary>
internal sealed class DownMessages : ICommandSender
{
    private readonly Func<IDownlink> _downlink;
    private readonly AcknowledgementMessage _acknowledgement = new();
    private readonly TimeMessage _time = new();
    private readonly CborWriter _writer = new();
    private readonly byte[] _buffer = new byte[ProtocolLimits.MaxMessageBytes];
    private readonly CborWriter _blockWriter = new();
    private readonly byte[] _blockBuffer = new byte[ProtocolLimits.MaxMessageBytes];
    private readonly object _sync = new();
    private IDownlink? _resolved;
    private uint _counter;

    /// <param name="downlink">Resolved at first use: the gateway needs the sink before it can be made itself.</param>
    public DownMessages(Func<IDownlink> downlink)
    {
        _downlink = downlink;
    }

    /// <summary>This start's epoch, set once before the first message.</summary>
    public long NodeEpoch { get; set; }

    private IDownlink Downlink => _resolved ??= _downlink();

    public bool IsConnected(HubPrincipal hub)
    {
        return Downlink.IsConnected(hub);
    }

    /// <summary>Tells the hub that its alarm is held.</summary>
    public bool SendHeld(HubPrincipal hub, ulong sequence, long bootCount, bool flushNow)
    {
        lock (_sync)
        {
            _acknowledgement.AcknowledgedSequence = sequence;
            _acknowledgement.AcknowledgedBootCount = bootCount;
            _acknowledgement.Result = AcknowledgementResult.Held;
            return Send(hub, DownlinkKind.Acknowledgement, _acknowledgement, atLeastOnce: false, flushNow);
        }
    }

    /// <summary>Tells the hub the time.</summary>
    public bool SendTime(HubPrincipal hub, long unixMilliseconds, bool flushNow)
    {
        lock (_sync)
        {
            _time.UnixMilliseconds = unixMilliseconds;
            return Send(hub, DownlinkKind.Time, _time, atLeastOnce: false, flushNow);
        }
    }

    public long ReserveSequence()
    {
        lock (_sync)
        {
            return NextSequence();
        }
    }

    public long ReserveSequences(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        lock (_sync)
        {
            long first = NextSequence();
            _counter += (uint)(count - 1);
            return first;
        }
    }

    public bool SendCommand(HubPrincipal hub, CommandMessage command)
    {
        lock (_sync)
        {
            long sequence = (long)command.Sequence;
            return Send(hub, DownlinkKind.Command, command, atLeastOnce: true, flushNow: true, sequence);
        }
    }

    public bool SendPairRequest(HubPrincipal hub, PairRequestMessage request)
    {
        lock (_sync)
        {
            long sequence = (long)request.Sequence;
            return Send(hub, DownlinkKind.Pair, request, atLeastOnce: false, flushNow: true, sequence);
        }
    }

    public bool SendDocumentPart(HubPrincipal hub, DownlinkKind kind, DocumentPartMessage part)
    {
        lock (_sync)
        {
            return Send(hub, kind, part, atLeastOnce: true, flushNow: true, (long)part.Sequence);
        }
    }

    public long BootCount => NodeEpoch;

    public bool SendUpdateOrder(HubPrincipal hub, UpdateOrderMessage order)
    {
        lock (_sync)
        {
            long sequence = (long)order.Sequence;
            return Send(hub, DownlinkKind.Update, order, atLeastOnce: true, flushNow: true, sequence);
        }
    }

    // A lock of its own: no acknowledgement of an alarm waits while blocks are encoded.
    public bool SendBlock(HubPrincipal hub, BlockMessage block, bool flushNow)
    {
        lock (_blockBuffer)
        {
            block.BootCount = NodeEpoch;
            int length = block.Encode(_blockWriter, _blockBuffer, 0, _blockBuffer.Length);
            return length > 0 && Downlink.Send(
                hub, DownlinkKind.Block, _blockBuffer.AsSpan(0, length), atLeastOnce: false, flushNow);
        }
    }

    private bool Send(
        HubPrincipal hub, DownlinkKind kind, HubMessage message, bool atLeastOnce, bool flushNow, long sequence = 0)
    {
        message.BootCount = NodeEpoch;
        message.Sequence = (ulong)(sequence != 0 ? sequence : NextSequence());
        int length = message.Encode(_writer, _buffer, 0, _buffer.Length);
        return length > 0 && Downlink.Send(hub, kind, _buffer.AsSpan(0, length), atLeastOnce, flushNow);
    }

    private long NextSequence()
    {
        return (NodeEpoch << 32) | ++_counter;
    }
}
