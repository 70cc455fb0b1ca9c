// Numbers in radio frames, lowest byte first.
namespace Hub.Protocols.Radio;

/// <summary>Writes and reads whole numbers, lowest byte first. The caller keeps within bounds.</summary>
internal static class LittleEndian
{
    internal static void Put(byte[] buffer, int offset, long value, int count)
    {
        for (int i = 0; i < count; i++)
        {
            buffer[offset + i] = (byte)value;
            value >>= 8;
        }
    }

    internal static uint Get(byte[] buffer, int offset, int count)
    {
        uint value = 0;
        for (int i = count - 1; i >= 0; i--)
        {
            value = (value << 8) | buffer[offset + i];
        }

        return value;
    }
}
