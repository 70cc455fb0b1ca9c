// Where what lies in the FRAM.
namespace Hub.Esp32S3.Storage;

/// <summary>The stores of the hub in the FRAM; a test compares them with the table in <c>firmware/README.md</c>.
/// </summary>
public static class FramMap
{
    /// <summary>The alarm journal.</summary>
    public static FlashPartition Journal(FramMemory memory)
    {
        return new FlashPartition(memory, 0x00000, 4_096, 8);
    }

    /// <summary>The paired devices.</summary>
    public static FlashPartition Devices(FramMemory memory)
    {
        return new FlashPartition(memory, 0x08000, 16_384, 4);
    }

    /// <summary>The home's rules and what they know.</summary>
    public static FlashPartition Rules(FramMemory memory)
    {
        return new FlashPartition(memory, 0x18000, 8_192, 4);
    }

    /// <summary>Whose hub this board is: two copies of three sectors each.</summary>
    public static FlashPartition Identity(FramMemory memory)
    {
        return new FlashPartition(memory, 0x20000, 4_096, 6);
    }

    /// <summary>What the home was set to from afar.</summary>
    public static FlashPartition Settings(FramMemory memory)
    {
        return new FlashPartition(memory, 0x26000, 4_096, 2);
    }

    /// <summary>What is known of updates.</summary>
    public static FlashPartition Updates(FramMemory memory)
    {
        return new FlashPartition(memory, 0x28000, 4_096, 2);
    }

    /// <summary>Which firmware starts.</summary>
    public static FlashPartition BootRecord(FramMemory memory)
    {
        return new FlashPartition(memory, 0x3C000, 4_096, 2);
    }

    /// <summary>Why the board was last asked to restart.</summary>
    public static FlashPartition BoardState(FramMemory memory)
    {
        return new FlashPartition(memory, 0x3E000, 4_096, 2);
    }
}
