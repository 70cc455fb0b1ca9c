// What the CC1101 is set to, computed from the physical layer.
using Hub.Protocols.Radio;

namespace Hub.Esp32S3.Radio;

/// <summary>
/// The registers 0x00 to 0x2E for a crystal of 26 MHz. What follows from <see cref="RadioChannel"/> is computed by the
/// formulas of the data sheet (SWRS061I, chapters 12, 13, 16 and 21); the rest are the values that TI's configuration
/// tool is known to give for a low data rate.
/// </summary>
internal sealed class Cc1101Settings
{
    /// <summary>Registers that are written.</summary>
    internal const int RegisterCount = 0x2F;

    /// <summary>Registers that are read back: those behind are changed by the chip's own calibration.</summary>
    internal const int CheckedCount = 0x23;

    /// <summary>10 dBm at 868 MHz.</summary>
    internal const int Power = 0xC5;

    private const int CrystalHertz = 26_000_000;
    private const int MantissaBits = 3;

    internal Cc1101Settings()
    {
        PutPacket();
        PutRadio();
        PutRest();
    }

    /// <summary>The registers, from 0x00 on.</summary>
    internal byte[] Registers { get; } = new byte[RegisterCount];

    // GDO2: a sync word was found or sent, until the frame's end. GDO0: a frame has ended (or the FIFO is full, which
    // no frame makes it), until the FIFO is empty.
    private void PutPacket()
    {
        Put(0x00, 0x06, 0x2E, 0x01);
        Put(0x03, 0x4F, RadioChannel.SyncHalf >> 8, RadioChannel.SyncHalf);

        // Level and CRC are put behind a frame; nothing is thrown away by the chip but what is too long.
        Put(0x06, RadioLimits.MaxFrameBytes, 0x04, 0x05);
    }

    private void PutRadio()
    {
        const long Carrier = (((long)RadioChannel.CarrierHertz << 16) + (CrystalHertz / 2)) / CrystalHertz;
        Put(0x0B, 0x06, 0x00, (int)(Carrier >> 16));
        Put(0x0E, (int)(Carrier >> 8), (int)Carrier, (FilterCode() << 4) | RateExponent());
        Put(0x11, RateMantissa(RateExponent()), 0x13, 0x22);
        Put(0x14, 0xF8, DeviationCode(), 0x07);

        // Idle after a frame, whichever way it went: the FIFO then holds that frame and no part of the next, and is
        // read while nothing comes in (errata SWRZ020, RX FIFO).
        Put(0x17, 0x00, 0x18, 0x16);
    }

    private void PutRest()
    {
        Put(0x1A, 0x6C, 0x43, 0x40);
        Put(0x1D, 0x91, 0x87, 0x6B);
        Put(0x20, 0xFB, 0x56, 0x10);
        Put(0x23, 0xE9, 0x2A, 0x00);
        Put(0x26, 0x1F, 0x41, 0x00);
        Put(0x29, 0x59, 0x7F, 0x3F);
        Put(0x2C, 0x81, 0x35, 0x09);
    }

    private void Put(int register, int first, int second, int third)
    {
        Registers[register] = (byte)first;
        Registers[register + 1] = (byte)second;
        Registers[register + 2] = (byte)third;
    }

    // Rate = crystal × (256 + mantissa) × 2^exponent / 2^28.
    private static int RateExponent()
    {
        int exponent = 0;
        while (((long)CrystalHertz << (exponent + 1)) <= (long)RadioLimits.BitsPerSecond << 20)
        {
            exponent++;
        }

        return exponent;
    }

    private static int RateMantissa(int exponent)
    {
        long scaled = (long)RadioLimits.BitsPerSecond << (28 - exponent);
        return (int)((scaled + (CrystalHertz / 2)) / CrystalHertz) - 256;
    }

    // Deviation = crystal × (8 + mantissa) × 2^exponent / 2^17; the nearest there is.
    private static int DeviationCode()
    {
        int best = 0;
        long bestOff = long.MaxValue;
        for (int code = 0; code < 1 << (2 * MantissaBits); code++)
        {
            int exponent = code >> MantissaBits;
            int mantissa = code & ((1 << MantissaBits) - 1);
            long deviation = ((long)CrystalHertz * (8 + mantissa) << exponent) >> 17;
            long off = deviation - RadioChannel.DeviationHertz;
            off = off < 0 ? -off : off;
            if (off < bestOff)
            {
                bestOff = off;
                best = (exponent << 4) | mantissa;
            }
        }

        return best;
    }

    // Width = crystal / (8 × (4 + mantissa) × 2^exponent); the narrowest that lets a carrier through that is off. With
    // this crystal that is the chip's narrowest: 58 kHz.
    private static int FilterCode()
    {
        const int Needed = RadioChannel.OccupiedHertz + (2 * RadioChannel.MaxOffsetHertz);
        for (int code = 15; code > 0; code--)
        {
            int factor = (8 * (4 + (code & 3))) << (code >> 2);
            if ((long)Needed * factor <= CrystalHertz)
            {
                return code;
            }
        }

        return 0;
    }
}
