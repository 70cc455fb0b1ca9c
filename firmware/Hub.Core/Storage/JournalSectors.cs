// Reads and writes journal slots on flash, and believes nothing it has not read back.
using Hub.Core.Ports;

namespace Hub.Core.Storage;

/// <summary>Slots in sectors: every write is read back, every erasure is checked to be blank.</summary>
internal sealed class JournalSectors
{
    private const int ReadTries = 3;

    private readonly IFlash _flash;
    private readonly byte[] _readBack = new byte[JournalRecord.Bytes];
    private readonly byte[] _block = new byte[BlockBytes];

    private const int BlockBytes = 256;

    internal JournalSectors(IFlash flash)
    {
        _flash = flash;
        Count = flash.SectorCount > Limits.MaxSectors ? Limits.MaxSectors : flash.SectorCount;
        SlotsPerSector = flash.SectorSizeBytes / JournalRecord.Bytes;
        Check.That(Count >= Limits.MinSectors && flash.SectorSizeBytes >= Limits.MinSectorBytes, CheckCode.Flash);
    }

    internal int Count { get; }

    internal int SlotsPerSector { get; }

    /// <summary>Erasures since the start, for the wear figures.</summary>
    internal long EraseCount { get; private set; }

    /// <summary>Records programmed since the start, failed ones included.</summary>
    internal long WriteCount { get; private set; }

    /// <summary>Operations that failed or did not read back, since the start.</summary>
    internal long ErrorCount { get; private set; }

    /// <summary>Reads a slot and says what it holds; a passing read error is tried again.</summary>
    internal SlotCondition Read(int sector, int slot, byte[] into)
    {
        for (int attempt = 0; attempt < ReadTries; attempt++)
        {
            if (_flash.Read(sector, slot * JournalRecord.Bytes, into, 0, JournalRecord.Bytes) == FlashResult.Ok)
            {
                return JournalRecord.Examine(into);
            }

            ErrorCount++;
        }

        return SlotCondition.Unreadable;
    }

    /// <summary>Programs a blank slot.</summary>
    /// <returns>True when the part reports no error and the slot reads back as it was written.</returns>
    internal bool Write(int sector, int slot, byte[] record)
    {
        WriteCount++;
        int offset = slot * JournalRecord.Bytes;
        bool isWritten = _flash.Program(sector, offset, record, 0, JournalRecord.Bytes) == FlashResult.Ok
            && _flash.Read(sector, offset, _readBack, 0, JournalRecord.Bytes) == FlashResult.Ok;
        for (int i = 0; i < JournalRecord.Bytes && isWritten; i++)
        {
            isWritten = _readBack[i] == record[i];
        }

        ErrorCount += isWritten ? 0 : 1;
        return isWritten;
    }

    /// <summary>Erases a sector.</summary>
    /// <returns>True when the part reports no error and all slots read blank.</returns>
    internal bool Erase(int sector)
    {
        EraseCount++;
        bool isErased = _flash.Erase(sector) == FlashResult.Ok && IsBlank(sector);
        ErrorCount += isErased ? 0 : 1;
        return isErased;
    }

    private bool IsBlank(int sector)
    {
        int end = SlotsPerSector * JournalRecord.Bytes;
        for (int offset = 0; offset < end; offset += BlockBytes)
        {
            int count = end - offset < BlockBytes ? end - offset : BlockBytes;
            if (_flash.Read(sector, offset, _block, 0, count) != FlashResult.Ok)
            {
                return false;
            }

            for (int i = 0; i < count; i++)
            {
                if (_block[i] != 0xFF)
                {
                    return false;
                }
            }
        }

        return true;
    }
}
