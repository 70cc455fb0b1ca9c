// Reads deterministic CBOR from bytes nobody trusts, without throwing; strings are the only allocation.
using System.Text;

namespace Hub.Protocols.Cbor;

/// <summary>
/// Reads CBOR in the deterministic form of RFC 8949 §4.2.1 and refuses every other form. Each item is checked as it
/// is passed, skipped ones too: shortest form, definite length, order and uniqueness of map keys, nesting, counts.
/// A failure is sticky: every later read returns false and <see cref="Error"/> names the first fault.
/// </summary>
public sealed class CborReader
{
    private readonly int _maxBytes;
    private readonly CborNesting _nesting = new CborNesting();
    private byte[] _buffer = new byte[0];
    private int _position;
    private int _end;
    private int _itemStart;
    private int _major;
    private ulong _argument;
    private bool _rootRead;
    private CborError _error;

    /// <summary>A reader for message bodies: at most <see cref="ProtocolLimits.MaxMessageBytes"/>.</summary>
    public CborReader()
        : this(ProtocolLimits.MaxMessageBytes)
    {
    }

    /// <summary>A reader with a limit of its own.</summary>
    /// <param name="maxBytes">The longest input, in bytes; a longer one is <see cref="CborError.Oversized"/>.</param>
    public CborReader(int maxBytes)
    {
        _maxBytes = maxBytes;
    }

    /// <summary>The first fault met, or <see cref="CborError.None"/>.</summary>
    public CborError Error
    {
        get { return _error; }
    }

    /// <summary>Where in the buffer the next item starts.</summary>
    public int Position
    {
        get { return _position; }
    }

    /// <summary>How many maps and arrays are open.</summary>
    public int Depth
    {
        get { return _nesting.Depth; }
    }

    /// <summary>Starts over on <paramref name="count"/> bytes from <paramref name="offset"/>.</summary>
    public void Reset(byte[] buffer, int offset, int count)
    {
        _nesting.Clear();
        _rootRead = false;
        _error = CborError.None;
        if (buffer == null || offset < 0 || count < 0 || offset > buffer.Length || count > buffer.Length - offset)
        {
            _position = 0;
            _end = 0;
            _error = CborError.BadBuffer;
            return;
        }

        _buffer = buffer;
        _position = offset;
        _end = offset + count;
        if (count > _maxBytes)
        {
            _error = CborError.Oversized;
        }
    }

    /// <summary>What the next item is; nothing is read.</summary>
    public CborType PeekType()
    {
        if (_error != CborError.None || _position >= _end)
        {
            return CborType.None;
        }

        return CborHead.TypeOf(_buffer[_position]);
    }

    /// <summary>Reads the start of a map; key and value of each pair follow.</summary>
    public bool ReadMapStart(out int pairs)
    {
        pairs = 0;
        if (!ReadHead(5) || !OpenContainer())
        {
            return false;
        }

        pairs = (int)_argument;
        return true;
    }

    /// <summary>Reads the start of an array; its items follow.</summary>
    public bool ReadArrayStart(out int items)
    {
        items = 0;
        if (!ReadHead(4) || !OpenContainer())
        {
            return false;
        }

        items = (int)_argument;
        return true;
    }

    /// <summary>Reads a number of zero or more.</summary>
    public bool ReadUInt(out ulong value)
    {
        value = 0;
        if (!ReadHead(0))
        {
            return false;
        }

        value = _argument;
        return EndItem();
    }

    /// <summary>Reads a number below zero: the number is -1 less <paramref name="below"/>.</summary>
    public bool ReadNegative(out ulong below)
    {
        below = 0;
        if (!ReadHead(1))
        {
            return false;
        }

        below = _argument;
        return EndItem();
    }

    /// <summary>Reads a number that fits 64 bits with a sign; another is <see cref="CborError.OutOfRange"/>.</summary>
    public bool ReadInt(out long value)
    {
        value = 0;
        if (!ReadHead(-1))
        {
            return false;
        }

        if (_major > 1)
        {
            return Fail(CborError.UnexpectedType);
        }

        if (_argument > long.MaxValue)
        {
            return Fail(CborError.OutOfRange);
        }

        value = _major == 0 ? (long)_argument : -1 - (long)_argument;
        return EndItem();
    }

    /// <summary>Reads false or true.</summary>
    public bool ReadBool(out bool value)
    {
        value = false;
        if (!ReadHead(7))
        {
            return false;
        }

        if (_argument > 21)
        {
            return Fail(CborError.UnexpectedType);
        }

        value = _argument == 21;
        return EndItem();
    }

    /// <summary>Reads null.</summary>
    public bool ReadNull()
    {
        if (!ReadHead(7))
        {
            return false;
        }

        return _argument == 22 ? EndItem() : Fail(CborError.UnexpectedType);
    }

