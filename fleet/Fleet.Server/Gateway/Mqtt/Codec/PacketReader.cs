// Reads the fields of one control packet.
using System;
using System.Buffers.Binary;
using System.Text.Unicode;

namespace Fleet.Server.Gateway.Mqtt.Codec;

/// <summary>
/// Reads the data types of MQTT 5.0 §1.5 from a packet's body. The first fault sticks: every later read returns an
/// empty value, so a caller checks <see cref="Fault"/> once, when done.
/// </summary>
internal ref struct PacketReader
{
    private readonly ReadOnlySpan<byte> _bytes;
    private int _position;

    internal PacketReader(ReadOnlySpan<byte> bytes)
    {
        _bytes = bytes;
        _position = 0;
        Fault = ReasonCode.Success;
    }

    /// <summary>The first fault met, or <see cref="ReasonCode.Success"/>.</summary>
    internal ReasonCode Fault { get; private set; }

    /// <summary>Offset of the next byte to read.</summary>
    internal readonly int Position => _position;

    /// <summary>Bytes not read yet.</summary>
    internal readonly int Remaining => _bytes.Length - _position;

    /// <summary>Notes a fault found by the caller, unless there is one already.</summary>
    internal void Fail(ReasonCode fault)
    {
        if (Fault == ReasonCode.Success)
        {
            Fault = fault;
            _position = _bytes.Length;
        }
    }

    internal byte ReadByte()
    {
        if (_position >= _bytes.Length)
        {
            Fail(ReasonCode.MalformedPacket);
            return 0;
        }

        return _bytes[_position++];
    }

    internal ushort ReadUInt16()
    {
        if (Remaining < 2)
        {
            Fail(ReasonCode.MalformedPacket);
            return 0;
        }

        var value = BinaryPrimitives.ReadUInt16BigEndian(_bytes[_position..]);
        _position += 2;
        return value;
    }

    internal uint ReadUInt32()
    {
        if (Remaining < 4)
        {
            Fail(ReasonCode.MalformedPacket);
            return 0;
        }

        var value = BinaryPrimitives.ReadUInt32BigEndian(_bytes[_position..]);
        _position += 4;
        return value;
    }

    /// <summary>Reads a variable byte integer; a longer encoding than needed is malformed (MQTT 5.0 §1.5.5).</summary>
    internal uint ReadVariableInteger()
    {
        uint value = 0;
        for (var shift = 0; shift < 28; shift += 7)
        {
            var next = ReadByte();
            value |= (uint)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                if (next == 0 && shift > 0)
                {
                    Fail(ReasonCode.MalformedPacket);
                }

                return Fault == ReasonCode.Success ? value : 0;
            }
        }

        Fail(ReasonCode.MalformedPacket);
        return 0;
    }

    internal ReadOnlySpan<byte> ReadBinary() => ReadBlock(ReadUInt16());

    /// <summary>Reads a UTF-8 string; ill-formed UTF-8 and U+0000 are malformed (MQTT 5.0 §1.5.4).</summary>
    internal ReadOnlySpan<byte> ReadString()
    {
        var text = ReadBinary();
        if (!IsText(text))
        {
            Fail(ReasonCode.MalformedPacket);
            return default;
        }

        return text;
    }

    internal ReadOnlySpan<byte> ReadBlock(uint length)
    {
        if (length > (uint)Remaining)
        {
            Fail(ReasonCode.MalformedPacket);
            return default;
        }

        var block = _bytes.Slice(_position, (int)length);
        _position += (int)length;
        return block;
    }

    /// <summary>Faults unless every byte has been read.</summary>
    internal void ExpectEnd()
    {
        if (Remaining != 0)
        {
            Fail(ReasonCode.MalformedPacket);
        }
    }

    internal static bool IsText(ReadOnlySpan<byte> bytes) => !bytes.Contains((byte)0) && Utf8.IsValid(bytes);
}
