// The items that an envelope is made of, read with the first fault kept.
using Hub.Protocols.Cbor;

namespace Hub.Protocols.Updates;

/// <summary>
/// Reads one byte string's worth of CBOR after another for <see cref="ReleaseReader"/>; after a fault everything reads
/// as nothing.
/// </summary>
internal sealed class ReleaseItems
{
    private readonly CborReader _reader = new CborReader(UpdateLimits.MaxEnvelopeBytes);
    private byte[] _buffer = new byte[0];

    internal ReleaseFault Fault { get; private set; }

    /// <summary>Where the byte string read last begins.</summary>
    internal int Offset { get; private set; }

    /// <summary>Its bytes.</summary>
    internal int Length { get; private set; }

    /// <summary>Where the next item begins.</summary>
    internal int Position
    {
        get { return _reader.Position; }
    }

    /// <summary>Starts over with a buffer.</summary>
    internal void Begin(byte[] buffer)
    {
        _buffer = buffer;
        Fault = ReleaseFault.None;
    }

    /// <summary>Goes to what lies at a place of the buffer.</summary>
    internal void Enter(int offset, int count)
    {
        if (Fault == ReleaseFault.None)
        {
            _reader.Reset(_buffer, offset, count);
        }
    }

    /// <summary>Goes to what lies after a head of known bytes.</summary>
    /// <param name="offset">Where the head begins.</param>
    /// <param name="count">The bytes of head and content.</param>
    /// <param name="head">The head.</param>
    /// <param name="otherwise">The fault when another head is there.</param>
    internal void EnterAfter(int offset, int count, byte[] head, ReleaseFault otherwise)
    {
        if (count < head.Length || !IsAt(offset, head))
        {
            Fail(otherwise);
            return;
        }

        Enter(offset + head.Length, count - head.Length);
    }

    /// <summary>Nothing may be left of what was entered.</summary>
    internal void Leave()
    {
        if (Fault == ReleaseFault.None && !_reader.ReadEnd())
        {
            FailForm();
        }
    }

    /// <summary>Goes to a place and reads the byte string there; what follows it stays.</summary>
    internal void EnterString(int offset, int count)
    {
        Enter(offset, count);
        Bytes(0, UpdateLimits.MaxEnvelopeBytes);
    }

    /// <summary>A map of so many pairs.</summary>
    internal void Map(int pairs)
    {
        int found = Map();
        Expect(true, found == pairs, ReleaseFault.WrongCount);
    }

    /// <summary>A map of any length.</summary>
    internal int Map()
    {
        int pairs = 0;
        if (Fault == ReleaseFault.None)
        {
            Expect(_reader.ReadMapStart(out pairs), true, ReleaseFault.None);
        }

        return pairs;
    }

    /// <summary>An array of so many items.</summary>
    internal void Array(int items)
    {
        int found = Array();
        Expect(true, found == items, ReleaseFault.WrongCount);
    }

    /// <summary>An array of any length.</summary>
    internal int Array()
    {
        int items = 0;
        if (Fault == ReleaseFault.None)
        {
            Expect(_reader.ReadArrayStart(out items), true, ReleaseFault.None);
        }

        return items;
    }

    /// <summary>A number that is the same in every release: a key, a command, a policy, an algorithm.</summary>
    internal void Constant(long expected, ReleaseFault otherwise)
    {
        if (Fault == ReleaseFault.None)
        {
            Expect(_reader.ReadInt(out long found), found == expected, otherwise);
        }
    }

    internal void Key(long expected)
    {
        Constant(expected, ReleaseFault.UnknownField);
    }

    /// <summary>A number of zero or more within a range.</summary>
    internal long Number(long min, long max)
    {
        long number = 0;
        if (Fault == ReleaseFault.None)
        {
            Expect(_reader.ReadInt(out number), number >= min && number <= max, ReleaseFault.OutOfRange);
        }

        return Fault == ReleaseFault.None ? number : min;
    }

    /// <summary>A byte string; <see cref="Offset"/> and <see cref="Length"/> say where it is.</summary>
    internal void Bytes(int min, int max)
    {
        Offset = 0;
        Length = 0;
        if (Fault == ReleaseFault.None)
        {
            bool isRead = _reader.ReadBytes(out int offset, out int length);
            Expect(isRead, length >= min && length <= max, ReleaseFault.OutOfRange);
            if (Fault == ReleaseFault.None)
            {
                Offset = offset;
                Length = length;
            }
        }
    }

    /// <summary>A byte string that is copied to an array of as many bytes.</summary>
    internal void BytesInto(byte[] into)
    {
        Bytes(into.Length, into.Length);
        Copy(into);
    }

    /// <summary>Copies the byte string read last.</summary>
    internal void Copy(byte[] into)
    {
        System.Array.Copy(_buffer, Offset, into, 0, Length);
    }

    /// <summary>A byte string that is the same in every release.</summary>
    internal void Same(byte[] expected, ReleaseFault otherwise)
    {
        Bytes(0, UpdateLimits.MaxEnvelopeBytes);
        Expect(true, Length == expected.Length && IsAt(Offset, expected), otherwise);
    }

    internal string Text(int minBytes, int maxBytes)
    {
        string text = "";
        if (Fault == ReleaseFault.None)
        {
            int before = _reader.Position;
            bool isRead = _reader.ReadText(maxBytes, out text);
            Expect(isRead, _reader.Position - before > minBytes, ReleaseFault.OutOfRange);
        }

        return Fault == ReleaseFault.None ? text : "";
    }

    internal void Null()
    {
        if (Fault == ReleaseFault.None)
        {
            Expect(_reader.ReadNull(), true, ReleaseFault.None);
        }
    }

    internal void Fail(ReleaseFault fault)
    {
        if (Fault == ReleaseFault.None)
        {
            Fault = fault;
        }
    }

    private void Expect(bool isRead, bool isExpected, ReleaseFault otherwise)
    {
        if (!isRead)
        {
            FailForm();
        }
        else if (!isExpected)
        {
            Fail(otherwise);
        }
    }

    private void FailForm()
    {
        switch (_reader.Error)
        {
            case CborError.UnexpectedType:
                Fail(ReleaseFault.WrongType);
                break;
            case CborError.OutOfRange:
                Fail(ReleaseFault.OutOfRange);
                break;
            default:
                Fail(ReleaseFault.BadForm);
                break;
        }
    }

    private bool IsAt(int offset, byte[] expected)
    {
        for (int i = 0; i < expected.Length; i++)
        {
            if (_buffer[offset + i] != expected[i])
            {
                return false;
            }
        }

        return true;
    }
}
