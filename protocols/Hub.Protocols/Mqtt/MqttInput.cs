// Cuts what the stream delivers, in pieces of any size, into whole packets.
using System;

namespace Hub.Protocols.Mqtt;

/// <summary>
/// One fixed buffer that the stream is read into and whose packets are decoded in place. A packet that is larger than
/// the buffer is reported before its body is taken; it can then be skipped.
/// </summary>
internal sealed class MqttInput
{
    /// <summary>More bytes are needed.</summary>
    public const int Incomplete = 0;

    /// <summary>A whole packet is there.</summary>
    public const int Packet = 1;

    /// <summary>The fixed header breaks the protocol.</summary>
    public const int Malformed = 2;

    /// <summary>The packet is larger than <see cref="ProtocolLimits.MaxMqttIncomingPacketBytes"/>.</summary>
    public const int TooLarge = 3;

    private readonly byte[] _buffer = new byte[ProtocolLimits.MaxMqttIncomingPacketBytes];
    private int _head;
    private int _tail;

    /// <summary>Holds the current packet.</summary>
    public byte[] Buffer => _buffer;

    /// <summary>Type of the current packet, 0..15.</summary>
    public int Type { get; private set; }

    /// <summary>The lower four bits of its first byte.</summary>
    public int Flags { get; private set; }

    /// <summary>Where its body starts in <see cref="Buffer"/>.</summary>
    public int BodyOffset { get; private set; }

    /// <summary>Length of its body.</summary>
    public int BodyLength { get; private set; }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        _head = 0;
        _tail = 0;
    }

    /// <summary>Reads once from the stream.</summary>
    /// <returns>Bytes read, 0 when nothing has arrived, -1 when the stream is closed.</returns>
    public int Fill(IByteStream stream)
    {
        if (_head > 0)
        {
            Array.Copy(_buffer, _head, _buffer, 0, _tail - _head);
            _tail -= _head;
            _head = 0;
        }

        int room = _buffer.Length - _tail;
        int count = stream.Read(_buffer, _tail, room);
        if (count < 0 || count > room || (count == 0 && !stream.IsOpen))
        {
            return -1;
        }

        _tail += count;
        return count;
    }

    /// <summary>Looks for the next packet; the answer is the same until <see cref="Consume"/> or more bytes.</summary>
    public int Next()
    {
        int length = 0;
        int position = _head + 1;
        int shift = 0;
        while (true)
        {
            if (position >= _tail)
            {
                return Incomplete;
            }

            int digit = _buffer[position++];
            length |= (digit & 0x7F) << shift;
            if (digit < 0x80)
            {
                // The shortest form is a must: MQTT-1.5.5-1.
                if (digit == 0 && shift > 0)
                {
                    return Malformed;
                }

                break;
            }

            shift += 7;
            if (shift > 21)
            {
                return Malformed;
            }
        }

        Type = _buffer[_head] >> 4;
        Flags = _buffer[_head] & 0x0F;
        BodyOffset = position;
        BodyLength = length;
        if (position - _head + length > _buffer.Length)
        {
            return TooLarge;
        }

        return _tail - position < length ? Incomplete : Packet;
    }

    /// <summary>Takes the current packet off.</summary>
    public void Consume()
    {
        _head = BodyOffset + BodyLength;
        if (_head == _tail)
        {
            Clear();
        }
    }

    /// <summary>Takes the current packet's fixed header off and leaves what there is of its body.</summary>
    public void ConsumeHeader()
    {
        _head = BodyOffset;
    }

    /// <summary>Hands what has arrived to the one that skips an oversized packet.</summary>
    public void Skip(MqttOversizeSkipper skipper)
    {
        _head += skipper.Take(_buffer, _head, _tail - _head);
        if (_head == _tail)
        {
            Clear();
        }
    }
}
