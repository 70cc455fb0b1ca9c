// Why a restart was asked for, kept over it.
using Hub.Core.Ports;
using Hub.Protocols.Messages;
using Hub.Protocols.Security;

namespace Hub.Esp32S3.Supervision;

/// <summary>
/// Two copies, written in turn, each with a number and a checksum: a cut while one is written leaves the other. The
/// layout, lowest byte first: 4 magic <c>VHBS</c>, 4 number, 1 reason or 255 for a hub that runs, 3 zero, 4 CRC-32 of
/// the 12 before.
/// </summary>
internal sealed class RestartRecord
{
    private const int Running = 255;
    private const int RecordBytes = 16;
    private const int CheckedBytes = 12;

    private readonly IFlash _flash;
    private readonly byte[] _bytes = new byte[RecordBytes];
    private int _next;
    private uint _number;
    private int _reason = Running;

    internal RestartRecord(IFlash flash)
    {
        _flash = flash;
        for (int sector = 0; sector < 2; sector++)
        {
            Look(sector);
        }
    }

    /// <summary>Whether a whole record was found.</summary>
    internal bool IsFound { get; private set; }

    /// <summary>The reason that was left; Unknown when none was.</summary>
    internal BootReason Left
    {
        get { return IsFound && _reason != Running ? (BootReason)_reason : BootReason.Unknown; }
    }

    /// <summary>Whether a reason was left.</summary>
    internal bool IsAsked
    {
        get { return IsFound && _reason != Running; }
    }

    /// <summary>Notes that the hub runs: from now on a start without a reason is one that nobody asked for.</summary>
    internal bool WriteRunning()
    {
        return Write(Running);
    }

    internal bool WriteReason(BootReason reason)
    {
        int value = (int)reason;
        return Write(value >= 0 && value < Running ? value : (int)BootReason.Unknown);
    }

    private void Look(int sector)
    {
        bool isWhole = _flash.Read(sector, 0, _bytes, 0, RecordBytes) == FlashResult.Ok
            && _bytes[0] == 'V' && _bytes[1] == 'H' && _bytes[2] == 'B' && _bytes[3] == 'S'
            && Crc32.Compute(_bytes, 0, CheckedBytes) == Get(CheckedBytes);
        if (!isWhole)
        {
            return;
        }

        uint number = Get(4);
        if (!IsFound || number - _number < 0x80000000)
        {
            IsFound = true;
            _number = number;
            _reason = _bytes[8];
            _next = 1 - sector;
        }
    }

    private bool Write(int reason)
    {
        uint number = _number + 1;
        _bytes[0] = (byte)'V';
        _bytes[1] = (byte)'H';
        _bytes[2] = (byte)'B';
        _bytes[3] = (byte)'S';
        Put(4, number);
        Put(8, (uint)reason);
        Put(CheckedBytes, Crc32.Compute(_bytes, 0, CheckedBytes));
        bool isWritten = _flash.Erase(_next) == FlashResult.Ok
            && _flash.Program(_next, 0, _bytes, 0, RecordBytes) == FlashResult.Ok;
        if (isWritten)
        {
            _number = number;
            _next = 1 - _next;
        }

        return isWritten;
    }

    private uint Get(int at)
    {
        return (uint)(_bytes[at] | (_bytes[at + 1] << 8) | (_bytes[at + 2] << 16)) | ((uint)_bytes[at + 3] << 24);
    }

    private void Put(int at, uint value)
    {
        for (int i = 0; i < 4; i++)
        {
            _bytes[at + i] = (byte)(value >> (8 * i));
        }
    }
}
