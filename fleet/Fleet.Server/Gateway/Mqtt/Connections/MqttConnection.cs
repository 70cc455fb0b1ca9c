// One connection of a client: reads its packets and lives its life.
using System;
using System.Buffers;
using System.IO;
using System.IO.Pipelines;
using System.Threading.Tasks;
using Fleet.Server.Gateway.Mqtt.Codec;
using Fleet.Server.Gateway.Mqtt.Sessions;
using Fleet.Server.Gateway.Mqtt.Timing;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging;

namespace Fleet.Server.Gateway.Mqtt.Connections;

/// <summary>
/// One MQTT connection. One loop reads; anybody may write, under the connection's lock, which is the last to be taken.
/// What it holds while idle is this object and nothing else of the gateway's.
/// </summary>
internal sealed partial class MqttConnection : TimedEntry, IUplinkReceipt
{
    private readonly MqttGateway _gateway;
    private readonly ConnectionContext _context;
    private readonly PipeReader _input;
    private readonly PipeWriter _output;
    private MqttSession? _session;
    private HubPrincipal? _hub;
    private int _maximumPacketBytes;

    internal MqttConnection(MqttGateway gateway, ConnectionContext context)
    {
        _gateway = gateway;
        _context = context;
        _input = context.Transport.Input;
        _output = context.Transport.Output;
        _lastHeard = gateway.Wheel.Now;
        _maximumPacketBytes = gateway.MaximumPacketBytes(isHub: !gateway.Options.Mqtt.Conformance);
    }

    /// <summary>What handling a packet, or a read's worth of them, leads to.</summary>
    private enum Step : byte
    {
        /// <summary>Handle the next packet.</summary>
        Continue,

        /// <summary>Everything whole is handled: read on.</summary>
        ReadMore,

        /// <summary>The ingest is full: this packet is handled again when it has room.</summary>
        WaitForRoom,

        /// <summary>The peer does not read its answers: go on when it does.</summary>
        WaitForPeer,

        /// <summary>The connection is over.</summary>
        Close,
    }

    /// <summary>Protocol level, 4 or 5; 0 before CONNECT.</summary>
    internal byte Level { get; private set; }

    /// <summary>True for a client of the conformance mode, without a user name.</summary>
    internal bool IsOpen => _hub is null;

    /// <summary>Serves the connection until it ends.</summary>
    internal async Task RunAsync()
    {
        _gateway.Wheel.LookAt(this, _lastHeard + (_gateway.Limits.ConnectSeconds * 1000L));
        try
        {
            await ReadAsync();
        }
        catch (Exception fault)
        {
            OnBroken(fault);
        }

        LeaveSession();
        try
        {
            if (_lingers)
            {
                await LingerAsync();
            }
        }
        catch (Exception fault)
        {
            OnBroken(fault);
        }

        Leave();
    }

    private async Task ReadAsync()
    {
        var isOver = false;
        while (!isOver)
        {
            var result = await _input.ReadAsync();
            var buffer = result.Buffer;
            var step = Handle(ref buffer);
            while (step is Step.WaitForRoom or Step.WaitForPeer)
            {
                await (step == Step.WaitForRoom ? WaitForRoomAsync() : WaitForPeerAsync());
                step = Handle(ref buffer);
            }

            _input.AdvanceTo(buffer.Start, buffer.End);
            isOver = step == Step.Close || result.IsCompleted;
        }
    }

    /// <summary>Handles every whole packet received, and sends all answers at once.</summary>
    private Step Handle(ref ReadOnlySequence<byte> buffer)
    {
        var step = CanHandle();
        if (step != Step.Continue)
        {
            return step;
        }

        FlushBatch.Open();
        var handled = 0;
        try
        {
            while ((step = HandleNext(ref buffer)) == Step.Continue)
            {
                handled++;
            }
        }
        finally
        {
            if (handled > 0)
            {
                _lastHeard = _gateway.Wheel.CoarseNow;
            }

            CountPublishes();
            FlushBatch.Close();
            Flush();
        }

        return step;
    }

    private Step HandleNext(ref ReadOnlySequence<byte> buffer)
    {
        // Whoever does not begin with CONNECT speaks something else and need not be heard out.
        if (_session is null && !buffer.IsEmpty && buffer.FirstSpan[0] != FirstByte.Connect)
        {
            return Fail(ReasonCode.ProtocolError);
        }

        switch (FrameReader.TryRead(buffer, _maximumPacketBytes, out var headerLength, out var bodyLength,
            out var fault))
        {
            case FrameReader.Found.Partial:
                return Step.ReadMore;
            case FrameReader.Found.Fault:
                return Fail(fault);
            default:
                break;
        }

        var length = headerLength + bodyLength;
        var start = buffer.FirstSpan;
        Step step;
        if (start.Length >= length)
        {
            step = HandlePacket(start[0], start.Slice(headerLength, bodyLength), buffer, headerLength);
        }
        else
        {
            var rented = ArrayPool<byte>.Shared.Rent(length);
            buffer.Slice(0, length).CopyTo(rented);
            step = HandlePacket(rented[0], rented.AsSpan(headerLength, bodyLength), buffer, headerLength);
            ArrayPool<byte>.Shared.Return(rented);
        }

        if (step == Step.Continue)
        {
            buffer = buffer.Slice(length);
        }

        return step;
    }

