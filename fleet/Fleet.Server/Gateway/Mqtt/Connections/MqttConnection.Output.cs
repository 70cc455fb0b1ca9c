// How packets get from a connection to its peer.
using System;
using System.Buffers;
using System.Threading.Tasks;
using Fleet.Server.Gateway.Mqtt.Codec;

namespace Fleet.Server.Gateway.Mqtt.Connections;

/// <content>Output: appended under the lock, sent by <see cref="Flush"/>.</content>
internal sealed partial class MqttConnection
{
    /// <summary>Unflushed bytes at which a connection is flushed without being asked.</summary>
    private const int FlushAtBytes = 16 * 1024;

    /// <summary>Up to this size a PUBLISH is written in one piece.</summary>
    private const int WholeBytes = 2048;

    private TopicAliases? _aliases;
    private StalledOutput? _stalled;
    private uint _clientMaximumPacketBytes;
    private int _unflushed;
    private ushort _clientAliasMaximum;
    private bool _isClosed;

    /// <summary>Messages of QoS 1 and 2 the client may have unacknowledged at once.</summary>
    internal int OutboundQuota { get; private set; }

    /// <inheritdoc/>
    public void Flush()
    {
        lock (this)
        {
            FlushLocked();
        }
    }

    /// <summary>
    /// Flushes after a delivery: with the rest of what one read delivered, or with the commit's own flush if the
    /// caller says that one follows and it really will.
    /// </summary>
    internal void FlushAfterDelivery(bool flushNow)
    {
        if (!FlushBatch.TryAdd(this) && (flushNow || !AwaitingFlush))
        {
            Flush();
        }
    }

    /// <summary>Appends a PUBLISH unless the peer is not reading.</summary>
    internal AppendResult AppendPublish(in OutboundPublish publish)
    {
        lock (this)
        {
            if (_stalled is not null || _isClosing)
            {
                return AppendResult.NotNow;
            }

            var sendsTopic = true;
            ushort alias = 0;
            if (_clientAliasMaximum > 0)
            {
                alias = Aliases().Use(publish.Topic, _clientAliasMaximum, out var isKnown);
                sendsTopic = !isKnown;
            }

            var body = publish.BodyLength(Level, alias, sendsTopic);
            var length = 1 + PacketWriter.VariableIntegerLength((uint)body) + body;
            if (_clientMaximumPacketBytes != 0 && length > _clientMaximumPacketBytes)
            {
                if (sendsTopic)
                {
                    _aliases?.TakeBack(alias);
                }

                return AppendResult.TooLarge;
            }

            Write(publish, alias, sendsTopic, body, length);
            return AppendResult.Written;
        }
    }

    /// <summary>Appends a PUBACK, PUBREC, PUBREL or PUBCOMP; 3.1.1 knows no reason codes.</summary>
    internal void AppendAcknowledgement(byte firstByte, ushort packetId, ReasonCode reason)
    {
        lock (this)
        {
            var hasReason = reason != ReasonCode.Success && Level == ConnectPacket.Version5;
            var size = hasReason ? 5 : 4;
            var packet = Reserve(size);
            if (packet.IsEmpty)
            {
                return;
            }

            packet[0] = firstByte;
            packet[1] = (byte)(size - 2);
            packet[2] = (byte)(packetId >> 8);
            packet[3] = (byte)packetId;
            if (hasReason)
            {
                packet[4] = (byte)reason;
            }

            Advance(size);
        }
    }

    private void AppendPingResponse()
    {
        lock (this)
        {
            var packet = Reserve(2);
            if (!packet.IsEmpty)
            {
                packet[0] = FirstByte.PingResponse;
                packet[1] = 0;
                Advance(2);
            }
        }
    }

    /// <summary>Appends a packet built elsewhere; too large for the client, it ends the connection instead.</summary>
    private void AppendPacket(ReadOnlySpan<byte> packet)
    {
        lock (this)
        {
            if (_clientMaximumPacketBytes != 0 && packet.Length > _clientMaximumPacketBytes)
            {
                CloseFromOutside(ReasonCode.Success, LinkChangeReason.ProtocolError);
                return;
            }

            var destination = Reserve(packet.Length);
            if (!destination.IsEmpty)
            {
                packet.CopyTo(destination);
                Advance(packet.Length);
            }
        }
    }

