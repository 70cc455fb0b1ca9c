// Reads the fields of one packet's body, never past its end.
namespace Hub.Protocols.Mqtt;

/// <summary>A cursor over one packet. A read past the end gives 0 and sets <see cref="Failed"/>, which stays.</summary>
internal sealed class MqttPacketReader
{
    private byte[] _buffer = new byte[0];
    private int _end;

    /// <summary>Where the next field starts.</summary>
    public int Position { get; private set; }

    /// <summary>True once a field was cut short or not well-formed.</summary>
    public bool Failed { get; private set; }

    /// <summary>Bytes left.</summary>
    public int Remaining => _end - Position;

    /// <summary>Where the last text or binary field starts.</summary>
    public int FieldOffset { get; private set; }

    /// <summary>Length of the last text or binary field.</summary>
    public int FieldLength { get; private set; }

    /// <summary>Starts on a range of a buffer.</summary>
    public void Reset(byte[] buffer, int offset, int count)
    {
        _buffer = buffer;
        Position = offset;
        _end = offset + count;
        Failed = false;
        FieldOffset = offset;
        FieldLength = 0;
    }

    /// <summary>Reads a byte.</summary>
    public int ReadByte()
    {
        if (Position >= _end)
        {
            Failed = true;
            return 0;
        }

        return _buffer[Position++];
    }

    /// <summary>Reads a two-byte integer.</summary>
    public int ReadUInt16()
    {
        int high = ReadByte();
        return (high << 8) | ReadByte();
    }

    /// <summary>Reads a four-byte integer, 0..4294967295.</summary>
    public long ReadUInt32()
    {
        long high = ReadUInt16();
        return (high << 16) | (long)ReadUInt16();
    }

    /// <summary>Reads a variable byte integer in its shortest form, MQTT 5.0 §1.5.5.</summary>
    public int ReadVariableInteger()
    {
        int value = 0;
        for (int shift = 0; shift <= 21; shift += 7)
        {
            int digit = ReadByte();
            value |= (digit & 0x7F) << shift;
            if (digit < 0x80)
            {
                if (digit == 0 && shift > 0)
                {
                    Failed = true;
                }

                return value;
            }
        }

        Failed = true;
        return 0;
    }

    /// <summary>Reads a field of bytes after their two-byte length into <see cref="FieldOffset"/> and
    /// <see cref="FieldLength"/>.</summary>
    public void ReadBinary()
    {
        int length = ReadUInt16();
        if (length > Remaining)
        {
            Failed = true;
            length = 0;
        }

        FieldOffset = Position;
        FieldLength = length;
        Position += length;
    }

    /// <summary>As <see cref="ReadBinary"/>, and checks that it is text as MQTT allows it.</summary>
    public void ReadText()
    {
        ReadBinary();
        if (!MqttText.IsWellFormed(_buffer, FieldOffset, FieldLength))
        {
            Failed = true;
        }
    }
}