    /// <summary>Reads a byte string and says where in the buffer it lies.</summary>
    public bool ReadBytes(out int offset, out int length)
    {
        offset = 0;
        length = 0;
        return ReadHead(2) && TakeString(out offset, out length) && EndItem();
    }

    /// <summary>Reads a text, checked as UTF-8 without NUL, and says where in the buffer it lies.</summary>
    public bool ReadText(out int offset, out int length)
    {
        offset = 0;
        length = 0;
        return ReadHead(3) && TakeString(out offset, out length) && EndItem();
    }

    /// <summary>Reads a text as a string; one longer than asked for is <see cref="CborError.OutOfRange"/>.</summary>
    /// <param name="maxBytes">The longest text taken, in bytes of UTF-8.</param>
    /// <param name="text">The text, empty after a failure.</param>
    public bool ReadText(int maxBytes, out string text)
    {
        text = "";
        if (!ReadText(out int offset, out int length))
        {
            return false;
        }

        if (length > maxBytes)
        {
            return Fail(CborError.OutOfRange);
        }

        if (length > 0)
        {
            text = Encoding.UTF8.GetString(_buffer, offset, length);
        }

        return true;
    }

    /// <summary>Passes one item of any type with all that lies in it, checked like any other.</summary>
    public bool SkipValue()
    {
        int depth = _nesting.Depth;
        do
        {
            if (!ReadAny())
            {
                return false;
            }
        }
        while (_nesting.Depth > depth);
        return true;
    }

    /// <summary>Ends the reading: everything must have been read; else <see cref="CborError.TrailingBytes"/>.</summary>
    public bool ReadEnd()
    {
        if (_error != CborError.None)
        {
            return false;
        }

        return _nesting.Depth == 0 && _position == _end || Fail(CborError.TrailingBytes);
    }

    private bool ReadAny()
    {
        if (!ReadHead(-1))
        {
            return false;
        }

        if (_major == 4 || _major == 5)
        {
            return OpenContainer();
        }

        if (_major == 2 || _major == 3)
        {
            return TakeString(out _, out _) && EndItem();
        }

        return EndItem();
    }

    // Reads the first byte and the argument of an item; the wanted major type, or -1 for any.
    private bool ReadHead(int wanted)
    {
        if (_error != CborError.None)
        {
            return false;
        }

        if (_nesting.Depth == 0 && _rootRead)
        {
            return Fail(CborError.TrailingBytes);
        }

        if (_position >= _end)
        {
            return Fail(CborError.Truncated);
        }

        _itemStart = _position;
        int first = _buffer[_position++];
        int information = first & 0x1F;
        _major = first >> 5;
        CborError refused = CborHead.Refuse(_major, information);
        if (refused != CborError.None)
        {
            return Fail(refused);
        }

        bool isContainer = _major == 4 || _major == 5;
        if ((wanted >= 0 && _major != wanted) || (isContainer && _nesting.IsAtKey))
        {
            return Fail(CborError.UnexpectedType);
        }

        return ReadArgument(information);
    }

    private bool ReadArgument(int information)
    {
        if (information < 24)
        {
            _argument = (ulong)information;
            return true;
        }

        int size = 1 << (information - 24);
        if (_end - _position < size)
        {
            return Fail(CborError.Truncated);
        }

        ulong argument = 0;
        for (int i = 0; i < size; i++)
        {
            argument = (argument << 8) | _buffer[_position++];
        }

        _argument = argument;
        return CborHead.IsShortest(argument, size) || Fail(CborError.NonCanonical);
    }

    private bool TakeString(out int offset, out int length)
    {
        offset = _position;
        length = 0;
        if (_argument > (ulong)(_end - _position))
        {
            return Fail(CborError.Truncated);
        }

        length = (int)_argument;
        CborError error = _major == 3 ? Utf8.Check(_buffer, offset, length) : CborError.None;
        _position += length;
        return error == CborError.None || Fail(error);
    }

    private bool OpenContainer()
    {
        bool isMap = _major == 5;
        if (_nesting.Depth >= ProtocolLimits.MaxCborDepth)
        {
            return Fail(CborError.TooDeep);
        }

        if (_argument > ProtocolLimits.MaxCborItems)
        {
            return Fail(CborError.TooManyItems);
        }

        int items = isMap ? (int)_argument * 2 : (int)_argument;
        if (items > _end - _position)
        {
            return Fail(CborError.Truncated);
        }

        if (items == 0)
        {
            return EndItem();
        }

        _rootRead = true;
        _nesting.Open(items, isMap);
        return true;
    }

    private bool EndItem()
    {
        _rootRead = true;
        CborError error = _nesting.EndItem(_buffer, _itemStart, _position - _itemStart);
        return error == CborError.None || Fail(error);
    }

    private bool Fail(CborError error)
    {
        _error = error;
        return false;
    }
}
