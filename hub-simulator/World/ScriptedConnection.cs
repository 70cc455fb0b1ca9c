// One connection at the scripted broker: packets in, packets out.
using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.Text;
using Hub.Protocols.Messages;
using Hub.Protocols.Mqtt;

namespace Hub.Simulator.World;

/// <summary>Reads MQTT 5.0 packets (§3 of the standard), answers them, hands publishes to the fleet manager.</summary>
internal sealed class ScriptedConnection : IFleetSession
{
    private const int RetryMilliseconds = 20;
    private const int MaxRetries = 100;

    private readonly ScriptedBroker _broker;
    private readonly ScriptedFleet _fleet;
    private readonly string _hubId;
    private readonly IByteStream _stream;
    private readonly int _number;
    private readonly List<byte> _received = [];
    private readonly Queue<byte[]> _toSend = new();
    private readonly byte[] _buffer = new byte[1024];
    private int _sent;
    private int _retries;
    private bool _isFlushPlanned;

    internal ScriptedConnection(
        ScriptedBroker broker, ScriptedFleet fleet, string hubId, IByteStream stream, int number)
    {
        _broker = broker;
        _fleet = fleet;
        _hubId = hubId;
        _stream = stream;
        _number = number;
    }

    public void Deliver(MessageKind kind, byte[] body)
    {
        byte[] topic = Encoding.UTF8.GetBytes(Topics.For(_hubId, kind));
        Send(0x30, [.. Prefixed(topic), 0, .. body]);
    }

    public void Acknowledge(int publishId, int session)
    {
        if (session == _number)
        {
            Send(0x40, [(byte)(publishId >> 8), (byte)publishId]);
        }
    }

    internal void End() => _stream.Close();

    internal void Step()
    {
        for (int read; (read = _stream.Read(_buffer, 0, _buffer.Length)) > 0;)
        {
            _received.AddRange(_buffer.AsSpan(0, read));
        }

        while (TakePacket(out int first, out byte[] packet))
        {
            Take(first, packet);
        }

        Flush();
    }

    private void Take(int first, byte[] packet)
    {
        switch (first >> 4)
        {
            case 1:
                TakeConnect(packet);
                break;
            case 3:
                int topicLength = BinaryPrimitives.ReadUInt16BigEndian(packet);
                int at = 2 + topicLength;
                int id = BinaryPrimitives.ReadUInt16BigEndian(packet.AsSpan(at));
                at = SkipProperties(packet, at + 2);
                _fleet.Receive(this, _number, id, Topics.Parse(packet, 2, topicLength), packet[at..]);
                break;
            case 8:
                Send(0x90, [packet[0], packet[1], 0, 1]);
                break;
            case 12:
                Send(0xD0, []);
                break;
            case 14:
                _stream.Close();
                break;
            default:
                throw new InvalidDataException($"the hub has sent a packet of type {first >> 4}");
        }
    }

    private void TakeConnect(byte[] packet)
    {
        bool isCleanStart = (packet[7] & 0x02) != 0;
        int at = SkipProperties(packet, 10);
        at += 2 + BinaryPrimitives.ReadUInt16BigEndian(packet.AsSpan(at));
        at = SkipProperties(packet, at);
        at += 2 + BinaryPrimitives.ReadUInt16BigEndian(packet.AsSpan(at));
        int willLength = BinaryPrimitives.ReadUInt16BigEndian(packet.AsSpan(at));
        byte[] will = packet[(at + 2)..(at + 2 + willLength)];
        bool hasSession = _broker.HasSession && !isCleanStart;
        _broker.HasSession = true;
        Send(0x20, [(byte)(hasSession ? 1 : 0), 0, 0]);
        _fleet.Welcome(this, will);
    }

    private bool TakePacket(out int first, out byte[] packet)
    {
        first = 0;
        packet = [];
        if (_received.Count < 2 || !TryReadVariable([.. _received], 1, out int length, out int start)
            || _received.Count < start + length)
        {
            return false;
        }

        first = _received[0];
        packet = [.. _received.GetRange(start, length)];
        _received.RemoveRange(0, start + length);
        return true;
    }

    private void Send(int first, byte[] rest)
    {
        List<byte> packet = [(byte)first];
        int length = rest.Length;
        do
        {
            packet.Add((byte)((length & 0x7F) | (length > 0x7F ? 0x80 : 0)));
            length >>= 7;
        }
        while (length > 0);
        _toSend.Enqueue([.. packet, .. rest]);
        Flush();
    }

    // What finds no room waits for the hub to read; a hub that reads nothing for two seconds is left to itself.
    private void Flush()
    {
        while (_toSend.TryPeek(out byte[]? packet))
        {
            int written = _stream.Write(packet, _sent, packet.Length - _sent);
            _sent += written;
            _retries = written > 0 ? 0 : _retries;
            if (_sent < packet.Length)
            {
                FlushLater();
                return;
            }

            _sent = 0;
            _toSend.Dequeue();
        }
    }

    private static byte[] Prefixed(byte[] bytes) => [(byte)(bytes.Length >> 8), (byte)bytes.Length, .. bytes];

    private static int SkipProperties(byte[] packet, int at)
    {
        TryReadVariable(packet, at, out int length, out int start);
        return start + length;
    }

    private static bool TryReadVariable(byte[] bytes, int at, out int value, out int next)
    {
        value = 0;
        next = at;
        for (int shift = 0; next < bytes.Length; shift += 7)
        {
            byte one = bytes[next++];
            value |= (one & 0x7F) << shift;
            if (one < 0x80)
            {
                return true;
            }
        }

        return false;
    }

    private void FlushLater()
    {
        if (!_isFlushPlanned && _retries < MaxRetries)
        {
            _retries++;
            _isFlushPlanned = true;
            _broker.After(RetryMilliseconds, () =>
            {
                _isFlushPlanned = false;
                Flush();
            });
        }
    }
}
