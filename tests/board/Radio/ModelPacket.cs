// Builds and reads what stands on the air, bit by bit and from a chip's own registers.
using System;
using System.Linq;

namespace Board.Tests.Radio;

/// <summary>A packet with a length byte and a CRC of 16 bits over it and the payload.</summary>
internal static class ModelPacket
{
    internal static byte[] Build(int preambleBytes, uint sync, byte[] payload, int polynomial, int initial)
    {
        byte[] counted = [(byte)payload.Length, .. payload];
        int crc = Crc(counted, polynomial, initial);
        return
        [
            .. Enumerable.Repeat((byte)0xAA, preambleBytes),
            (byte)(sync >> 24), (byte)(sync >> 16), (byte)(sync >> 8), (byte)sync,
            .. counted, (byte)(crc >> 8), (byte)crc,
        ];
    }

    /// <summary>Where the length byte stands: after sync word and two bytes of preamble; -1 without these.</summary>
    internal static int Find(byte[] bytes, uint sync)
    {
        byte[] word = [(byte)(sync >> 24), (byte)(sync >> 16), (byte)(sync >> 8), (byte)sync];
        for (int i = 2; i + word.Length < bytes.Length; i++)
        {
            if (bytes.AsSpan(i, word.Length).SequenceEqual(word) && bytes[i - 1] == 0xAA && bytes[i - 2] == 0xAA)
            {
                return i + word.Length;
            }
        }

        return -1;
    }

    /// <summary>Whether the CRC behind a packet is that of it; one that is cut off has none.</summary>
    internal static bool IsWhole(byte[] bytes, int lengthAt, int polynomial, int initial)
    {
        int end = lengthAt + 1 + bytes[lengthAt];
        return end + 2 <= bytes.Length
            && Crc(bytes.AsSpan(lengthAt, end - lengthAt), polynomial, initial) == ((bytes[end] << 8) | bytes[end + 1]);
    }

    internal static int Crc(ReadOnlySpan<byte> bytes, int polynomial, int initial)
    {
        int crc = initial;
        foreach (byte value in bytes)
        {
            for (int bit = 7; bit >= 0; bit--)
            {
                int carry = (crc >> 15) ^ ((value >> bit) & 1);
                crc = ((crc << 1) & 0xFFFF) ^ (carry == 1 ? polynomial : 0);
            }
        }

        return crc;
    }
}
