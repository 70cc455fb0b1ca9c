// The physical layer: what every transceiver of a hub or a device is set to.
namespace Hub.Protocols.Radio;

/// <summary>
/// The carrier, the modulation and what stands round a frame on the air; see "On the air" in protocols/README.md.
/// Everything is sent highest bit first. A frame goes out as preamble, sync word, length, whitened frame, CRC.
/// </summary>
public static class RadioChannel
{
    /// <summary>The middle of 869.200 to 869.250 MHz, in Hz.</summary>
    public const int CarrierHertz = 869_225_000;

    /// <summary>Deviation of 2-GFSK (BT 0.5) in Hz, a 1 above the carrier: with
    /// <see cref="RadioLimits.BitsPerSecond"/> modulation index 1 and 19.2 kHz by Carson's rule.</summary>
    public const int DeviationHertz = 4_800;

    /// <summary>Width by Carson's rule, in Hz.</summary>
    public const int OccupiedHertz = (2 * DeviationHertz) + RadioLimits.BitsPerSecond;

    /// <summary>How far a device's carrier may be off, in Hz: 10 ppm.</summary>
    public const int MaxOffsetHertz = 8_700;

    /// <summary>Preamble, in bytes.</summary>
    public const int PreambleBytes = 4;

    /// <summary>Each byte of the preamble.</summary>
    public const int PreambleByte = 0xAA;

    /// <summary>The 16 bits that are sent twice as sync word: the CC1101 can only have such.</summary>
    public const int SyncHalf = 0x3569;

    /// <summary>Sync word, in bytes.</summary>
    public const int SyncBytes = 4;

    /// <summary>The length byte: the frame's bytes, without itself and the CRC. It is not whitened.</summary>
    public const int LengthBytes = 1;

    /// <summary>CRC-16 of the length byte and the whitened frame, high byte first, not inverted.</summary>
    public const int CrcBytes = 2;

    /// <summary>The CRC's polynomial, x^16 + x^15 + x^2 + 1, highest bit first.</summary>
    public const int CrcPolynomial = 0x8005;

    /// <summary>What the CRC begins with.</summary>
    public const int CrcInitial = 0xFFFF;

    /// <summary>What the whitening's register of 9 bits (x^9 + x^5 + 1) begins with.</summary>
    public const int WhiteningSeed = 0x1FF;
}
