// What the texts of all frames share: room, ranges, and the two that are but one number.
namespace Hub.Protocols.Radio;

/// <summary>The texts of acknowledgement and resync, and the checks of all.</summary>
public static class RadioText
{
    /// <summary>Writes the text of an acknowledgement: always 0, so that one nonce never covers two texts.</summary>
    /// <returns>The bytes written, 0 when they do not fit.</returns>
    public static int PutAcknowledge(byte[] buffer, int offset)
    {
        if (!HasRoom(buffer, offset, RadioLimits.AcknowledgeBytes))
        {
            return 0;
        }

        buffer[offset] = 0;
        return RadioLimits.AcknowledgeBytes;
    }

    /// <summary>Whether a text acknowledges.</summary>
    public static bool IsAcknowledge(byte[] buffer, int offset, int count)
    {
        return count >= RadioLimits.AcknowledgeBytes && HasRoom(buffer, offset, count) && buffer[offset] == 0;
    }

    /// <summary>Writes the text of a resync: the lowest counter that the hub will accept.</summary>
    /// <returns>The bytes written, 0 when they do not fit.</returns>
    public static int PutResync(byte[] buffer, int offset, uint lowestCounter)
    {
        if (!HasRoom(buffer, offset, RadioLimits.ResyncBytes))
        {
            return 0;
        }

        LittleEndian.Put(buffer, offset, lowestCounter, RadioLimits.ResyncBytes);
        return RadioLimits.ResyncBytes;
    }

    /// <summary>Reads the text of a resync.</summary>
    /// <returns>False when the bytes are too few; the counter is then 0.</returns>
    public static bool GetResync(byte[] buffer, int offset, int count, out uint lowestCounter)
    {
        lowestCounter = 0;
        if (count < RadioLimits.ResyncBytes || !HasRoom(buffer, offset, count))
        {
            return false;
        }

        lowestCounter = LittleEndian.Get(buffer, offset, RadioLimits.ResyncBytes);
        return true;
    }

    internal static bool HasRoom(byte[] buffer, int offset, int count)
    {
        return buffer != null && offset >= 0 && count >= 0 && offset <= buffer.Length - count;
    }

    internal static int Within(int value, int lowest, int highest)
    {
        return value < lowest ? lowest : value > highest ? highest : value;
    }

    // A percentage that cannot be is one that is not known.
    internal static int Battery(int percent)
    {
        return percent < 0 || percent > 100 ? RadioLimits.BatteryUnknown : percent;
    }
}
