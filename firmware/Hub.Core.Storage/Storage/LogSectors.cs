// Reads and writes the slots of a log on flash, and believes nothing it has not read back.
using Hub.Core.Ports;

namespace Hub.Core.Storage;

/// <summary>Slots in sectors: every write is read back, every erasure is checked to be blank.</summary>
public sealed class LogSectors
{
    private const int ReadTries = 3;

    private readonly IFlash _flash;
    private readonly byte[] _readBack;
    private readonly byte[] _block = new byte[BlockBytes];

    private const int BlockBytes = 256;

    /// <summary>Cuts a flash into slots of one record's size.</summary>
    public LogSectors(IFlash flash, int recordBytes, int highestKind, int minSectorBytes)
    {
        _flash = flash;
        RecordBytes = recordBytes;
        HighestKind = highestKind;
        _readBack = new byte[recordBytes];
        Count = flash.SectorCount > StorageLimits.MaxSectors ? StorageLimits.MaxSectors : flash.SectorCount;
        SlotsPerSector = recordBytes > 0 ? flash.SectorSizeBytes / recordBytes : 0;
        Check.That(Count >= StorageLimits.MinSectors && flash.SectorSizeBytes >= minSectorBytes, CheckCode.Flash);
    }

    /// <summary>Size of a record, and of a slot.</summary>
    public int RecordBytes { get; }

    /// <summary>The highest kind that a record may have.</summary>
    public int HighestKind { get; }

    /// <summary>How many sectors are used.</summary>
    public int Count { get; }

    /// <summary>How many records a sector holds.</summary>
    public int SlotsPerSector { get; }

    /// <summary>Erasures since the start, for the wear figures.</summary>
    public long EraseCount { get; private set; }

    /// <summary>Records programmed since the start, failed ones included.</summary>
    public long WriteCount { get; private set; }

    /// <summary>Operations that failed or did not read back, since the start.</summary>
    public long ErrorCount { get; private set; }

    /// <summary>Reads a slot and says what it holds; a passing read error is tried again.</summary>
    public SlotCondition Read(int sector, int slot, byte[] into)
    {
        for (int attempt = 0; attempt < ReadTries; attempt++)
        {
            if (_flash.Read(sector, slot * RecordBytes, into, 0, RecordBytes) == FlashResult.Ok)
            {
                return LogRecord.Examine(into, HighestKind);
            }

            ErrorCount++;
        }

        return SlotCondition.Unreadable;
    }

    /// <summary>Programs a blank slot.</summary>
    /// <returns>True when the part reports no error and the slot reads back as it was written.</returns>
    public bool Write(int sector, int slot, byte[] record)
    {
        WriteCount++;
        int offset = slot * RecordBytes;
        bool isWritten = _flash.Program(sector, offset, record, 0, RecordBytes) == FlashResult.Ok
            && _flash.Read(sector, offset, _readBack, 0, RecordBytes) == FlashResult.Ok;
        for (int i = 0; i < RecordBytes && isWritten; i++)
        {
            isWritten = _readBack[i] == record[i];
        }

        ErrorCount += isWritten ? 0 : 1;
        return isWritten;
    }

    /// <summary>Erases a sector.</summary>
    /// <returns>True when the part reports no error and all slots read blank.</returns>
    public bool Erase(int sector)
    {
        EraseCount++;
        bool isErased = _flash.Erase(sector) == FlashResult.Ok && IsBlank(sector);
        ErrorCount += isErased ? 0 : 1;
        return isErased;
    }

    /// <summary>Whether all slots of a sector could be read and are blank.</summary>
    public bool IsBlank(int sector)
    {
        int end = SlotsPerSector * RecordBytes;
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
