// The kinds of journal record; the numbers are on flash and never change.
namespace Hub.Core.Storage;

/// <summary>First byte of a journal record. 0x00 and 0xFF are never a kind.</summary>
internal static class RecordKind
{
    /// <summary>First record of a sector.</summary>
    internal const int SectorHeader = LogRecord.SectorHeader;

    /// <summary>All counters (<see cref="HubState"/>).</summary>
    internal const int State = 2;

    /// <summary>An alarm was raised.</summary>
    internal const int AlarmRaised = 3;

    /// <summary>A further press was joined to an alarm that had not been sent.</summary>
    internal const int PressJoined = 4;

    /// <summary>An alarm needs no more sending.</summary>
    internal const int AlarmClosed = 5;

    /// <summary>The copy of all live state into this sector is whole.</summary>
    internal const int SnapshotEnd = LogRecord.SnapshotEnd;

    /// <summary>The highest kind.</summary>
    internal const int Highest = 6;
}
