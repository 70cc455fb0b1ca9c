// An uplink whose every turn a test decides: connects, refuses, hangs, answers, stays silent, speaks.
using System;
using System.Collections.Generic;
using System.Linq;
using Hub.Core.Ports;
using Hub.Protocols.Cbor;
using Hub.Protocols.Messages;
using Hub.Protocols.Security;

namespace Firmware.Tests.World;

internal sealed class FakeUplink : IUplink, IByteMeter
{
    private readonly Queue<(int Id, int Reason)> _answers = new();
    private readonly Queue<(MessageKind Kind, byte[] Body)> _inbound = new();
    private readonly byte[] _buffer = new byte[1024];
    private readonly CommandSeal _commandSeal = new(new Ccm(new Aes128()));
    private IUplinkEvents? _events;
    private long _readyAt;
    private int _lastId;
    private ulong _downSequence = 5UL << 32;

    /// <summary>Whether connecting succeeds; otherwise it ends in Closed after the delay.</summary>
    internal bool IsReachable { get; set; } = true;

    /// <summary>Whether connecting never ends.</summary>
    internal bool IsHanging { get; set; }

    /// <summary>What each message is said to cost.</summary>
    internal int BytesPerMessage { get; set; }

    public long ByteCount => Published.Count * (long)BytesPerMessage;

    internal long ConnectMilliseconds { get; set; } = 200;

    /// <summary>Whether the broker answers publishes, and with what.</summary>
    internal bool Answers { get; set; } = true;

    internal int AnswerReason { get; set; }

    /// <summary>Publishes taken before the uplink says it is full; answers make room.</summary>
    internal int Room { get; set; } = int.MaxValue;

    /// <summary>Whether the fleet manager acknowledges alarms.</summary>
    internal bool HoldsAlarms { get; set; } = true;

    internal AcknowledgementResult HoldResult { get; set; } = AcknowledgementResult.Held;

    internal bool TellsTime { get; set; } = true;

    /// <summary>Unix time at monotonic time 0.</summary>
    internal long UnixAtZero { get; set; } = 1_800_000_000_000;

    internal List<Published> Published { get; } = [];

    /// <summary>Called for each message that the uplink has taken.</summary>
    internal Action<Published>? Taken { get; set; }

    internal List<long> ConnectTimes { get; } = [];

    internal List<byte[]> Wills { get; } = [];

    internal int CloseCount { get; private set; }

    public UplinkState State { get; private set; }

    public BearerKind Bearer { get; init; } = BearerKind.Lte;

    public int SignalDbm => -87;

    internal int Unanswered { get; private set; }

    internal IEnumerable<Published> Of(MessageKind kind) => Published.Where(p => p.Kind == kind);

    internal IEnumerable<AlarmMessage> Alarms => Of(MessageKind.Alarm).Select(p => p.Alarm);

    /// <summary>A new hub takes the uplink over; what the old one was doing is gone.</summary>
    internal void PowerOff()
    {
        State = UplinkState.Closed;
        _answers.Clear();
        _inbound.Clear();
        Unanswered = 0;
    }

    internal void Drop()
    {
        if (State != UplinkState.Closed)
        {
            PowerOff();
            _events!.OnClosed(2);
        }
    }

    internal void Send(MessageKind kind, HubMessage message, ulong? sequence = null)
    {
        message.BootCount = 5;
        message.Sequence = sequence ?? ++_downSequence;
        if (message is CommandMessage command)
        {
            Assert.True(_commandSeal.Seal(command, TestHub.Key));
        }

        byte[] body = new byte[512];
        int length = message.Encode(new CborWriter(), body, 0, body.Length);
        Assert.True(length > 0);
        SendRaw(kind, body[..length]);
    }

    internal void SendRaw(MessageKind kind, byte[] body) => _inbound.Enqueue((kind, body));

    internal void Acknowledge(AlarmMessage alarm) =>
        Send(MessageKind.DownAcknowledgement, new AcknowledgementMessage
        {
            AcknowledgedSequence = alarm.Sequence,
            AcknowledgedBootCount = alarm.BootCount,
            Result = HoldResult,
        });

    public void Attach(IUplinkEvents events) => _events = events;

    public void Connect(byte[] will, int willLength, long nowMilliseconds)
    {
        Assert.Equal(UplinkState.Closed, State);
        ConnectTimes.Add(nowMilliseconds);
        Wills.Add(will[..willLength]);
        State = UplinkState.Connecting;
        _readyAt = nowMilliseconds + ConnectMilliseconds;
    }

    public long Step(long nowMilliseconds)
    {
        if (State == UplinkState.Connecting && !IsHanging && nowMilliseconds >= _readyAt)
        {
            State = IsReachable ? UplinkState.Ready : UplinkState.Closed;
            if (IsReachable)
            {
                _events!.OnReady();
            }
            else
            {
                _events!.OnClosed(4);
            }
        }

        while (State == UplinkState.Ready && _answers.TryDequeue(out (int Id, int Reason) answer))
        {
            Unanswered--;
            _events!.OnPublishAcknowledged(answer.Id, answer.Reason);
        }

        while (State == UplinkState.Ready && _inbound.TryDequeue(out (MessageKind Kind, byte[] Body) message))
        {
            // Behind an offset, and followed by junk: what lies around a message is not part of it.
            System.Array.Fill(_buffer, (byte)0xEE);
            message.Body.CopyTo(_buffer, 7);
            _events!.OnMessage(message.Kind, _buffer, 7, message.Body.Length);
        }

        return State == UplinkState.Connecting && !IsHanging ? _readyAt : long.MaxValue;
    }

    public int Publish(MessageKind kind, byte[] body, int offset, int count, long nowMilliseconds)
    {
        if (State != UplinkState.Ready || Unanswered >= Room)
        {
            return 0;
        }

        Published message = new(nowMilliseconds, kind, body[offset..(offset + count)], ConnectTimes.Count);
        Published.Add(message);
        Unanswered++;
        _lastId = (_lastId % 65535) + 1;
        if (Answers)
        {
            _answers.Enqueue((_lastId, AnswerReason));
        }

        if (kind == MessageKind.Hello && TellsTime)
        {
            Send(MessageKind.Time, new TimeMessage { UnixMilliseconds = UnixAtZero + nowMilliseconds });
        }

        if (kind == MessageKind.Alarm && HoldsAlarms)
        {
            Acknowledge(message.Alarm);
        }

        Taken?.Invoke(message);

        return _lastId;
    }

    public void Close(long nowMilliseconds)
    {
        CloseCount++;
        PowerOff();
    }
}
