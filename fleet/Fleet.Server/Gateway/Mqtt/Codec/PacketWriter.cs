// Writes the fields of one control packet.
using System;
using System.Buffers.Binary;

namespace Fleet.Server.Gateway.Mqtt.Codec;

/// <summary>Writes the data types of MQTT 5.0 §1.5 into a span that the caller has measured beforehand.</summary>
internal ref struct PacketWriter
{
    private readonly Span<byte> _bytes;

    internal PacketWriter(Span<byte> bytes)
    {
        _bytes = bytes;
        Length = 0;
    }

    /// <summary>Bytes written.</summary>
    internal int Length { get; private set; }

    internal void WriteByte(byte value) => _bytes[Length++] = value;

    internal void WriteUInt16(ushort value)
    {
        BinaryPrimitives.WriteUInt16BigEndian(_bytes[Length..], value);
        Length += 2;
    }

    internal void WriteUInt32(uint value)
    {
        BinaryPrimitives.WriteUInt32BigEndian(_bytes[Length..], value);
        Length += 4;
    }

    internal void WriteVariableInteger(uint value)
    {
        while (value >= 0x80)
        {
            _bytes[Length++] = (byte)(value | 0x80);
            value >>= 7;
        }

        _bytes[Length++] = (byte)value;
    }

    internal void WriteBytes(ReadOnlySpan<byte> value)
    {
        value.CopyTo(_bytes[Length..]);
        Length += value.Length;
    }

    /// <summary>Writes a string or binary with its length.</summary>
    internal void WriteBinary(ReadOnlySpan<byte> value)
    {
        WriteUInt16((ushort)value.Length);
        WriteBytes(value);
    }

    internal void WriteByteProperty(PropertyId id, byte value)
    {
        WriteByte((byte)id);
        WriteByte(value);
    }

    internal void WriteUInt16Property(PropertyId id, ushort value)
    {
        WriteByte((byte)id);
        WriteUInt16(value);
    }

    internal void WriteUInt32Property(PropertyId id, uint value)
    {
        WriteByte((byte)id);
        WriteUInt32(value);
    }

    internal void WriteBinaryProperty(PropertyId id, ReadOnlySpan<byte> value)
    {
        WriteByte((byte)id);
        WriteBinary(value);
    }

    /// <summary>Bytes a variable byte integer takes, 1..4.</summary>
    internal static int VariableIntegerLength(uint value) =>
        value < 128 ? 1 : value < 16_384 ? 2 : value < 2_097_152 ? 3 : 4;
}
