// The checksum against its published value, and the place of every single wrong bit.
using System.Text;
using Hub.Protocols.Security;

namespace Firmware.Tests.Storage;

public sealed class Crc32Tests
{
    [Fact]
    public void The_check_value_of_the_CRC_catalogue_comes_out()
    {
        Assert.Equal(0xCBF43926u, Crc32.Compute(Encoding.ASCII.GetBytes("123456789"), 0, 9));
    }

    [Fact]
    public void Every_single_wrong_bit_is_found_and_no_pair_is_taken_for_one()
    {
        byte[] data = new byte[44];
        new System.Random(7).NextBytes(data);
        uint right = Crc32.Compute(data, 0, data.Length);
        int pairs = 0;
        for (int bit = 0; bit < data.Length * 8; bit++)
        {
            data[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.Equal(bit, Crc32.FindFlippedBit(Crc32.Compute(data, 0, data.Length) ^ right, data.Length));
            for (int other = 0; other < bit; other++)
            {
                data[other / 8] ^= (byte)(1 << (other % 8));
                uint syndrome = Crc32.Compute(data, 0, data.Length) ^ right;
                Assert.Equal(-1, Crc32.FindFlippedBit(syndrome, data.Length));
                data[other / 8] ^= (byte)(1 << (other % 8));
                pairs++;
            }

            data[bit / 8] ^= (byte)(1 << (bit % 8));
        }

        Assert.Equal(352 * 351 / 2, pairs);
    }
}
