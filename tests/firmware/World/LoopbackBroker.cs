// A network path that ends in a small MQTT broker with a fleet manager behind it, without allocation.
using System;
using Hub.Core.Ports;
using Hub.Protocols.Cbor;
using Hub.Protocols.Messages;
using Hub.Protocols.Mqtt;

namespace Firmware.Tests.World;

/// <summary>
/// Speaks just enough MQTT 5.0 and 3.1.1 for one hub: CONNECT, SUBSCRIBE, PUBLISH at QoS 1, PINGREQ. Answers each
/// alarm with down/ack and each hello with down/time. Counts what it sees and keeps nothing else.
/// </summary>
internal sealed class LoopbackBroker : IBearer, IByteStream
{
    private readonly byte[] _input = new byte[8192];
    private readonly byte[] _output = new byte[8192];
    private readonly byte[] _body = new byte[512];
    private readonly AlarmMessage _alarm = new();
    private readonly AcknowledgementMessage _acknowledgement = new();
    private readonly TimeMessage _time = new();
    private readonly CborReader _reader = new();
    private readonly CborWriter _writer = new();
    private readonly byte[] _clientId = new byte[16];
    private int _inputLength;
    private int _outputLength;
    private int _level;
    private ulong _downSequence = 1UL << 32;

    internal int[] Counts { get; } = new int[Topics.KindCount];

    internal int ConnectCount { get; private set; }

    internal int SubscribeCount { get; private set; }

    internal int PingCount { get; private set; }

    internal bool HadDisconnect { get; private set; }

    internal string LastClientId => System.Text.Encoding.UTF8.GetString(_clientId);

    internal bool RefusesLevel5 { get; set; }

    internal bool RefusesSubscription { get; set; }

    internal bool CannotOpen { get; set; }

    internal bool NeverOpens { get; set; }

    internal bool HoldsAlarms { get; set; } = true;

    internal ulong LastAlarmSequence { get; private set; }

    public BearerKind Kind { get; init; } = BearerKind.Fixed;

    public int SignalDbm => 0;

    public BearerState State { get; private set; }

    public IByteStream? Stream => State == BearerState.Open ? this : null;

    public bool IsOpen => State == BearerState.Open;

    public void Open()
    {
        Demand(State == BearerState.Closed);
        State = CannotOpen ? BearerState.Failed : NeverOpens ? BearerState.Opening : BearerState.Open;
        _inputLength = 0;
        _outputLength = 0;
    }

    public void Close() => State = BearerState.Closed;

    public int Read(byte[] buffer, int offset, int count)
    {
        if (!IsOpen)
        {
            return -1;
        }

        int taken = Math.Min(count, _outputLength);
        Array.Copy(_output, 0, buffer, offset, taken);
        Array.Copy(_output, taken, _output, 0, _outputLength - taken);
        _outputLength -= taken;
        return taken;
    }

    public int Write(byte[] buffer, int offset, int count)
    {
        if (!IsOpen)
        {
            return -1;
        }

        Array.Copy(buffer, offset, _input, _inputLength, count);
        _inputLength += count;
        while (IsOpen && TakePacket())
        {
        }

        return count;
    }

    private bool TakePacket()
    {
        int at = 1;
        int length = 0;
        int shift = 0;
        do
        {
            if (at >= _inputLength)
            {
                return false;
            }

            length |= (_input[at] & 0x7F) << shift;
            shift += 7;
        }
        while ((_input[at++] & 0x80) != 0);

        if (_inputLength < at + length)
        {
            return false;
        }

        Handle(_input[0] >> 4, _input[0] & 15, at, length);
        int total = at + length;
        Array.Copy(_input, total, _input, 0, Math.Max(0, _inputLength - total));
        _inputLength = Math.Max(0, _inputLength - total);
        return _inputLength > 0;
    }

    private void Handle(int type, int flags, int at, int length)
    {
        switch (type)
        {
            case 1:
                Connect(at, length);
                break;
            case 3:
                Publish(flags, at, length);
                break;
            case 8:
                SubscribeCount++;
                byte granted = RefusesSubscription ? (byte)(_level == 5 ? 0x87 : 0x80) : (byte)1;
                Put([0x90, (byte)(_level == 5 ? 4 : 3), _input[at], _input[at + 1]]);
                Put(_level == 5 ? [0, granted] : [granted]);
                break;
            case 12:
                PingCount++;
                Put([0xD0, 0]);
                break;
            case 14:
                HadDisconnect = true;
                Close();
                break;
        }
    }

    private void Connect(int at, int length)
    {
        ConnectCount++;
        _level = _input[at + 6];
        if (_level == 5 && RefusesLevel5)
        {
            Put([0x20, 2, 0, 1]);
            return;
        }

        int idAt = at + 10 + (_level == 5 ? 1 + _input[at + 10] : 0);
        _input.AsSpan(idAt + 2, _input[idAt + 1]).CopyTo(_clientId);
        Demand(idAt < at + length);
        Put(_level == 5 ? [0x20, 3, 0, 0, 0] : [0x20, 2, 0, 0]);
    }

    private void Publish(int flags, int at, int length)
    {
        Demand(((flags >> 1) & 3) == 1);
        int topicLength = (_input[at] << 8) | _input[at + 1];
        MessageKind kind = Topics.Parse(_input, at + 2, topicLength);
        Counts[(int)kind]++;
        int idAt = at + 2 + topicLength;
        Span<byte> answer = [0x40, 2, _input[idAt], _input[idAt + 1]];
        Put(answer);
        int bodyAt = idAt + 2 + (_level == 5 ? 1 + _input[idAt + 2] : 0);
        int count = at + length - bodyAt;
        if (kind == MessageKind.Alarm)
        {
            Demand(_alarm.Decode(_reader, _input, bodyAt, count) == MessageError.None);
            LastAlarmSequence = _alarm.Sequence;
            if (HoldsAlarms)
            {
                _acknowledgement.AcknowledgedSequence = _alarm.Sequence;
                _acknowledgement.AcknowledgedBootCount = _alarm.BootCount;
                Send(_acknowledgement, AcknowledgementTopic);
            }
        }
        else if (kind == MessageKind.Hello)
        {
            _time.UnixMilliseconds = 1_800_000_000_000;
            Send(_time, TimeTopic);
        }
    }

    private static readonly byte[] AcknowledgementTopic = System.Text.Encoding.UTF8.GetBytes(
        Topics.For("00c0ffee00c0ffee", MessageKind.DownAcknowledgement));

    private static readonly byte[] TimeTopic = System.Text.Encoding.UTF8.GetBytes(
        Topics.For("00c0ffee00c0ffee", MessageKind.Time));

    private void Send(HubMessage message, byte[] topic)
    {
        message.BootCount = 1;
        message.Sequence = ++_downSequence;
        int count = message.Encode(_writer, _body, 0, _body.Length);
        int length = 2 + topic.Length + (_level == 5 ? 1 : 0) + count;
        Demand(length < 128);
        Put([0x30, (byte)length, 0, (byte)topic.Length]);
        Put(topic);
        if (_level == 5)
        {
            Put([0]);
        }

        Put(_body.AsSpan(0, count));
    }

    // The test framework's own assertions allocate.
    private static void Demand(bool condition)
    {
        if (!condition)
        {
            throw new InvalidOperationException("The hub did what this broker does not expect.");
        }
    }

    private void Put(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(_output.AsSpan(_outputLength));
        _outputLength += bytes.Length;
    }
}
