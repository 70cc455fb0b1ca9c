// CRC-16/CCITT-FALSE, the check of install codes.
namespace Hub.Protocols.Radio;

/// <summary>CRC-16 with polynomial 0x1021 and start 0xFFFF; of "123456789" it is 0x29B1.</summary>
internal static class Crc16
{
    internal static int Compute(byte[] bytes, int offset, int count)
    {
        int crc = 0xFFFF;
        for (int i = 0; i < count; i++)
        {
            crc ^= bytes[offset + i] << 8;
            for (int bit = 0; bit < 8; bit++)
            {
                crc = ((crc << 1) ^ ((crc & 0x8000) != 0 ? 0x1021 : 0)) & 0xFFFF;
            }
        }

        return crc;
    }
}