    private void AppendDisconnect(ReasonCode reason)
    {
        var packet = Reserve(3);
        if (!packet.IsEmpty)
        {
            packet[0] = FirstByte.Disconnect;
            packet[1] = 1;
            packet[2] = (byte)reason;
            Advance(3);
        }
    }

    private void Write(in OutboundPublish publish, ushort alias, bool sendsTopic, int body, int length)
    {
        var now = _gateway.Wheel.CoarseNow;
        var headLength = length - publish.Payload.Length;
        var isWhole = length <= WholeBytes;
        var writer = new PacketWriter(_output.GetSpan(isWhole ? length : headLength));
        publish.WriteHead(ref writer, Level, alias, sendsTopic, body, now);
        if (isWhole)
        {
            writer.WriteBytes(publish.Payload);
            _output.Advance(length);
        }
        else
        {
            _output.Advance(headLength);
            _output.Write(publish.Payload);
        }

        _unflushed += length;
        if (_unflushed >= FlushAtBytes)
        {
            FlushLocked();
        }
    }

    /// <summary>Room for a packet; empty when nothing may be sent any more.</summary>
    private Span<byte> Reserve(int size)
    {
        if (_isClosing || _isClosed)
        {
            return default;
        }

        if (_stalled is null)
        {
            return _output.GetSpan(size);
        }

        var kept = _stalled.Reserve(size, _gateway.Limits.StalledOutputBytes);
        if (kept.IsEmpty)
        {
            CloseFromOutside(ReasonCode.Success, LinkChangeReason.TransportLost, aborts: true);
        }

        return kept;
    }

    private void Advance(int size)
    {
        if (_stalled is null)
        {
            _output.Advance(size);
            _unflushed += size;
        }
        else
        {
            _stalled.Advance(size);
        }
    }

    private void FlushLocked()
    {
        if (_unflushed == 0 || _stalled is not null || _isClosed)
        {
            return;
        }

        _unflushed = 0;
        try
        {
            var flush = _output.FlushAsync().GetAwaiter();
            if (flush.IsCompleted)
            {
                flush.GetResult();
                return;
            }

            var since = _gateway.Wheel.Now;
            _stalled = new StalledOutput(flush, since);
            _gateway.Metrics.Stalled();
            _gateway.Wheel.LookAt(this, since + (_gateway.Limits.WriteSeconds * 1000L));
            flush.UnsafeOnCompleted(OnFlushed);
        }
        catch (Exception)
        {
            // TLS tells a broken transport here; the caller, often the ingest, has nothing to do with it.
            CloseFromOutside(ReasonCode.Success, LinkChangeReason.TransportLost, aborts: true);
        }
    }

    /// <summary>The peer has begun to read again, or is gone.</summary>
    private void OnFlushed()
    {
        TaskCompletionSource? drained = null;
        bool isFlowing;
        lock (this)
        {
            var stalled = _stalled!;
            _stalled = null;
            try
            {
                stalled.Flush.GetResult();
                if (!_isClosed && stalled.Kept.Length > 0)
                {
                    _output.Write(stalled.Kept);
                    _unflushed += stalled.Kept.Length;
                    FlushLocked();
                }
            }
            catch (Exception)
            {
                // The read loop meets the same fault and ends the connection.
                CloseFromOutside(ReasonCode.Success, LinkChangeReason.TransportLost, aborts: true);
            }

            stalled.Release();
            isFlowing = _stalled is null;
            if (isFlowing)
            {
                drained = stalled.Drained;
                _lastHeard = _gateway.Wheel.CoarseNow;
            }
            else
            {
                _stalled!.Drained = stalled.Drained;
            }
        }

        if (isFlowing)
        {
            _session?.DrainAfterStall(this);
            drained?.TrySetResult();
        }
    }

    private TopicAliases Aliases() => _aliases ??= new TopicAliases();
}
