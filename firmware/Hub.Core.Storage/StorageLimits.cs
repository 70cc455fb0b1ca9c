// The bounds of what is kept in flash.
namespace Hub.Core;

/// <summary>The bounds of logs and documents in flash; <c>Limits</c> has them too.</summary>
public static class StorageLimits
{
    /// <summary>Fewest sectors: one to write, one to fall back on.</summary>
    public const int MinSectors = 2;

    /// <summary>Most sectors the journal uses; a larger part is used in part.</summary>
    public const int MaxSectors = 16;

    /// <summary>Smallest usable flash sector: it must hold all live state twice over.</summary>
    public const int MinSectorBytes = 4096;

    /// <summary>How often a faulty journal is tried again.</summary>
    public const int JournalRetryMilliseconds = 60_000;

    /// <summary>Tries to read a flash with unreadable parts before the readable rest is used.</summary>
    public const int MountTriesBeforePartial = 4;

    /// <summary>Free slots below which an idle step copies into the next sector.</summary>
    public const int IdleCompactionFreeSlots = 8;
}
