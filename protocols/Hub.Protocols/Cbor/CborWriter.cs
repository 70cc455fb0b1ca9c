// Writes deterministic CBOR into a buffer of the caller's, without allocating.
namespace Hub.Protocols.Cbor;

/// <summary>
/// Writes CBOR in the deterministic form of RFC 8949 §4.2.1: shortest numbers and lengths, definite lengths, no
/// tags, no floats. A failure is sticky: what follows is not written and <see cref="Error"/> names it. The caller
/// writes as many items as it announced and the keys of a map in ascending order; the writer does not check that.
/// </summary>
public sealed class CborWriter
{
    private byte[] _buffer = new byte[0];
    private int _start;
    private int _position;
    private int _end;
    private CborError _error;

    /// <summary>Bytes written since <see cref="Reset"/>; what stands there is of no use after a failure.</summary>
    public int Length
    {
        get { return _position - _start; }
    }

    /// <summary>The first failure, or <see cref="CborError.None"/>.</summary>
    public CborError Error
    {
        get { return _error; }
    }

    /// <summary>True when the buffer was too small.</summary>
    public bool Overflowed
    {
        get { return _error == CborError.Oversized; }
    }

    /// <summary>True after any failure, overflow included.</summary>
    public bool Failed
    {
        get { return _error != CborError.None; }
    }

    /// <summary>Starts over, writing into <paramref name="count"/> bytes from <paramref name="offset"/>.</summary>
    public void Reset(byte[] buffer, int offset, int count)
    {
        if (buffer == null || offset < 0 || count < 0 || offset > buffer.Length || count > buffer.Length - offset)
        {
            _start = 0;
            _position = 0;
            _end = 0;
            _error = CborError.BadBuffer;
            return;
        }

        _buffer = buffer;
        _start = offset;
        _position = offset;
        _end = offset + count;
        _error = CborError.None;
    }

    /// <summary>Starts a map; as many pairs follow, keys ascending.</summary>
    public void WriteMapStart(int pairs)
    {
        WriteCount(0xA0, pairs);
    }

    /// <summary>Starts an array; as many items follow.</summary>
    public void WriteArrayStart(int items)
    {
        WriteCount(0x80, items);
    }

    /// <summary>Writes a number of zero or more.</summary>
    public void WriteUInt(ulong value)
    {
        WriteHead(0x00, value);
    }

    /// <summary>Writes a number.</summary>
    public void WriteInt(long value)
    {
        if (value >= 0)
        {
            WriteHead(0x00, (ulong)value);
        }
        else
        {
            WriteHead(0x20, (ulong)(-1 - value));
        }
    }

    /// <summary>Writes false or true.</summary>
    public void WriteBool(bool value)
    {
        WriteHead(0xE0, value ? 21UL : 20UL);
    }

    /// <summary>Writes null.</summary>
    public void WriteNull()
    {
        WriteHead(0xE0, 22);
    }

    /// <summary>Writes a byte string.</summary>
    public void WriteBytes(byte[] bytes, int offset, int count)
    {
        if (bytes == null || offset < 0 || count < 0 || offset > bytes.Length || count > bytes.Length - offset)
        {
            Fail(CborError.BadBuffer);
            return;
        }

        WriteHead(0x40, (ulong)count);
        if (Reserve(count))
        {
            System.Array.Copy(bytes, offset, _buffer, _position, count);
            _position += count;
        }
    }

    /// <summary>Writes a text; one with a NUL or half a surrogate pair is refused.</summary>
    public void WriteText(string text)
    {
        int count = text == null ? -1 : Utf8.Measure(text);
        if (text == null || count < 0)
        {
            Fail(text != null && text.IndexOf('\0') >= 0 ? CborError.NulInText : CborError.InvalidUtf8);
            return;
        }

        WriteHead(0x60, (ulong)count);
        if (Reserve(count))
        {
            _position = Utf8.Write(text, _buffer, _position);
        }
    }

    private void WriteCount(int major, int count)
    {
        if (count < 0)
        {
            Fail(CborError.OutOfRange);
            return;
        }

        WriteHead(major, (ulong)count);
    }

    private void WriteHead(int major, ulong argument)
    {
        int size = argument < 24 ? 0 : argument <= 0xFF ? 1 : argument <= 0xFFFF ? 2 : argument <= 0xFFFFFFFF ? 4 : 8;
        if (!Reserve(1 + size))
        {
            return;
        }

        if (size == 0)
        {
            _buffer[_position++] = (byte)(major | (int)argument);
            return;
        }

        int information = size == 1 ? 24 : size == 2 ? 25 : size == 4 ? 26 : 27;
        _buffer[_position++] = (byte)(major | information);
        for (int shift = (size - 1) * 8; shift >= 0; shift -= 8)
        {
            _buffer[_position++] = (byte)(argument >> shift);
        }
    }

    private bool Reserve(int count)
    {
        if (_error != CborError.None)
        {
            return false;
        }

        if (count > _end - _position)
        {
            _error = CborError.Oversized;
            return false;
        }

        return true;
    }

    private void Fail(CborError error)
    {
        if (_error == CborError.None)
        {
            _error = error;
        }
    }
}