    private Step HandlePacket(
        byte firstByte, ReadOnlySpan<byte> body, in ReadOnlySequence<byte> frame, int headerLength)
    {
        var type = (PacketType)(firstByte >> 4);
        if (_session is null)
        {
            return OnConnect(body);
        }

        switch (type)
        {
            case PacketType.Publish:
                return OnPublish(firstByte, body, frame, headerLength);
            case PacketType.PublishAcknowledgement:
            case PacketType.PublishReceived:
            case PacketType.PublishRelease:
            case PacketType.PublishComplete:
                return OnAcknowledgement(firstByte, body);
            case PacketType.Subscribe:
                return OnSubscribe(firstByte, body);
            case PacketType.Unsubscribe:
                return OnUnsubscribe(firstByte, body);
            case PacketType.PingRequest:
                return OnPing(firstByte, body);
            case PacketType.Disconnect:
                return OnDisconnect(firstByte, body);
            case PacketType.Reserved:
                return Fail(ReasonCode.MalformedPacket);
            default:
                // A second CONNECT, what only a server sends, and AUTH: no extended authentication was agreed on.
                return Fail(ReasonCode.ProtocolError);
        }
    }

    private Step OnAcknowledgement(byte firstByte, ReadOnlySpan<byte> body)
    {
        var fault = AcknowledgementPacket.Parse(firstByte, Level, body, out var packet);
        if (fault != ReasonCode.Success)
        {
            return Fail(fault);
        }

        var type = (PacketType)(firstByte >> 4);
        if (type == PacketType.PublishRelease)
        {
            var isHeld = _session!.Release(this, packet.PacketId);
            EndInbound();
            AppendAcknowledgement(
                FirstByte.PublishComplete,
                packet.PacketId,
                isHeld ? ReasonCode.Success : ReasonCode.PacketIdentifierNotFound);
        }
        else
        {
            _session!.OnAcknowledgement(this, type, packet);
        }

        return Step.Continue;
    }

    private Step OnPing(byte firstByte, ReadOnlySpan<byte> body)
    {
        if (firstByte != 0xC0 || !body.IsEmpty)
        {
            return Fail(ReasonCode.MalformedPacket);
        }

        AppendPingResponse();
        return Step.Continue;
    }

    private Step OnDisconnect(byte firstByte, ReadOnlySpan<byte> body)
    {
        var fault = DisconnectPacket.Parse(firstByte, Level, body, out var packet);
        var session = _session!;
        if (fault == ReasonCode.Success && packet.HasSessionExpiry)
        {
            lock (session)
            {
                if (session.ExpirySeconds == 0 && packet.SessionExpirySeconds != 0)
                {
                    fault = ReasonCode.ProtocolError;
                }
                else if (session.Connection == this)
                {
                    session.ExpirySeconds = LowerExpiry(packet.SessionExpirySeconds);
                }
            }
        }

        if (fault != ReasonCode.Success)
        {
            return Fail(fault);
        }

        _discardsWill = packet.Reason == ReasonCode.Success;
        Close(ReasonCode.Success, LinkChangeReason.Disconnected);
        return Step.Close;
    }

    /// <summary>Waits until the ingest has room; being silent is not the client's fault meanwhile.</summary>
    private async Task WaitForRoomAsync()
    {
        lock (this)
        {
            if (_isClosing)
            {
                return;
            }

            _isPaused = true;
        }

        _gateway.Metrics.Paused();
        try
        {
            await _gateway.Sink.WaitForRoomAsync(_context.ConnectionClosed);
        }
        finally
        {
            lock (this)
            {
                _isPaused = false;
                _lastHeard = _gateway.Wheel.CoarseNow;
            }
        }
    }

    private Task WaitForPeerAsync()
    {
        lock (this)
        {
            if (_stalled is null)
            {
                return Task.CompletedTask;
            }

            _stalled.Drained ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _stalled.Drained.Task;
        }
    }

    private Step CanHandle()
    {
        lock (this)
        {
            return _isClosing ? Step.Close : _stalled is null ? Step.Continue : Step.WaitForPeer;
        }
    }

    private void OnBroken(Exception fault)
    {
        Close(ReasonCode.Success, LinkChangeReason.TransportLost);
        _lingers = false;
        if (fault is not (IOException or OperationCanceledException or ConnectionAbortedException))
        {
            LogBroken(_gateway.Log, fault);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A hub's connection failed.")]
    private static partial void LogBroken(ILogger logger, Exception fault);
}
