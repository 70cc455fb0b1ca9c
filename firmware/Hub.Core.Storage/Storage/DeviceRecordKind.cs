// The kinds of record in the device store; the numbers are on flash and never change.
namespace Hub.Core.Storage;

/// <summary>First byte of a record of the device store. 0x00 and 0xFF are never a kind.</summary>
internal static class DeviceRecordKind
{
    /// <summary>First record of a sector.</summary>
    internal const int SectorHeader = LogRecord.SectorHeader;

    /// <summary>What is kept beside devices.</summary>
    internal const int State = 2;

    /// <summary>A device with all that is kept of it: newly paired, or as it is now.</summary>
    internal const int Device = 3;

    /// <summary>A device that took the place of another, which is gone.</summary>
    internal const int Replaced = 4;

    /// <summary>A device is gone.</summary>
    internal const int Removed = 5;

    /// <summary>The copy of all live state into this sector is whole.</summary>
    internal const int SnapshotEnd = LogRecord.SnapshotEnd;

    /// <summary>All devices are gone.</summary>
    internal const int Forgotten = 7;

    /// <summary>The highest kind.</summary>
    internal const int Highest = 7;
}
