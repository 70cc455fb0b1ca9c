// The CRC-32 and the numbers of the boot record and the image header.
namespace Hub.Loader;

/// <summary>CRC-32 as in IEEE 802.3, and numbers lowest byte first. Without a table: a record is short, and seldom
/// written.</summary>
internal static class RecordBytes
{
    internal static uint Checksum(byte[] buffer, int count)
    {
        uint crc = 0xFFFFFFFF;
        for (int i = 0; i < count; i++)
        {
            crc ^= buffer[i];
            for (int bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
            }
        }

        return crc ^ 0xFFFFFFFF;
    }

    internal static void Put(byte[] buffer, int offset, uint value, int count)
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
