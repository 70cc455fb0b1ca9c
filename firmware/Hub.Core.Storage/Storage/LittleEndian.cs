// Numbers in records on flash, lowest byte first.
namespace Hub.Core.Storage;

/// <summary>Writes and reads whole numbers, lowest byte first. The caller keeps within bounds.</summary>
public static class LittleEndian
{
    /// <summary>Writes the lowest bytes of a number.</summary>
    public static void Put(byte[] buffer, int offset, ulong value, int count)
    {
        for (int i = 0; i < count; i++)
        {
            buffer[offset + i] = (byte)value;
            value >>= 8;
        }
    }

    /// <summary>Reads a number of so many bytes.</summary>
    public static ulong Get(byte[] buffer, int offset, int count)
    {
        ulong value = 0;
        for (int i = count - 1; i >= 0; i--)
        {
            value = (value << 8) | buffer[offset + i];
        }

        return value;
    }
}
