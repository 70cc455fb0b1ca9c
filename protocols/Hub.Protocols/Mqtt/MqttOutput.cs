// What waits to be written to the stream: one fixed buffer that packets are encoded into.
using System;

namespace Hub.Protocols.Mqtt;

/// <summary>
/// A first-in first-out buffer of whole packets. Callers ask <see cref="HasRoom"/> for a packet's full size before they
/// put its parts, so a packet is never cut.
/// </summary>
internal sealed class MqttOutput
{
    private readonly byte[] _buffer = new byte[ProtocolLimits.MqttOutputBytes];
    private int _head;
    private int _tail;

    /// <summary>True when bytes wait.</summary>
    public bool IsPending => _head != _tail;

    /// <summary>Forgets everything that waits.</summary>
    public void Clear()
    {
        _head = 0;
        _tail = 0;
    }

    /// <summary>True when that many bytes fit; makes the room contiguous.</summary>
    public bool HasRoom(int count)
    {
        if (_buffer.Length - _tail >= count)
        {
            return true;
        }

        if (_buffer.Length - (_tail - _head) < count)
        {
            return false;
        }

        Array.Copy(_buffer, _head, _buffer, 0, _tail - _head);
        _tail -= _head;
        _head = 0;
        return true;
    }

    /// <summary>Appends a byte.</summary>
    public void PutByte(int value)
    {
        _buffer[_tail++] = (byte)value;
    }

    /// <summary>Appends a two-byte integer.</summary>
    public void PutUInt16(int value)
    {
        _buffer[_tail++] = (byte)(value >> 8);
        _buffer[_tail++] = (byte)value;
    }

    /// <summary>Appends a four-byte integer, 0..4294967295.</summary>
    public void PutUInt32(long value)
    {
        PutUInt16((int)(value >> 16) & 0xFFFF);
        PutUInt16((int)value & 0xFFFF);
    }

    /// <summary>Appends a variable byte integer, MQTT 5.0 §1.5.5.</summary>
    public void PutVariableInteger(int value)
    {
        while (value >= 0x80)
        {
            PutByte((value & 0x7F) | 0x80);
            value >>= 7;
        }

        PutByte(value);
    }

    /// <summary>Appends bytes.</summary>
    public void PutBytes(byte[] source, int offset, int count)
    {
        Array.Copy(source, offset, _buffer, _tail, count);
        _tail += count;
    }

    /// <summary>Appends bytes after their two-byte length.</summary>
    public void PutPrefixed(byte[] source, int offset, int count)
    {
        PutUInt16(count);
        PutBytes(source, offset, count);
    }

    /// <summary>Writes as much as the stream takes.</summary>
    /// <returns>Bytes written, or -1 when the stream is closed.</returns>
    public int Flush(IByteStream stream)
    {
        int written = 0;
        while (_head != _tail)
        {
            int count = stream.Write(_buffer, _head, _tail - _head);
            if (count < 0 || count > _tail - _head)
            {
                return -1;
            }

            if (count == 0)
            {
                break;
            }

            _head += count;
            written += count;
        }

        if (_head == _tail)
        {
            Clear();
        }

        return written;
    }

    /// <summary>Length of a variable byte integer.</summary>
    public static int VariableIntegerLength(int value)
    {
        return value < 0x80 ? 1 : value < 0x4000 ? 2 : value < 0x200000 ? 3 : 4;
    }
}
