// An MB85RS2MTA as its data sheet has it, and the ways it fails.
using System;
using System.Device.Spi;
using Hub.Esp32S3;

namespace Board.Tests.Storage;

/// <summary>Keeps its bytes and status over power cuts; its latch for writing is open after WREN alone, and shut by
/// each write.</summary>
internal sealed class ScriptedFram : ISpiPart
{
    private bool _isWritable;

    internal byte[] Bytes { get; } = new byte[BoardLimits.FramBytes];

    internal byte[] Identifier { get; } = [0x04, 0x7F, 0x48, 0x03];

    internal byte Status { get; set; }

    /// <summary>What every bit of an answer is, when the part is dead.</summary>
    internal byte? Stuck { get; set; }

    /// <summary>An address whose byte does not keep what is written.</summary>
    internal int WornAddress { get; set; } = -1;

    /// <summary>Bytes that are still written before the power goes.</summary>
    internal long CutAfter { get; set; } = long.MaxValue;

    internal bool IsCut { get; private set; }

    /// <summary>Called at the moment of the cut.</summary>
    internal Action? PowerLost { get; set; }

    internal long WrittenBytes { get; private set; }

    internal int TransferCount { get; private set; }

    internal int LongestTransfer { get; private set; }

    /// <summary>Selections that none of the part's commands begins.</summary>
    internal int UnknownCount { get; private set; }

    /// <summary>Is from here on a part in good order that holds what another one does.</summary>
    /// <returns>Itself.</returns>
    internal ScriptedFram CopyFrom(ScriptedFram other)
    {
        other.Bytes.CopyTo(Bytes, 0);
        _isWritable = false;
        Status = 0;
        Stuck = null;
        CutAfter = long.MaxValue;
        IsCut = false;
        PowerLost = null;
        WrittenBytes = 0;
        return this;
    }

    public void Transfer(ReadOnlySpan<byte> written, Span<byte> read)
    {
        TransferCount++;
        LongestTransfer = Math.Max(LongestTransfer, written.Length);
        if (IsCut || Stuck.HasValue)
        {
            read.Fill(Stuck ?? 0);
            return;
        }

        switch (written[0])
        {
            case 0x06:
                _isWritable = true;
                break;
            case 0x05:
                read[1..].Fill((byte)(Status | (_isWritable ? 2 : 0)));
                break;
            case 0x01:
                Status = _isWritable ? (byte)(written[1] & 0x8C) : Status;
                _isWritable = false;
                break;
            case 0x9F:
                Identifier.AsSpan(0, Math.Min(4, read.Length - 1)).CopyTo(read[1..]);
                break;
            case 0x03:
                Read(AddressIn(written), read[4..]);
                break;
            case 0x02:
                Write(AddressIn(written), written[4..]);
                break;
            default:
                UnknownCount++;
                break;
        }
    }

    private static int AddressIn(ReadOnlySpan<byte> written) =>
        ((written[1] << 16) | (written[2] << 8) | written[3]) % BoardLimits.FramBytes;

    private void Read(int address, Span<byte> into)
    {
        for (int i = 0; i < into.Length; i++)
        {
            into[i] = Bytes[(address + i) % Bytes.Length];
        }
    }

    private void Write(int address, ReadOnlySpan<byte> data)
    {
        if (!_isWritable || (Status & 0x0C) != 0)
        {
            return;
        }

        _isWritable = false;
        for (int i = 0; i < data.Length; i++)
        {
            if (CutAfter == 0)
            {
                IsCut = true;
                PowerLost?.Invoke();
                return;
            }

            CutAfter--;
            WrittenBytes++;
            int at = (address + i) % Bytes.Length;
            Bytes[at] = at == WornAddress ? (byte)(data[i] ^ 0x10) : data[i];
        }
    }
}
