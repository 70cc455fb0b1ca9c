// The FRAM on the SPI bus, as bytes by address.
using System;
using Hub.Core.Ports;
using Hub.Esp32S3.Wiring;

namespace Hub.Esp32S3.Storage;

/// <summary>
/// An MB85RS2MTA: commands, addresses of three bytes and the identifier as in its data sheet. A part that is not there
/// takes everything without a word, and zeros can be what was asked for: so what is written is read back, and after
/// each operation the part must still say who it is. Nothing throws. Every operation is a bounded number of transfers
/// of at most <see cref="BoardLimits.FramPieceBytes"/> bytes of memory. Only for the loop.
/// </summary>
public sealed class FramMemory
{
    private const byte WriteStatus = 0x01;
    private const byte WriteMemory = 0x02;
    private const byte ReadMemory = 0x03;
    private const byte ReadStatus = 0x05;
    private const byte EnableWriting = 0x06;
    private const byte ReadIdentifier = 0x9F;
    private const int HeadBytes = 4;

    // WPEN, BP1 and BP0: what is protected must be opened before it can be written.
    private const int ProtectionBits = 0x8C;

    private readonly SpiPart? _part;
    private readonly byte[] _out = new byte[HeadBytes + BoardLimits.FramPieceBytes];
    private readonly byte[] _in = new byte[HeadBytes + BoardLimits.FramPieceBytes];
    private bool _isFound;

    /// <summary>Takes the part; nothing is transferred yet.</summary>
    /// <param name="part">Null when its bus could not be opened: every operation then fails.</param>
    public FramMemory(SpiPart? part)
    {
        _part = part;
    }

    /// <summary>Operations that failed, since the start.</summary>
    public long FailureCount { get; private set; }

    /// <summary>Asks the part who it is.</summary>
    /// <returns>Whether the right part answers.</returns>
    public bool Probe()
    {
        try
        {
            return Find();
        }
        catch (Exception)
        {
            return Fail() == FlashResult.Ok;
        }
    }

    /// <summary>Reads bytes.</summary>
    /// <returns>OutOfRange when they do not all lie within the part, Failed when it does not answer as itself.
    /// </returns>
    public FlashResult Read(int address, byte[] buffer, int offset, int count)
    {
        if (!IsInside(address, count))
        {
            return FlashResult.OutOfRange;
        }

        try
        {
            if (!IsThere())
            {
                return Fail();
            }

            for (int done = 0; done < count;)
            {
                int piece = Piece(count - done);
                ReadPiece(address + done, piece);
                Array.Copy(_in, HeadBytes, buffer, offset + done, piece);
                done += piece;
            }

            return IsItself() ? FlashResult.Ok : Fail();
        }
        catch (Exception)
        {
            return Fail();
        }
    }

    /// <summary>Clears the bits that are 0 in the buffer, as NOR flash does; the others keep their value.</summary>
    /// <returns>As for <see cref="Read"/>; Failed also when the part did not keep what was written.</returns>
    public FlashResult ClearBits(int address, byte[] buffer, int offset, int count)
    {
        return Write(address, buffer, offset, count, 0);
    }

    /// <summary>Sets bytes to one value.</summary>
    /// <returns>As for <see cref="ClearBits"/>.</returns>
    public FlashResult Fill(int address, int count, byte value)
    {
        return Write(address, null, 0, count, value);
    }

    private FlashResult Write(int address, byte[]? buffer, int offset, int count, byte value)
    {
        if (!IsInside(address, count))
        {
            return FlashResult.OutOfRange;
        }

        try
        {
            bool isKept = IsThere();
            for (int done = 0; done < count && isKept;)
            {
                int piece = Piece(count - done);
                Prepare(address + done, buffer, offset + done, piece, value);
                isKept = WritePiece(address + done, piece);
                done += piece;
            }

            return isKept && IsItself() ? FlashResult.Ok : Fail();
        }
        catch (Exception)
        {
            return Fail();
        }
    }

    // Puts what the memory is to hold into the output.
    private void Prepare(int address, byte[]? buffer, int offset, int count, byte value)
    {
        if (buffer == null)
        {
            for (int i = 0; i < count; i++)
            {
                _out[HeadBytes + i] = value;
            }

            return;
        }

        ReadPiece(address, count);
        for (int i = 0; i < count; i++)
        {
            _out[HeadBytes + i] = (byte)(_in[HeadBytes + i] & buffer[offset + i]);
        }
    }

    private bool WritePiece(int address, int count)
    {
        // The part forgets the permission after each write.
        Command(EnableWriting, 1);
        PutHead(WriteMemory, address);
        Transfer(HeadBytes + count);
        ReadPiece(address, count);
        for (int i = 0; i < count; i++)
        {
            if (_in[HeadBytes + i] != _out[HeadBytes + i])
            {
                return false;
            }
        }

        return true;
    }

    // Leaves the output's data as they are: they are still to be compared.
    private void ReadPiece(int address, int count)
    {
        PutHead(ReadMemory, address);
        Transfer(HeadBytes + count);
    }

    private void PutHead(byte command, int address)
    {
        _out[0] = command;
        _out[1] = (byte)(address >> 16);
        _out[2] = (byte)(address >> 8);
        _out[3] = (byte)address;
    }

    private void Command(byte command, int count)
    {
        _out[0] = command;
        Transfer(count);
    }

    private void Transfer(int count)
    {
        if (_part == null)
        {
            // Nobody answers, as on an open line.
            _in[1] = 0;
            return;
        }

        _part.Transfer(_out, _in, count);
    }

    private bool IsThere()
    {
        return _isFound || Find();
    }

    private bool Find()
    {
        _isFound = IsItself();
        if (!_isFound)
        {
            return false;
        }

        Command(ReadStatus, 2);
        if ((_in[1] & ProtectionBits) != 0)
        {
            Command(EnableWriting, 1);
            _out[1] = 0;
            Command(WriteStatus, 2);
        }

        return true;
    }

    private bool IsItself()
    {
        Command(ReadIdentifier, 5);
        return _in[1] == 0x04 && _in[2] == 0x7F && _in[3] == 0x48 && _in[4] == 0x03;
    }

    // The next operation asks for the identifier again: what has failed may not be there any more.
    private FlashResult Fail()
    {
        FailureCount++;
        _isFound = false;
        return FlashResult.Failed;
    }

    private static bool IsInside(int address, int count)
    {
        return address >= 0 && count >= 0 && address <= BoardLimits.FramBytes
            && count <= BoardLimits.FramBytes - address;
    }

    private static int Piece(int left)
    {
        return left < BoardLimits.FramPieceBytes ? left : BoardLimits.FramPieceBytes;
    }
}
