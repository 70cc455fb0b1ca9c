// What a slot on flash turned out to hold.
namespace Hub.Core.Storage;

/// <summary>The condition of one slot.</summary>
public enum SlotCondition
{
    /// <summary>Every byte is 0xFF.</summary>
    Blank = 0,

    /// <summary>A record with a right checksum.</summary>
    Valid = 1,

    /// <summary>A record with one wrong bit, put right in the buffer.</summary>
    Corrected = 2,

    /// <summary>Neither blank nor a record: torn, half erased or rotten.</summary>
    Damaged = 3,

    /// <summary>The flash would not read it.</summary>
    Unreadable = 4,
}
