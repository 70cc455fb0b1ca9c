// The CRC-32 of records on flash and of the console's lines, and the position of a single wrong bit.
namespace Hub.Protocols.Security;

/// <summary>CRC-32 as in IEEE 802.3 (reflected, polynomial 0xEDB88320, start and final value all ones).</summary>
public static class Crc32
{
    private static readonly uint[] Table = MakeTable();

    /// <summary>The checksum of <paramref name="count"/> bytes.</summary>
    public static uint Compute(byte[] buffer, int offset, int count)
    {
        uint crc = 0xFFFFFFFF;
        int end = offset + count;
        for (int i = offset; i < end; i++)
        {
            crc = (crc >> 8) ^ Table[(int)((crc ^ buffer[i]) & 0xFF)];
        }

        return crc ^ 0xFFFFFFFF;
    }

    /// <summary>
    /// Finds the one data bit whose flip explains a checksum that is off. CRC-32 tells all single flips in a block of
    /// this size from each other and from every pair of flips (Hamming distance above 4), so the answer is unique.
    /// </summary>
    /// <param name="syndrome">Computed checksum XOR stored checksum, not 0.</param>
    /// <param name="count">Length of the data in bytes.</param>
    /// <returns>The bit's position, byte times 8 plus bit; -1 when no single data bit explains it.</returns>
    public static int FindFlippedBit(uint syndrome, int count)
    {
        for (int bit = 0; bit < 8; bit++)
        {
            // The checksum is linear: a flip in the last byte changes it by one table entry, in the byte before by
            // that entry shifted through one more zero byte, and so on.
            uint effect = Table[1 << bit];
            for (int position = count - 1; position >= 0; position--)
            {
                if (effect == syndrome)
                {
                    return (position * 8) + bit;
                }

                effect = (effect >> 8) ^ Table[(int)(effect & 0xFF)];
            }
        }

        return -1;
    }

    private static uint[] MakeTable()
    {
        uint[] table = new uint[256];
        for (int i = 0; i < 256; i++)
        {
            uint value = (uint)i;
            for (int bit = 0; bit < 8; bit++)
            {
                value = (value & 1) != 0 ? (value >> 1) ^ 0xEDB88320 : value >> 1;
            }

            table[i] = value;
        }

        return table;
    }
}
